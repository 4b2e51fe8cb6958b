"""A month's round: which items still want a report in it, the most urgent first, and which had one.

It asks for what the calendar asks for in this month, and for what an earlier month asked for and
nobody reported since. Whoever reported on an item in this month is not asked again, however late
the item is.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kzdash.board.added_items import MatterItem
from kzdash.board.due_reports import DueReport, is_settled, reports_due
from kzdash.board.items import IndicatorItem
from kzdash.domain.formatting import format_day_of
from kzdash.domain.models import Kind
from kzdash.domain.progress.due import SOON_DAYS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem


@dataclass(frozen=True, slots=True)
class MonthlyRound:
    """The items to report on in the month of `as_of`: those still `due`, and those `reported`."""

    as_of: dt.date
    due: tuple[DueReport, ...]
    reported: tuple[BoardItem, ...]

    @property
    def words(self) -> str:
        """How many reports the month wants, until when, and how many of them were made."""
        wanted = len(self.due) + len(self.reported)
        asked = f"{self.as_of.month}月应报{wanted}项"
        return "，".join(filter(None, (asked, self.until_words, f"已报{len(self.reported)}项")))

    @property
    def first_due(self) -> DueReport | None:
        """The report that is late by most days, or else due next; None where none has a day."""
        dated = [row for row in self.due if row.until]
        return min(dated, key=lambda row: row.until or dt.date.max, default=None)

    @property
    def until_words(self) -> str:
        """Until when in words, empty without a day; see `deadline_words`."""
        return deadline_words(self.due, self.as_of)


def next_deadline(rows: Iterable[DueReport], as_of: dt.date) -> dt.date | None:
    """Return the next day by which one of the reports is due, else the last that has passed."""
    days = sorted({row.until for row in rows if row.until})
    return next((day for day in days if day >= as_of), max(days, default=None))


def deadline_words(rows: Collection[DueReport], as_of: dt.date) -> str:
    """Return until when: 11月25日前, 最早11月10日前, 11月25日已截止; empty without a day."""
    until = next_deadline(rows, as_of)
    if until is None:
        return ""
    day = format_day_of(until, as_of)
    if until < as_of:
        return f"{day}已截止"
    later = any(row.until and row.until > until for row in rows)
    return f"{'最早' if later else ''}{day}前"


def wanted_reports(items: Iterable[BoardItem], as_of: dt.date) -> tuple[DueReport, ...]:
    """Return every item with why a report on it is due; none where this month's has been made."""
    return tuple(
        replace(row, reasons=()) if _is_answered(row.item, as_of) else row
        for row in reports_due(items, as_of)
    )


def monthly_round(items: Iterable[BoardItem], as_of: dt.date) -> MonthlyRound:
    """Return the round of items; matters, which are answered and not reported on, are left out."""
    rows = wanted_reports((item for item in items if item.kind != Kind.MATTER), as_of)
    reported = (row.item for row in rows if not row.reasons and _is_reported(row.item, as_of))
    return MonthlyRound(as_of, tuple(due_by_urgency(rows, as_of)), tuple(reported))


def round_of_unit(board: Board, unit: str) -> MonthlyRound:
    """Return the round of what a unit leads."""
    return monthly_round(board.led_by(unit), board.as_of)


def units_to_remind(board: Board) -> list[str]:
    """Return the units that still have to report or to answer, in the order of the plan."""
    return [unit for unit in board.units if due_from_unit(board, unit)]


def due_from_unit(board: Board, unit: str) -> list[DueReport]:
    """Return all that is due from a unit, matters too, the most urgent first."""
    return due_by_urgency(wanted_reports(board.led_by(unit), board.as_of), board.as_of)


def count_due_from(board: Board, unit: str | None) -> int:
    """Count the items that a unit has to report on this month; the office has none."""
    return 0 if unit is None else len(round_of_unit(board, unit).due)


def due_by_urgency(rows: Iterable[DueReport], as_of: dt.date) -> list[DueReport]:
    """Return the rows on which a report is due: those taken back, then by due date, then others."""
    return [row for row in _by_urgency(rows, as_of) if row.reasons]


def next_due(rows: Iterable[DueReport], item_id: int, as_of: dt.date) -> DueReport | None:
    """Return the row on which a report is due that comes after an item, by urgency.

    After the last comes the first again. So nothing is passed over where the item itself is still
    due, as an indicator is that has no figures of several years.
    """
    ordered = _by_urgency(rows, as_of)
    places = [place for place, row in enumerate(ordered) if row.item.item_id == item_id]
    after = places[0] + 1 if places else 0
    others = (*ordered[after:], *ordered[:after])
    return next((row for row in others if row.reasons and row.item.item_id != item_id), None)


def _by_urgency(rows: Iterable[DueReport], as_of: dt.date) -> list[DueReport]:
    soon = as_of + dt.timedelta(days=SOON_DAYS)

    def urgency(row: DueReport) -> tuple[bool, dt.date, dt.date]:
        due_on = row.item.due_on
        own = dt.date.max if due_on is None or due_on > soon else due_on
        return not row.item.undos, min(own, row.until or dt.date.max), own

    return sorted(rows, key=urgency)


def has_report(item: BoardItem, as_of: dt.date) -> bool:
    """Whether a report that counts is about this month; a provisional figure is none asked for."""
    return item.final_on is not None and item.final_on >= as_of.replace(day=1)


def _is_reported(item: BoardItem, as_of: dt.date) -> bool:
    """Whether this month's round, or an earlier one that was owed, is answered."""
    asked = item.round
    in_time = asked is not None and asked.month == as_of.replace(day=1) and item.answers_round
    return has_report(item, as_of) or (in_time and not is_settled(item, as_of))


def _is_answered(item: BoardItem, as_of: dt.date) -> bool:
    """Whether a report of this month says all that is asked; a missing figure is still asked."""
    if item.undos or isinstance(item, MatterItem) or not has_report(item, as_of):
        return False
    return not (isinstance(item, IndicatorItem) and item.assessment.missing)
