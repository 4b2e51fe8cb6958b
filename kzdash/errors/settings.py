"""What can be wrong with a setting."""

from __future__ import annotations

from kzdash.errors.base import KzdashError


class BadUrlError(KzdashError):
    """A URL is of no database that this program can open; the caller masks a password in it."""

    EXPECTED = "a URL such as sqlite:////folder/plan.db or postgresql+psycopg://user@host/database"

    def __init__(self, url: str) -> None:
        super().__init__(f"{url!r} names no database. Nothing was changed. Use {self.EXPECTED}.")


class BadSettingError(KzdashError):
    """A setting has a value that it cannot have; the caller masks a password in it."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(
            f"{name} is {value!r}: expected {expected}. Nothing was started or changed. Correct "
            "the setting and try again."
        )
