"""账号: the office manages the accounts that may report, and the contacts of the units."""

import streamlit as st

from kzdash import ui
from kzdash.ui.frame.board import store
from kzdash.ui.parts import accounts, contacts

ui.show_title("账号")
user = ui.logged_in_user()
ui.refresh_only_for([])
if not accounts.may_manage_accounts(user):
    st.stop()

all_accounts = store().accounts()
accounts.show_guessed_accounts()
accounts.show_one_time_password()
accounts.show_accounts(all_accounts)
left, right = st.columns(2, gap="medium")
with left:
    accounts.show_new_account_form(user)
with right:
    accounts.show_reset_form(user, all_accounts)
contacts.show_contact_list(user)
