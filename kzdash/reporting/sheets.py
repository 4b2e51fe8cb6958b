"""What was read of a file, whatever kind it is: sheets of rows of texts under their headers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from kzdash.errors import CellProblem, FileProblem, UnreadableFileError
from kzdash.reporting.form_columns import (
    FORM,
    KEY,
    OBSERVATIONS,
    OF_OBSERVATIONS,
    SEQ,
    canonical_header,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from kzdash.errors import CellError

MOST_ROWS = 2_000
MOST_COLUMNS = 100
HEADER_WITHIN = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number in the sheet, its texts by column, and what is wrong with some of them."""

    number: int
    texts: dict[str, str]
    flaws: dict[str, CellError] = field(default_factory=dict)

    @property
    def says(self) -> bool:
        """Whether anything stands in it; a merge alone is the edge of a table."""
        flaws = (flaw.problem is not CellProblem.MERGED for flaw in self.flaws.values())
        return any(self.texts.values()) or any(flaws)

    def holds(self, column: str) -> bool:
        """Whether anything stands in a column of it."""
        flaw = self.flaws.get(column)
        return bool(self.texts.get(column)) or (
            flaw is not None and flaw.problem is not CellProblem.MERGED
        )

    def of(self, columns: Iterable[str]) -> Row:
        """The same with these columns alone."""
        kept = set(columns)
        texts = {column: text for column, text in self.texts.items() if column in kept}
        flaws = {column: flaw for column, flaw in self.flaws.items() if column in kept}
        return Row(self.number, texts, flaws)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with a header that is known; the name is empty where a file has but one."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def of_observations(self) -> bool:
        """Whether it has the columns of observations and not of the form."""
        return KEY not in self.columns

    @property
    def counted(self) -> bool:
        """Whether it says how many reports there were of each item when it was made."""
        return self.of_observations or SEQ in self.columns

    @property
    def known(self) -> tuple[str, ...]:
        """The columns that are read."""
        read = OBSERVATIONS if self.of_observations else FORM
        return tuple(column for column in self.columns if column in read)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The columns that are not."""
        return tuple(column for column in self.columns if column not in self.known)


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A file that came back; `as_of` is the day its form was made for, `plan` the one it is of."""

    sheets: tuple[Sheet, ...]
    unread: tuple[str, ...] = ()
    as_of: dt.date | None = None
    plan: str = ""


def is_header(texts: Iterable[str]) -> bool:
    """Whether a row names the columns of the form or of observations."""
    found = {canonical_header(text) for text in texts}
    return KEY in found or found.issuperset(OF_OBSERVATIONS)


def check_columns(texts: Sequence[str], sheet: str) -> tuple[str, ...]:
    """Return the columns that a header names, or raise what is wrong with them."""
    columns = tuple(
        canonical_header(text) or nameless_column(at) for at, text in enumerate(texts, 1)
    )
    for column in columns:
        if columns.count(column) > 1:
            raise UnreadableFileError(FileProblem.TWO_COLUMNS, f"{sheet} {column}".strip())
    return columns


def nameless_column(at: int) -> str:
    """What to call a column without a header; those far to the right are called together."""
    return f"{get_column_letter(min(at, MOST_COLUMNS))}{'' if at < MOST_COLUMNS else '…'}列"
