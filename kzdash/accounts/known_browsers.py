"""Browsers that somebody has logged in with: wrong passwords given in one are counted apart.

Else whoever knows a name could keep its owner out for good by a wrong password every quarter of an
hour. These are OWASP's device cookies. What is handed out is sealed with the stored hash of the
password, which nobody outside has, so that a new password makes the old ones worthless.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from kzdash.accounts import usernames

COOKIE = "kzdash_device_"
LONGEST = 200


def cookie_name(name: str) -> str:
    """Return the name of the cookie for an account: several may share a browser."""
    return COOKIE + hashlib.sha256(_bytes(usernames.normalize(name))).hexdigest()[:16]


def new_browser_token(stored: str) -> str:
    """Make what a browser is given once the password was right whose hash is stored."""
    nonce = secrets.token_urlsafe(16)
    return f"{nonce}.{_seal(stored, nonce)}"


def throttle_key(stored: str, given: str) -> str:
    """Return under what wrong passwords from this browser count, empty where it is not known."""
    nonce, _, seal = given[:LONGEST].partition(".")
    known = bool(stored and nonce) and hmac.compare_digest(
        _bytes(seal), _bytes(_seal(stored, nonce))
    )
    return f"device {nonce}" if known else ""


def _seal(stored: str, nonce: str) -> str:
    return hmac.new(_bytes(stored), _bytes(f"device {nonce}"), hashlib.sha256).hexdigest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
