"""The closings of periods: what the board of each was, so that a document can say that it is it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.records import reporter_names
from kzdash.domain.formatting import end_of_day, format_moment
from kzdash.store import closed_periods

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from kzdash.domain.models import ClosedPeriod
    from kzdash.store import Store

NOT_CLOSED = "未定稿"
SHOWN_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Closing:
    """That a period was closed: its board is of `as_of`, as entered before `recorded_at`.

    `period` is a month, 2025-11. `sha256` is of the board's JSON; `note` says why it was closed
    again.
    """

    number: int
    period: str
    name: str
    as_of: dt.date
    recorded_at: dt.datetime
    closed_by: str
    sha256: str
    note: str

    @property
    def checksum_words(self) -> str:
        """As much of the checksum as people compare."""
        return self.sha256[:SHOWN_DIGITS]

    @property
    def words(self) -> str:
        """What a document of this closing says of itself: the name, when, and the checksum."""
        return (
            f"定稿（{self.name}，{format_moment(self.recorded_at)}，校验码{self.checksum_words}）"
        )


def closing_of(row: ClosedPeriod, people: Mapping[str, str]) -> Closing:
    """Return a closing from its row; `people` has the words for each account."""
    return Closing(
        number=row.id,
        period=row.period,
        name=row.name,
        as_of=row.as_of,
        recorded_at=row.recorded_at,
        closed_by=people.get(row.account, row.account),
        sha256=row.sha256,
        note=row.note,
    )


def read_closings(store: Store) -> tuple[Closing, ...]:
    """Read every closing, the latest period first, and of it the last closing."""
    rows = closed_periods(store)
    people = reporter_names(store.accounts()) if rows else {}
    return tuple(closing_of(row, people) for row in rows)


def closings_between(store: Store, since: dt.date, until: dt.date) -> tuple[Closing, ...]:
    """Return the closings made after a day until the end of another, the last first."""
    first, end = end_of_day(since), end_of_day(until)
    made = (one for one in read_closings(store) if first <= one.recorded_at < end)
    return tuple(sorted(made, key=lambda one: one.recorded_at, reverse=True))


def last_closings(closings: tuple[Closing, ...]) -> dict[str, Closing]:
    """Return the closing that counts of each period, by the period, the latest first."""
    last: dict[str, Closing] = {}
    for closing in closings:
        last.setdefault(closing.period, closing)
    return last
