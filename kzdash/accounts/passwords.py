"""Passwords: hashed and verified by argon2, made up for one use, and judged when chosen."""

from __future__ import annotations

import re
import secrets
import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kzdash.accounts import usernames
from kzdash.errors import Refusal, RefusedError

SHORTEST, LONGEST = 10, 128
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
HASHER = PasswordHasher()
# each one takes 64 MiB and all there is of a core
AT_ONCE = threading.BoundedSemaphore(2)


def hash_password(password: str) -> str:
    """Return what is stored of a password."""
    with AT_ONCE:
        return HASHER.hash(_bytes(password))


def password_matches(stored: str, password: str) -> bool:
    """Whether a password is the stored one; takes as long where there is none stored."""
    nobodys = _nobodys()  # for everybody, or the first unknown name would take longer
    with AT_ONCE:
        try:
            return HASHER.verify(stored or nobodys, _bytes(password))
        except (VerificationError, InvalidHashError):
            return False


def needs_rehash(stored: str) -> bool:
    """Whether a hash was made with other parameters than are used now."""
    return HASHER.check_needs_rehash(stored)


def new_one_time_password() -> str:
    """Make up a password that can be read out and typed in."""
    return _in_fours("".join(secrets.choice(LETTERS) for _ in range(16)))


def normalize_one_time_password(typed: str) -> str:
    """Return a one-time password as it was made: its hyphens, blanks and case are nobody's choice.

    Whoever hears it over the telephone types them as they please.
    """
    return _in_fours(re.sub(r"[\W_]", "", _normal(typed).casefold()))


def check_new_password(new: str, old: str, name: str, *, once: bool) -> None:
    """Raise RefusedError where a password is too weak for an account.

    `once` says that the old one is a one-time password, which is the same however it is typed.
    """
    given = _normal(new)
    same = normalize_one_time_password if once else _normal
    faults = {
        Refusal.NEW_TOO_SHORT: len(given) < SHORTEST,
        Refusal.NEW_TOO_LONG: len(given) > LONGEST,
        Refusal.NEW_IS_NAME: usernames.normalize(new) == name,
        Refusal.NEW_IS_OLD: same(new) == same(old),
        Refusal.NEW_REPEATS: len(set(given)) == 1,
    }
    for refusal, found in faults.items():
        if found:
            raise RefusedError(refusal, "password")


@cache
def _nobodys() -> str:
    return hash_password(secrets.token_hex())


def _in_fours(letters: str) -> str:
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _normal(password: str) -> str:
    """Two keyboards may send one character in two ways."""
    return unicodedata.normalize("NFKC", password)


def _bytes(password: str) -> bytes:
    return _normal(password).encode("utf-8", "surrogatepass")
