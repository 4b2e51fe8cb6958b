"""Who somebody is: logging in and out, and keeping the accounts."""

from kzdash.accounts.keeping import OFFICE, add, disable, first_office, reset
from kzdash.accounts.logins import (
    COOKIE,
    IDLE,
    Who,
    change_password,
    log_in,
    log_out,
    must_be_logged_in,
    who,
    who_has_email,
)

__all__ = [
    "COOKIE",
    "IDLE",
    "OFFICE",
    "Who",
    "add",
    "change_password",
    "disable",
    "first_office",
    "log_in",
    "log_out",
    "must_be_logged_in",
    "reset",
    "who",
    "who_has_email",
]
