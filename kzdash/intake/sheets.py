"""What was read of a file, whatever kind it is: sheets of rows of texts under their headers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kzdash.intake.columns import KEY, OF_OBSERVATIONS, SEQ
from kzdash.intake.flaws import Unfit, UnfitError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from kzdash.intake.flaws import FlawError

MOST_ROWS = 2_000
MOST_COLUMNS = 100
HEADER_WITHIN = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number in the sheet, its texts by column, and what is wrong with some of them."""

    number: int
    texts: dict[str, str]
    flaws: dict[str, FlawError] = field(default_factory=dict)


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


@dataclass(frozen=True, slots=True)
class Filled:
    """A file that came back; `as_of` is the day its form was made for, if it says so."""

    sheets: tuple[Sheet, ...]
    unread: tuple[str, ...] = ()
    as_of: dt.date | None = None


def is_header(texts: Iterable[str]) -> bool:
    """Whether a row names the columns of the form or of observations."""
    found = set(texts)
    return KEY in found or found.issuperset(OF_OBSERVATIONS)


def checked(columns: Sequence[str], sheet: str) -> tuple[str, ...]:
    """Return the columns of a header, or raise what is wrong with them."""
    named = [column for column in columns if column]
    for column in named:
        if named.count(column) > 1:
            raise UnfitError(Unfit.TWO_COLUMNS, f"{sheet} {column}".strip())
    if KEY in named and SEQ not in named:
        raise UnfitError(Unfit.NO_COLUMN, f"{sheet} {SEQ}".strip())
    return tuple(columns)
