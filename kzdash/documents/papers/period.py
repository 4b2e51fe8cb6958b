"""The period that a summary is about, and what it changed by the reports of the units."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.items import IndicatorItem, ProjectItem
from kzdash.domain.progress import Answer, ReportedFigure, Stage, State, Status, assess_indicator

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kzdash.board.board import Board
    from kzdash.board.entries import ReportEntry
    from kzdash.board.items import BoardItem

_DONE = {Status.DONE, Status.DONE_ON_TIME, Status.DONE_LATE}
_BUILT = {Stage.BUILT, Stage.IN_USE}
_QUARTERS = {3: "第一季度", 9: "第三季度"}


@dataclass(frozen=True, slots=True)
class Period:
    """A period from its first day to its last, and its name: 2025年上半年."""

    first: dt.date
    last: dt.date
    words: str
    short_words: str

    def has(self, day: dt.date) -> bool:
        """Whether a day is in it."""
        return self.first <= day <= self.last


def period_of(board: Board) -> Period:
    """Return the longest period that ends on the board's day, the year so far where none does."""
    day, plan = board.as_of, board.plan
    january = dt.date(day.year, 1, 1)
    if day == plan.pilot_ends_on:
        years = f"{plan.pilot_starts_on.year}—{day.year}年"
        return Period(plan.pilot_starts_on, day, f"{years}试点期", "试点期")
    if day.day < calendar.monthrange(day.year, day.month)[1]:
        return Period(january, day, f"{day.year}年以来", "本年")
    if day.month == 12:  # noqa: PLR2004 - December
        return Period(january, day, f"{day.year}年度", "本年")
    if day.month == 6:  # noqa: PLR2004 - June
        return Period(january, day, f"{day.year}年上半年", "上半年")
    if quarter := _QUARTERS.get(day.month):
        first = dt.date(day.year, day.month - 2, 1)
        return Period(first, day, f"{day.year}年{quarter}", "本季度")
    return Period(day.replace(day=1), day, f"{day.year}年{day.month}月", "本月")


def done_in(items: Iterable[BoardItem], period: Period) -> list[BoardItem]:
    """Return the items that were done in a period and still are."""
    return [item for item in items if (day := _done_on(item)) is not None and period.has(day)]


def newly_met(items: Iterable[IndicatorItem], period: Period) -> list[IndicatorItem]:
    """Return the indicators that meet their target, and did not by the reports before a period."""
    before = period.first - dt.timedelta(days=1)
    return [item for item in items if item.state is State.MET and not _was_met(item, before)]


def reports_in(item: BoardItem, period: Period) -> list[ReportEntry]:
    """Return the reports on an item, and on the parts of supporting units, of a period."""
    reports = [report for report in (*item.reports, *item.parts) if period.has(report.fresh_on)]
    return sorted(reports, key=lambda report: (report.as_of, report.seq), reverse=True)


def _done_on(item: BoardItem) -> dt.date | None:
    """Return the day it was completed, or is first reported to be without a word against it."""
    if isinstance(item, IndicatorItem):
        return None
    day = None
    for report in sorted(item.reports, key=lambda one: (one.as_of, one.seq), reverse=True):
        if not _says_done(item, report):
            break
        day = report.completed_on or report.fresh_on
    return day


def _says_done(item: BoardItem, report: ReportEntry) -> bool:
    if isinstance(item, ProjectItem):
        return report.stage in _BUILT
    return report.status in _DONE or report.answer is Answer.CLOSED


def _was_met(item: IndicatorItem, day: dt.date) -> bool:
    figures = [
        ReportedFigure(report.period, report.value, report.as_of, report.seq)
        for report in item.reports
        if report.value is not None and report.as_of <= day
    ]
    return assess_indicator(item.target, figures, day).status is Status.MET
