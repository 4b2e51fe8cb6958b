"""Who somebody is: logging in and out, and keeping the accounts."""

from kzdash.accounts.known_browsers import cookie as device_cookie
from kzdash.accounts.management import OFFICE, add, disable, first_office, guessed, reset
from kzdash.accounts.sessions import (
    COOKIE,
    IDLE,
    Who,
    change_password,
    is_known_device,
    log_in,
    log_out,
    must_be_logged_in,
    new_device,
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
    "device_cookie",
    "disable",
    "first_office",
    "guessed",
    "is_known_device",
    "log_in",
    "log_out",
    "must_be_logged_in",
    "new_device",
    "reset",
    "who",
    "who_has_email",
]
