"""What can be wrong with a file that comes back, as a whole or in one place of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kzdash.errors.base import KzdashError


class FileProblem(Enum):
    """Why a file was not read at all."""

    EMPTY = "it is empty. Send the filled form"
    TOO_LARGE = "it is larger than any filled form. Send the form alone, without pictures"
    UNPACKS_TOO_LARGE = "it unpacks to more than any form can hold. Save it anew as .xlsx"
    LOCKED = "a password locks it. Save it without one"
    BINARY = "it is a binary .xlsb workbook. Open it and save it as .xlsx"
    NO_WORKBOOK = "it is a document of another kind, such as a text. Fill in the form, an .xlsx"
    WEB_PAGE = "it is a web page under another name. Open it in Excel or WPS and save it as .xlsx"
    XML_TABLE = "it is an XML table under another name. Open it in Excel or WPS, save it as .xlsx"
    ODD_FORMATS = "its cell formats are damaged. Open it and save it anew as .xlsx"
    DAMAGED = "it is damaged or no workbook. Take a new form"
    NO_TEXT = "it is no text in UTF-8 or GB18030. Save it as CSV UTF-8 or as .xlsx"
    NO_TABLE = "no sheet has the columns of the form or of observations. Take a new form"
    TWO_COLUMNS = "two columns have the same name. Delete one"
    TOO_MANY_ROWS = "it has more rows than any form. Keep the rows of the form alone"
    NO_DAY = "a day on the cover of the form is none. Write it as 2024-12-20, or take a new form"
    OTHER_PLAN = "it is a form of another plan. Take a form of this one"


class UnreadableFileError(KzdashError):
    """A file that was not read; `detail` is the sheet or column it is about, if it is about one."""

    def __init__(self, problem: FileProblem, detail: str = "") -> None:
        self.problem, self.detail = problem, detail
        about = f" ({detail})" if detail else ""
        super().__init__(f"cannot read the file{about}: {problem.value}. Nothing was written.")


class CellProblem(Enum):
    """Why a row or a cell was not taken."""

    FORMULA = "this is an error, or a formula nobody computed. Write the value in its place"
    MERGED = "the cells are merged. Unmerge them"
    SHAPE = "the cell's number format shows another number than it holds. Write it as plain figures"
    NOT_OF_KIND = "items of this kind have no such column. Clear the cell"
    OTHER_PLAN = "the row is of another plan. Take a form of this one"
    OTHER_NAME = "the item of this key has another name. Take a new form"
    UNIT = "this is not the unit of the column. Convert the figure"
    NO_ITEM = "no item has this key. Copy it from the form"
    NO_SEQ = "the number of reports is missing or no number. Copy it from a new form"
    SEQ_AHEAD = "the store has fewer reports than this. Take a new form"
    NO_YEAR = "this is no year. Write a year as 2024"
    NOT_LED = "another unit leads this item. Leave out its row, and the others can be stored"
    PART = "another unit leads this item. Report on the own part of it on the sheet of parts"
    NOT_SUPPORTING = "this unit does not support the item. Write a supporting unit's full name"
    OTHER_PART = "this is another unit's part. Leave out its row, and the others can be stored"
    TWICE = "an earlier row reports the same. Keep one of them"
    NO_CHOICE = "this is none of the words to choose from. Take one of them"


class CellError(KzdashError):
    """A row or cell that cannot be taken; `value` is how what stands there begins.

    `choices` are the words that may stand there, where it takes no others.
    """

    def __init__(
        self, problem: CellProblem, value: str = "", choices: tuple[str, ...] = ()
    ) -> None:
        self.problem, self.value, self.choices = problem, value[:40], choices
        quoted = f"{self.value!r}: " if value else ""
        among = f": {', '.join(choices)}" if choices else ""
        super().__init__(f"{quoted}{problem.value}{among}.")


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
        super().__init__(f"{len(faults)} fault(s) in a row")
