"""What can go wrong with an account and a login."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.errors.base import KzdashError

if TYPE_CHECKING:
    from kzdash.errors.refusals import Refusal


class BadAccountError(KzdashError):
    """An account cannot have this name, person, unit or state; `value` is what was typed."""

    def __init__(self, refusal: Refusal, value: str) -> None:
        self.refusal, self.value = refusal, value
        super().__init__(f"{value!r}: {refusal.value}. Nothing was changed.")


class WrongPasswordError(KzdashError):
    """No account has this name and password; it does not say which of the two is wrong."""

    def __init__(self) -> None:
        super().__init__("no account has this name and this password. Try again.")


class TryLaterError(KzdashError):
    """Too many wrong passwords in a row were given for a name."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(
            f"too many wrong passwords in a row for this name. Try again in {seconds} seconds."
        )


class TooManyGuessesError(TryLaterError):
    """One address tried too many passwords, whatever the names."""
