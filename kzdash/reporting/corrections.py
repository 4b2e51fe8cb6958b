"""Which reports correct what was reported before, and what the board becomes by them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kzdash.board.added_items import MatterItem
from kzdash.board.consequences import board_words, consequences
from kzdash.board.items import IndicatorItem
from kzdash.reporting.plausibility import counting_entry

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kzdash.board.items import BoardItem
    from kzdash.domain.models import Report
    from kzdash.store import Store

MAX_DAYS = 3


def corrected_day(item: BoardItem, report: Report, today: dt.date) -> dt.date | None:
    """Return the day of the board that a report corrects, None if it only adds news.

    `item` is from today's board. A figure of a year that has one, or a report for the day of the
    last one, corrects today's board; one for an earlier day that day's. A part of an item is not
    judged, and each answer on a matter stays.
    """
    if report.unit_id is not None or isinstance(item, MatterItem):
        return None
    if isinstance(item, IndicatorItem):
        is_known = any(entry.period == report.period for entry in item.reports)
        return today if is_known else None
    counting = counting_entry(item)
    if counting is None or report.as_of > counting.as_of:
        return None
    return today if report.as_of == counting.as_of else report.as_of


def correction_words(
    store: Store, reports: Sequence[tuple[BoardItem, Report]], today: dt.date
) -> list[str]:
    """Say for each board that reports correct what it becomes by all of them, the latest first."""
    corrected: dict[dt.date, set[int]] = defaultdict(set)
    for item, report in reports:
        if day := corrected_day(item, report, today):
            corrected[day].add(item.item_id)
    days = sorted(corrected, reverse=True)
    all_reports = [report for _, report in reports]
    told = [
        f"{board_words(day, today)}：{consequences(store, day, all_reports, corrected[day])}"
        for day in days[:MAX_DAYS]
    ]
    more = len(days) - MAX_DAYS
    return [*told, f"另有 {more} 天的看板也会改变。"] if more > 0 else told
