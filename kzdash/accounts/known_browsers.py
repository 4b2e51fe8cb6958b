"""Browsers that a user has logged in with: their wrong passwords are counted apart from others'.

Otherwise anybody who knows an account's name could lock its user out for good, with a wrong
password every quarter of an hour. This is OWASP's device cookie. Its token is signed with the
stored hash of the password, which is secret, so that a new password invalidates the old tokens.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from kzdash.accounts import usernames
from kzdash.accounts.hashing import encode, sha256_hex

COOKIE_PREFIX = "kzdash_device_"
MAX_TOKEN_LENGTH = 200


def cookie_name(name: str) -> str:
    """Return the name of an account's device cookie; several accounts may share a browser."""
    return COOKIE_PREFIX + sha256_hex(usernames.normalize(name))[:16]


def new_browser_token(password_hash: str) -> str:
    """Make a token for a browser in which the password with this hash was right."""
    nonce = secrets.token_urlsafe(16)
    return f"{nonce}.{_sign(password_hash, nonce)}"


def throttle_key(password_hash: str, token: str) -> str:
    """Return the key under which wrong passwords from this browser count.

    It is empty if the token is not valid for the account with this password hash.
    """
    nonce, _, signature = token[:MAX_TOKEN_LENGTH].partition(".")
    is_known = bool(password_hash and nonce) and hmac.compare_digest(
        encode(signature), encode(_sign(password_hash, nonce))
    )
    return f"device {nonce}" if is_known else ""


def _sign(password_hash: str, nonce: str) -> str:
    return hmac.new(encode(password_hash), encode(f"device {nonce}"), hashlib.sha256).hexdigest()
