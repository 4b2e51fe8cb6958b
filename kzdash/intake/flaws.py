"""What can be wrong with a file that comes back, as a whole or in one place of it."""

from __future__ import annotations

from enum import Enum

from kzdash.errors import KzdashError


class Unfit(Enum):
    """Why a file was not read at all."""

    EMPTY = "it is empty"
    TOO_LARGE = "it is larger than any filled form; send the form alone, without pictures"
    UNPACKS_TOO_LARGE = "it unpacks to more than any form can hold"
    OLD_EXCEL = "it is an old .xls workbook; save it as .xlsx"
    LOCKED = "it is locked by a password; save it without one"
    DAMAGED = "it is no workbook, or a damaged one"
    NO_TEXT = "it is no text in UTF-8 or GB18030; save it as CSV UTF-8 or as .xlsx"
    NO_TABLE = "no sheet has the columns of the form or of observations"
    NO_COLUMN = "a column that the form needs is missing"
    TWO_COLUMNS = "two columns have the same name"
    TOO_MANY_ROWS = "it has more rows than any form"
    NO_DAY = "the day that the form was made for cannot be read; take a new form"


class UnfitError(KzdashError):
    """A file that was not read; `what` is the sheet or column it is about, if it is about one."""

    def __init__(self, unfit: Unfit, what: str = "") -> None:
        self.unfit, self.what = unfit, what
        about = f" ({what})" if what else ""
        super().__init__(f"the file was not read: {unfit.value}{about}: nothing was written")


class Flaw(Enum):
    """Why a row or a cell was not taken."""

    FORMULA = "it is a formula or its error; put the value in its place"
    MERGED = "cells are merged here; part them"
    NO_ITEM = "no item that this account may see has this key"
    NO_SEQ = "the number of reports is missing or no number; take it from a new form"
    NO_YEAR = "it is no year"
    TWICE = "the same is said on an earlier row, too"
    NO_CHOICE = "it is none of the words that may stand here"


class FlawError(KzdashError):
    """A row or cell that cannot be taken; `given` is what stands there."""

    def __init__(self, flaw: Flaw, given: str = "") -> None:
        self.flaw, self.given = flaw, given[:40]
        said = f"{self.given!r}: " if given else ""
        super().__init__(f"{said}{flaw.value}")
