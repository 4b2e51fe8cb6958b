"""Filled report forms and tables of figures that come back: read, tried, then stored whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.reporting import csv_reader, workbook_reader
from kzdash.reporting.dry_run import trial
from kzdash.reporting.file_errors import Flaw, FlawError, Unfit, UnfitError
from kzdash.reporting.outcome import Answers, Change, Conflict, Trial, Unread
from kzdash.reporting.rows import Fault, Place

if TYPE_CHECKING:
    from kzdash.reporting.sheets import Filled

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
    return (
        workbook_reader.read(content)
        if workbook_reader.is_workbook(content)
        else csv_reader.read(content)
    )
