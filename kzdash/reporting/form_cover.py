"""The cover of a report form: its day, who filled it in, and for which day and plan it was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.domain.formatting import printable, truncate
from kzdash.domain.parsing import parse_date
from kzdash.errors import CellPlace, FileProblem, ParseError, RowFault, UnreadableFileError
from kzdash.reporting.form_columns import (
    AS_OF,
    AS_OF_CELL,
    FILLED_BY,
    LONGEST_ON_COVER,
    MADE_ON,
    PHONE,
    PLAN,
    WHOSE,
    canonical_header,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from kzdash.errors import KzdashError


@dataclass(frozen=True, slots=True)
class Cover:
    """What a cover says.

    `made_on` is the day that the form was made for. `as_of` is the day of the rows that give none,
    None where the cover leaves it open. `unit` is whose form it is, empty where it is of several;
    `filled_by` and `phone` tell whom to ask.
    """

    title: str = ""
    made_on: dt.date | None = None
    as_of: dt.date | None = None
    unit: str = ""
    filled_by: str = ""
    phone: str = ""
    plan: str = ""

    @property
    def contact_words(self) -> str:
        """Whom to ask about the form, and by which number; empty where it names nobody."""
        return "，".join(filter(None, (self.filled_by, self.phone and f"电话{self.phone}")))

    def fault(self, error: KzdashError) -> RowFault:
        """Return what is wrong with its day, in its place and on no row."""
        return RowFault(CellPlace(self.title, int(AS_OF_CELL[1:]), AS_OF), error)


def read_cover(title: str, texts: Mapping[str, str], day: str) -> Cover:
    """Read a cover from the texts beside its labels, and the text in the place of its day.

    Earlier covers had but one day, which was locked: the one that the form was made for. A row
    without a day was then one of the day that it came back. UnreadableFileError if a day is none.
    """
    said = {canonical_header(label): text for label, text in texts.items()}
    # if somebody changed the label, the day is still in its place
    as_of = _day(title, said[AS_OF] if said.get(AS_OF) else day)
    made_on = _day(title, said[MADE_ON]) if MADE_ON in said else as_of
    if made_on is None:
        raise UnreadableFileError(FileProblem.NO_DAY, title)
    return Cover(
        title=title,
        made_on=made_on,
        as_of=as_of if MADE_ON in said else None,
        unit=_words(said.get(WHOSE, "")),
        filled_by=_words(said.get(FILLED_BY, "")) if MADE_ON in said else "",
        phone=_words(said.get(PHONE, "")),
        plan=said.get(PLAN, ""),
    )


def _day(title: str, text: str) -> dt.date | None:
    try:
        return parse_date(text)
    except ParseError as error:
        raise UnreadableFileError(FileProblem.NO_DAY, title) from error


def _words(text: str) -> str:
    return truncate(printable(" ".join(text.split())), LONGEST_ON_COVER)
