"""A month's reports by unit: how many it wants, how many came, how many in time, what is missing.

Complete and timely are two rates: a report that came late counts as made, and not as in time.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash.board.items import IndicatorItem
from kzdash.board.monthly_round import monthly_round
from kzdash.domain.progress import MatterKind
from kzdash.store import report_times

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from kzdash.board.board import Board
    from kzdash.board.board_item import BoardItem
    from kzdash.board.monthly_round import MonthlyRound
    from kzdash.store import Store, StoredRow


@dataclass(frozen=True, slots=True)
class Count:
    """How many reports are wanted, made, and made in time; no time where none has a due day."""

    wanted: int
    reported: int
    on_time: int | None

    @property
    def missing(self) -> int:
        """How many are still wanted."""
        return self.wanted - self.reported

    @property
    def completeness(self) -> Decimal | None:
        """The share of those wanted that was made; None where none is wanted."""
        return Decimal(self.reported) / self.wanted if self.wanted else None

    @property
    def timeliness(self) -> Decimal | None:
        """The share of those wanted that was made in time."""
        if self.on_time is None or not self.wanted:
            return None
        return Decimal(self.on_time) / self.wanted


@dataclass(frozen=True, slots=True)
class UnitPeriod:
    """What a month wants of a unit; `queries` are the reports that the office asks about."""

    unit: str
    round: MonthlyRound
    on_time: int | None
    queries: int

    @property
    def count(self) -> Count:
        """Its counts."""
        reported = len(self.round.reported)
        return Count(reported + len(self.round.due), reported, self.on_time)

    @property
    def is_late(self) -> bool:
        """Whether the day has passed by which something was due that is still missing."""
        return any(row.days_late for row in self.round.due)


@dataclass(frozen=True, slots=True)
class ReportingPeriod:
    """The reports of a month as they stood on `as_of`, by unit in the order of the plan."""

    as_of: dt.date
    units: tuple[UnitPeriod, ...]

    @property
    def count(self) -> Count:
        """The counts of all units."""
        counts = [row.count for row in self.units]
        in_time = [count.on_time for count in counts if count.on_time is not None]
        return Count(
            sum(count.wanted for count in counts),
            sum(count.reported for count in counts),
            sum(in_time) if in_time else None,
        )

    @property
    def incomplete(self) -> tuple[UnitPeriod, ...]:
        """The units that have not reported everything."""
        return tuple(row for row in self.units if row.count.missing)

    @property
    def queries(self) -> int:
        """How many reports the office asks about."""
        return sum(row.queries for row in self.units)

    def of_unit(self, unit: str) -> ReportingPeriod:
        """Return what concerns a unit alone."""
        return ReportingPeriod(self.as_of, tuple(row for row in self.units if row.unit == unit))


def read_reporting_period(store: Store, board: Board) -> ReportingPeriod:
    """Return the reports of the month of a board's day, with what the store says of their times."""
    asked = [item.round for item in board.followed if item.round is not None]
    since = min((one.counts_from for one in asked), default=board.as_of)
    years = {it.asked_year for it in board.indicators if it.asked_year is not None}
    times = report_times(store, since, years, board.as_of, board.entered_before)
    return reporting_period(board, times)


def reporting_period(board: Board, times: Iterable[StoredRow]) -> ReportingPeriod:
    """Count the reports of the month of a board's day; `times` are rows of `report_times`."""
    by_item: dict[int, list[StoredRow]] = defaultdict(list)
    for row in times:
        by_item[row.item_id].append(row)
    units = (_unit_period(board, unit, by_item) for unit in board.units)
    return ReportingPeriod(board.as_of, tuple(row for row in units if row.count.wanted))


def _unit_period(board: Board, unit: str, times: Mapping[int, Sequence[StoredRow]]) -> UnitPeriod:
    asked = monthly_round(board.led_by(unit), board.as_of)
    has_days = any(item.round for item in (*asked.reported, *(row.item for row in asked.due)))
    on_time = sum(is_on_time(item, times.get(item.item_id, ())) for item in asked.reported)
    queries = sum(
        matter.matter_kind is MatterKind.QUERY and matter.lead_unit == unit and not matter.is_closed
        for matter in board.matters
    )
    return UnitPeriod(unit, asked, on_time if has_days else None, queries)


def is_on_time(item: BoardItem, times: Sequence[StoredRow]) -> bool:
    """Whether the first report that answers an item's round, and stands, came in time.

    A later correction makes nothing late. An item without a round has no day to be late for.
    """
    if item.round is None:
        return True
    standing = (row for row in _standing(times) if _answers(item, row))
    first = min((row.recorded_at for row in standing), default=None)
    return first is not None and item.round.is_on_time(first)


def _answers(item: BoardItem, row: StoredRow) -> bool:
    if isinstance(item, IndicatorItem):
        return bool(row.period == item.asked_year)
    return item.round is not None and item.round.is_answered_by(row.as_of)


def _standing(times: Sequence[StoredRow]) -> list[StoredRow]:
    """Leave out the reports that were taken back, and those that took others back.

    Each of these is about the one before it, which stands again where the taking back was taken
    back itself.
    """
    standing, undone = [], 0
    for row in reversed(times):
        if row.seq == undone:
            undone = 0
        elif row.restores is not None:
            undone = row.seq - 1
        else:
            standing.append(row)
    return standing
