"""账号: who may report, kept by the office."""

import streamlit as st

from kzdash import ui
from kzdash.ui.frame.board import store
from kzdash.ui.parts import accounts

st.title("账号", anchor=False)
me = ui.logged_in_user()
if not accounts.is_keeper(me):
    st.stop()

listed = store().accounts()
accounts.show_guessed_accounts()
accounts.one_time_password()
accounts.table(listed)
left, right = st.columns(2, gap="medium")
with left:
    accounts.add(me)
with right:
    accounts.change(me, listed)
