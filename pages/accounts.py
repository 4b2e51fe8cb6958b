"""账号: the office manages the accounts that may report, and the contacts of the units."""

import streamlit as st

from kzdash import ui
from kzdash.ui.frame.board import store
from kzdash.ui.parts import account_acts, account_list, account_slips, accounts, contacts, one_time

ui.show_title("账号")
user = ui.logged_in_user()
ui.refresh_only_for([])
if not accounts.may_manage_accounts(user):
    st.stop()
if account_slips.show_slips():
    st.stop()

all_accounts = store().accounts()
accounts.show_guessed_accounts()
one_time.show_one_time_password()
accounts.show_accounts(all_accounts)
left, right = st.columns(2, gap="medium")
with left:
    accounts.show_new_account_form(user)
with right:
    account_acts.show_acts(user, all_accounts)
account_list.show_list_form(user)
contacts.show_contact_list(user)
accounts.show_changes(all_accounts)
