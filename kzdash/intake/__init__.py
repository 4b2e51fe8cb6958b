"""Filled report forms and tables of figures that come back: read, tried, then stored whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.intake import texts, workbooks
from kzdash.intake.entries import Fault, Place
from kzdash.intake.flaws import Flaw, FlawError, Unfit, UnfitError
from kzdash.intake.outcome import Answers, Change, Conflict, Trial, Unread
from kzdash.intake.trial import trial

if TYPE_CHECKING:
    from kzdash.intake.sheets import Filled

__all__ = [
    "MOST_BYTES",
    "MOST_MB",
    "Answers",
    "Change",
    "Conflict",
    "Fault",
    "Flaw",
    "FlawError",
    "Place",
    "Trial",
    "Unfit",
    "UnfitError",
    "Unread",
    "read",
    "trial",
]

MOST_MB = 5
MOST_BYTES = MOST_MB * 1_000_000


def read(content: bytes) -> Filled:
    """Read a file that came back, a workbook or a text; UnfitError where it cannot be read."""
    if not content.strip():
        raise UnfitError(Unfit.EMPTY)
    if len(content) > MOST_BYTES:
        raise UnfitError(Unfit.TOO_LARGE)
    return workbooks.read(content) if workbooks.is_workbook(content) else texts.read(content)
