"""Passwords: hash and verify with Argon2, generate one-time ones, and check new ones."""

from __future__ import annotations

import re
import secrets
import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kzdash.accounts import usernames
from kzdash.accounts.hashing import encode
from kzdash.errors import Refusal, RefusedError

MIN_LENGTH, MAX_LENGTH = 10, 128
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without characters that look alike
HASHER = PasswordHasher()
# each hash takes 64 MiB of memory and a whole core
HASHING_SLOTS = threading.BoundedSemaphore(2)


def hash_password(password: str) -> str:
    """Return the Argon2 hash of a password, which the store keeps."""
    with HASHING_SLOTS:
        return HASHER.hash(encode(_normalize(password)))


def password_matches(stored: str, password: str) -> bool:
    """Whether a password has the stored hash; takes as long if no hash is stored."""
    dummy = _dummy_hash()  # always computed, or the first unknown name would take longer
    with HASHING_SLOTS:
        try:
            return HASHER.verify(stored or dummy, encode(_normalize(password)))
        except (VerificationError, InvalidHashError):
            return False


def needs_rehash(stored: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(stored)


def new_one_time_password() -> str:
    """Generate a password that is easy to read out and to type: 16 characters in groups of 4."""
    return _group_by_four("".join(secrets.choice(ALPHABET) for _ in range(16)))


def normalize_one_time_password(typed: str) -> str:
    """Return a typed one-time password as it was generated: in lower case, in groups of 4.

    A user who heard it over the telephone may type capitals, blanks or no hyphens.
    """
    return _group_by_four(re.sub(r"[\W_]", "", _normalize(typed).casefold()))


def check_new_password(new: str, old: str, name: str, *, once: bool) -> None:
    """Raise RefusedError if a password is too weak for the account `name`.

    `once` means that the old one is a one-time password, which may be typed in several ways.
    """
    password = _normalize(new)
    canonical = normalize_one_time_password if once else _normalize
    faults = {
        Refusal.NEW_TOO_SHORT: len(password) < MIN_LENGTH,
        Refusal.NEW_TOO_LONG: len(password) > MAX_LENGTH,
        Refusal.NEW_IS_NAME: usernames.normalize(new) == name,
        Refusal.NEW_IS_OLD: canonical(new) == canonical(old),
        Refusal.NEW_REPEATS: len(set(password)) == 1,
    }
    for refusal, applies in faults.items():
        if applies:
            raise RefusedError(refusal, "password")


@cache
def _dummy_hash() -> str:
    return hash_password(secrets.token_hex())


def _group_by_four(letters: str) -> str:
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _normalize(password: str) -> str:
    """Normalize to NFKC, since two keyboards may send different code points for a character."""
    return unicodedata.normalize("NFKC", password)
