"""What can be wrong with a file that comes back, as a whole or in one place of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kzdash.errors.base import KzdashError


class FileProblem(Enum):
    """Why a file was not read at all."""

    EMPTY = "it is empty"
    TOO_LARGE = "it is larger than any filled form; send the form alone, without pictures"
    UNPACKS_TOO_LARGE = "it unpacks to more than any form can hold"
    OLD_EXCEL = "it is an old .xls workbook; save it as .xlsx"
    LOCKED = "it is locked by a password; save it without one"
    OPEN_DOCUMENT = "it is an OpenDocument table (.ods); open it and save it as .xlsx"
    BINARY = "it is a binary .xlsb workbook; open it and save it as .xlsx"
    NO_WORKBOOK = (
        "it is a package of another kind, a text document, say; fill in the form, an .xlsx"
    )
    WEB_PAGE = "it is a web page under another name; open it in Excel or WPS and save it as .xlsx"
    XML_TABLE = "it is an XML table under another name; open it in Excel or WPS, save it as .xlsx"
    ODD_FORMATS = "it opens, but its cell formats are odd; open it and save it anew as .xlsx"
    DAMAGED = "it is no workbook, or a damaged one"
    NO_TEXT = "it is no text in UTF-8 or GB18030; save it as CSV UTF-8 or as .xlsx"
    NO_TABLE = "no sheet has the columns of the form or of observations"
    TWO_COLUMNS = "two columns have the same name"
    TOO_MANY_ROWS = "it has more rows than any form"
    NO_DAY = "the day that the form was made for cannot be read; take a new form"
    OTHER_PLAN = "it is the form of another plan"


class UnreadableFileError(KzdashError):
    """A file that was not read; `detail` is the sheet or column it is about, if it is about one."""

    def __init__(self, problem: FileProblem, detail: str = "") -> None:
        self.problem, self.detail = problem, detail
        about = f" ({detail})" if detail else ""
        super().__init__(f"the file was not read: {problem.value}{about}: nothing was written")


class CellProblem(Enum):
    """Why a row or a cell was not taken."""

    FORMULA = "it is a formula or its error; put the value in its place"
    MERGED = "cells are merged here; part them"
    SHAPE = "the cell's number format shows another number than it holds; write it as plain figures"
    NOT_OF_KIND = "items of this kind have no such column"
    OTHER_PLAN = "the row is of another plan; take a form of this one"
    OTHER_NAME = "the item of this key has another name; take a new form"
    UNIT = "the figure is asked in another unit; convert it"
    NO_ITEM = "no item that this account may see has this key"
    NO_SEQ = "the number of reports is missing or no number; take it from a new form"
    SEQ_AHEAD = "there are not as many reports as this; take a new form"
    NO_YEAR = "it is no year"
    TWICE = "the same is said on an earlier row, too"
    NO_CHOICE = "it is none of the words that may stand here"


class CellError(KzdashError):
    """A row or cell that cannot be taken; `value` is how what stands there begins."""

    def __init__(self, problem: CellProblem, value: str = "") -> None:
        self.problem, self.value = problem, value[:40]
        quoted = f"{self.value!r}: " if value else ""
        super().__init__(f"{quoted}{problem.value}")


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where in a file something stands; the column is empty where it is the row as a whole."""

    sheet: str
    row: int
    column: str = ""


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in one place of a file; `key` and `name` are the item's, if it is known."""

    place: CellPlace
    error: KzdashError
    key: str = ""
    name: str = ""


class RowFaultsError(Exception):
    """All that is wrong with a row; it never leaves the reading of a file."""

    def __init__(self, faults: list[RowFault]) -> None:
        self.faults = faults
        super().__init__(f"{len(faults)} fault(s)")
