"""Accounts: log users in and out, tell who a request is from, and manage the accounts."""

from kzdash.accounts.changes import account_changes
from kzdash.accounts.fields import MAX_EMAIL_LENGTH, MAX_PERSON_LENGTH, OFFICE
from kzdash.accounts.known_browsers import cookie_name as device_cookie
from kzdash.accounts.listed import (
    MAX_LISTED,
    ListedPerson,
    TriedAccount,
    add_listed_accounts,
    try_out_list,
)
from kzdash.accounts.management import (
    add_account,
    add_first_office_account,
    disable_account,
    guessed_accounts,
    hand_over_account,
    reset_account,
)
from kzdash.accounts.passwords import hash_password, new_one_time_password
from kzdash.accounts.sessions import (
    COOKIE,
    IDLE,
    User,
    change_password,
    is_known_browser,
    log_in,
    log_out,
    log_out_everywhere,
    remember_browser,
    require_login,
    user_of_token,
    user_with_email,
)
from kzdash.accounts.usernames import MAX_NAME_LENGTH

__all__ = [
    "COOKIE",
    "IDLE",
    "MAX_EMAIL_LENGTH",
    "MAX_LISTED",
    "MAX_NAME_LENGTH",
    "MAX_PERSON_LENGTH",
    "OFFICE",
    "ListedPerson",
    "TriedAccount",
    "User",
    "account_changes",
    "add_account",
    "add_first_office_account",
    "add_listed_accounts",
    "change_password",
    "device_cookie",
    "disable_account",
    "guessed_accounts",
    "hand_over_account",
    "hash_password",
    "is_known_browser",
    "log_in",
    "log_out",
    "log_out_everywhere",
    "new_one_time_password",
    "remember_browser",
    "require_login",
    "reset_account",
    "try_out_list",
    "user_of_token",
    "user_with_email",
]
