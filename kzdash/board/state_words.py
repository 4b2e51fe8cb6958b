"""The word for an item's state in papers and slides: its status, or why it has none.

An item without a status is told apart by the reason: no report, no report although it was due,
or a report without the figure that counts. 待填报 is kept for single figures that are missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.items import IndicatorItem
from kzdash.board.states import State, days_late
from kzdash.domain.progress import Status

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.board.items import BoardItem, MilestoneItem

UNREPORTED, DUE_UNREPORTED = State.UNREPORTED.word, State.DUE_UNREPORTED.word
INCOMPLETE = State.INCOMPLETE.word
WITHOUT_DATA = (DUE_UNREPORTED, UNREPORTED, INCOMPLETE)


def state_label(item: BoardItem, as_of: dt.date) -> str:
    """Return the word for an item's state on a day."""
    if item.status is not Status.NO_DATA:
        return item.status.label
    if item.latest_report is not None:
        return INCOMPLETE
    return DUE_UNREPORTED if days_late(item, as_of) else UNREPORTED


def state_text(item: BoardItem, as_of: dt.date) -> str:
    """Return the word with its detail: days, or the year that lacks a figure."""
    label = state_label(item, as_of)
    if label == INCOMPLETE and isinstance(item, IndicatorItem) and item.assessment.missing:
        return f"缺{item.assessment.missing[-1]}年数据"
    return item.status_words if label == item.status.label else label


def state_with_shape(item: BoardItem, as_of: dt.date) -> str:
    """Return shape and words, so that colour alone never carries the state."""
    return f"{item.status.shape} {state_text(item, as_of)}"


def days_left(item: MilestoneItem, *, in_prose: bool = False) -> str:
    """Return the days left to a milestone ahead: 今日到期, 还有 12 天（8 个工作日）.

    `in_prose` gives the form that papers use: 还有12天.
    """
    if not item.due.days:
        return Status.DUE_TODAY.label
    if in_prose:
        return f"还有{item.due.days}天"
    working = f"（{item.working_days_words}）" if item.working_days_words else ""
    return f"还有 {item.due.days} 天{working}"
