"""Which items are due for a report: taken back, never made, stale, incomplete, soon due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.added_items import MatterItem
from kzdash.board.items import BoardItem, IndicatorItem
from kzdash.domain.progress import Answer, State, days_since_report
from kzdash.domain.progress.due import SOON_DAYS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class DueReport:
    """An item with the reasons, in words, why a report on it is due; empty if none is."""

    item: BoardItem
    reasons: tuple[str, ...]


def reports_due(items: Iterable[BoardItem], as_of: dt.date) -> tuple[DueReport, ...]:
    """Return every item with the reasons why a report on it is due on a day.

    An item that is done has none, unless its last report was taken back.
    """
    return tuple(DueReport(item, tuple(_reasons(item, as_of))) for item in items)


def count_due(rows: Iterable[DueReport]) -> int:
    """Count the items on which a report is due."""
    return sum(bool(row.reasons) for row in rows)


def _is_settled(item: BoardItem, as_of: dt.date) -> bool:
    """Whether no further report is expected: it is done, or has the figure of every year."""
    if isinstance(item, IndicatorItem):
        ended = as_of.year > item.target.target_year
        return ended and item.latest_report is not None and not item.assessment.missing
    return item.is_done or (isinstance(item, MatterItem) and item.waits_for_office)


def _reasons(item: BoardItem, as_of: dt.date) -> Iterator[str]:
    if isinstance(item, MatterItem) and item.is_raised:
        return
    if item.undos:
        yield "上次填报被撤销，请重新填报"
    if _is_settled(item, as_of):
        return
    if item.latest_report is None and not item.undos:
        yield _never_reported(item)
    elif isinstance(item, MatterItem) and item.answer is Answer.RETURNED:
        yield "已退回，请再反馈"
    elif (
        item.latest_report is not None
        and isinstance(item, IndicatorItem)
        and item.assessment.missing
    ):
        yield f"缺{'、'.join(str(year) for year in item.assessment.missing)}年"
    stale = days_since_report(item.fresh_on, as_of)
    if stale:
        yield f"{stale} 天未更新"
    if item.due_on is not None:
        yield from _due_date_reason(item, (item.due_on - as_of).days)


def _never_reported(item: BoardItem) -> str:
    if isinstance(item, MatterItem):
        return "待签收"
    return State.DUE_UNREPORTED.word if item.days_late else "从未填报"


def _due_date_reason(item: BoardItem, days: int) -> Iterator[str]:
    if item.state is State.OVERDUE:
        yield item.state_words
    elif days == 0:
        yield State.DUE_TODAY.word
    elif 0 < days <= SOON_DAYS:
        yield f"还有 {days} 天到期"
