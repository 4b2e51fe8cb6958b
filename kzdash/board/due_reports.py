"""Which items are due for a report, why and until when: as the reporting calendar asks for them.

Where the calendar says nothing of an item a report is due that was never made, is stale or
incomplete, or where the item itself is soon due.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.added_items import MatterItem
from kzdash.board.items import BoardItem, IndicatorItem
from kzdash.domain.formatting import format_day_of
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

    @property
    def until(self) -> dt.date | None:
        """The day by which the report is due; None where none is, or nobody set a day."""
        if not self.reasons:
            return None
        if isinstance(self.item, MatterItem):
            return self.item.due_on
        return self.item.round.due_on if self.item.round else None

    @property
    def days_late(self) -> int:
        """The days since that day, 0 within the days of grace."""
        if self.until is None or self.late_after is None or self.item.as_of <= self.late_after:
            return 0
        return (self.item.as_of - self.until).days

    @property
    def late_after(self) -> dt.date | None:
        """The last day on which a report is in time, with the days of grace."""
        asked = None if isinstance(self.item, MatterItem) else self.item.round
        return asked.late_after if asked and self.until else self.until

    @property
    def until_words(self) -> str:
        """Until when in words: 11月25日前, 11月25日截止，已过3天; empty without a day."""
        return "，".join(filter(None, (self.day_words, self.since_words)))

    @property
    def day_words(self) -> str:
        """The day in words: 11月25日前, 11月25日截止; empty without one."""
        if self.until is None:
            return ""
        day = format_day_of(self.until, self.item.as_of)
        return f"{day}前" if self.item.as_of <= self.until else f"{day}截止"

    @property
    def since_words(self) -> str:
        """What came of the day: 已过3天, or within its grace 宽限至11月27日; empty before it."""
        if self.days_late:
            return f"已过{self.days_late}天"
        if self.until is None or self.late_after is None or self.item.as_of <= self.until:
            return ""
        return f"宽限至{format_day_of(self.late_after, self.item.as_of)}"


def reports_due(items: Iterable[BoardItem], as_of: dt.date) -> tuple[DueReport, ...]:
    """Return every item with the reasons why a report on it is due on a day.

    An item that is done has none, unless its last report was taken back.
    """
    return tuple(DueReport(item, tuple(_reasons(item, as_of))) for item in items)


def count_due(rows: Iterable[DueReport]) -> int:
    """Count the items on which a report is due."""
    return sum(bool(row.reasons) for row in rows)


def is_settled(item: BoardItem, as_of: dt.date) -> bool:
    """Whether no further report is expected: it is done, or has the figure of every year."""
    if isinstance(item, IndicatorItem):
        ended = as_of.year > item.target.target_year
        return ended and item.latest_report is not None and not item.assessment.missing
    return item.is_done or (isinstance(item, MatterItem) and item.waits_for_office)


def _is_awaited(item: BoardItem) -> bool:
    """Whether nothing but figures that are not published yet is missing of it."""
    return (
        isinstance(item, IndicatorItem)
        and bool(item.assessment.awaited)
        and not item.assessment.missing
    )


def _reasons(item: BoardItem, as_of: dt.date) -> Iterator[str]:
    if isinstance(item, MatterItem) and item.is_raised:
        return
    if item.undos:
        yield "上次填报被撤销，请重新填报"
    if is_settled(item, as_of) or item.answers_round or _is_awaited(item):
        return
    yield from _what_is_missing(item)
    if isinstance(item, IndicatorItem) and item.assessment.missing:
        yield f"缺{'、'.join(str(year) for year in item.assessment.missing)}年"
    stale = days_since_report(item.fresh_on, as_of)
    if stale:
        yield f"{stale} 天未更新"
    elif item.missed is not None and item.latest_report is not None:
        yield f"{item.missed.period.words}没有报"
    if item.due_on is not None:
        yield from _due_date_reason(item, (item.due_on - as_of).days)


def _what_is_missing(item: BoardItem) -> Iterator[str]:
    if item.latest_report is None and not item.undos:
        yield _never_reported(item)
    elif isinstance(item, MatterItem):
        if item.answer is Answer.RETURNED:
            yield "已退回，请再反馈"
    elif item.round is not None and not item.undos and not isinstance(item, IndicatorItem):
        yield f"{item.round.period.words}待报"


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
