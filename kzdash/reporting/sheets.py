"""The contents of an uploaded file, of whatever format: sheets, rows and texts by column."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kzdash.errors import CellProblem, FileProblem, UnreadableFileError
from kzdash.reporting.form_columns import (
    FORM_COLUMNS,
    KEY,
    OBSERVATION_COLUMNS,
    OBSERVATION_KEYS,
    PART_COLUMNS,
    PART_UNIT,
    PARTS_SHEET,
    SEQ,
    STEP_COLUMNS,
    STEP_NAME,
    canonical_header,
)
from kzdash.reporting.form_cover import Cover

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kzdash.errors import CellError

MAX_ROWS = 2_000
MAX_COLUMNS = 100
MAX_HEADER_ROW = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number in the sheet, and the texts and errors of its cells by column.

    `formulas` are those whose texts are what they gave when a program last computed them, `shared`
    the columns whose text is that of a merge which begins in a row above.
    """

    number: int
    texts: dict[str, str]
    errors: dict[str, CellError] = field(default_factory=dict)
    formulas: dict[str, str] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)

    @property
    def has_content(self) -> bool:
        """Whether any cell has content."""
        return any(map(self.has_content_in, {*self.texts, *self.errors}))

    def has_content_in(self, column: str) -> bool:
        """Whether a cell has content; an empty merge is none, for tables often end in one."""
        error = self.errors.get(column)
        return bool(self.texts.get(column)) or (
            error is not None and error.problem is not CellProblem.MERGED
        )

    def only(self, columns: Iterable[str]) -> Row:
        """Return the row with some columns only."""
        chosen = set(columns)
        texts = {column: text for column, text in self.texts.items() if column in chosen}
        errors = {column: error for column, error in self.errors.items() if column in chosen}
        formulas = {column: text for column, text in self.formulas.items() if column in chosen}
        return Row(self.number, texts, errors, formulas, self.shared & chosen)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with the header of a form, of parts of items, of observations or of new steps.

    A text file has one, without a name.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def is_observations(self) -> bool:
        """Whether the sheet is a table of observations, not a form."""
        return KEY not in self.columns

    @property
    def is_of_steps(self) -> bool:
        """Whether the sheet is the one in which new steps are written."""
        return STEP_NAME in self.columns

    @property
    def is_of_parts(self) -> bool:
        """Whether the sheet is the one in which a supporting unit reports on its parts."""
        return PART_UNIT in self.columns or (self.name == PARTS_SHEET and KEY in self.columns)

    @property
    def lacks_seqs(self) -> bool:
        """Whether the sheet is a form that has lost its column of sequence numbers."""
        return not (self.is_observations or self.is_of_steps) and SEQ not in self.columns

    @property
    def known_columns(self) -> tuple[str, ...]:
        """The columns that are read."""
        known = OBSERVATION_COLUMNS if self.is_observations else FORM_COLUMNS
        known = STEP_COLUMNS if self.is_of_steps else known
        known = PART_COLUMNS if self.is_of_parts else known
        return tuple(column for column in self.columns if column in known)

    @property
    def unknown_columns(self) -> tuple[str, ...]:
        """The columns that are not read."""
        return tuple(column for column in self.columns if column not in self.known_columns)


@dataclass(frozen=True, slots=True)
class FilledForm:
    """An uploaded file; `unread_sheets` are the names of sheets that are no form.

    A file that is no form that was made here has an empty `cover`.
    """

    sheets: tuple[Sheet, ...]
    unread_sheets: tuple[str, ...] = ()
    cover: Cover = field(default_factory=Cover)


def is_header(texts: Iterable[str]) -> bool:
    """Whether a row is the header of a form or of observations."""
    headers = {canonical_header(text) for text in texts}
    return KEY in headers or headers.issuperset(OBSERVATION_KEYS)


def check_columns(texts: Sequence[str], sheet: str) -> tuple[str, ...]:
    """Return the columns of a header; UnreadableFileError if two have the same name."""
    columns = tuple(
        canonical_header(text) or column_without_header(number)
        for number, text in enumerate(texts, 1)
    )
    for column in columns:
        if columns.count(column) > 1:
            raise UnreadableFileError(FileProblem.TWO_COLUMNS, f"{sheet} {column}".strip())
    return columns


def column_without_header(number: int) -> str:
    """Name a column without a header by its letter; all from MAX_COLUMNS on share one name."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - few files lack a header

    return f"{get_column_letter(min(number, MAX_COLUMNS))}{'' if number < MAX_COLUMNS else '…'}列"
