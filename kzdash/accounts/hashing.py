"""Hash texts that a browser sent, which need not be valid Unicode."""

import hashlib


def encode(text: str) -> bytes:
    """Encode any text, also one with lone surrogates."""
    return text.encode("utf-8", "surrogatepass")


def sha256_hex(text: str) -> str:
    """Return the SHA-256 of a text as 64 hexadecimal digits."""
    return hashlib.sha256(encode(text)).hexdigest()
