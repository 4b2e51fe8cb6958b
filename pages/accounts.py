"""账号: the office manages the accounts that may report."""

import streamlit as st

from kzdash import ui
from kzdash.ui.frame.board import store
from kzdash.ui.parts import accounts

st.title("账号", anchor=False)
user = ui.logged_in_user()
if not accounts.is_keeper(user):
    st.stop()

all_accounts = store().accounts()
accounts.show_guessed_accounts()
accounts.one_time_password()
accounts.table(all_accounts)
left, right = st.columns(2, gap="medium")
with left:
    accounts.add(user)
with right:
    accounts.change(user, all_accounts)
