"""How an item stands in the words of papers and slides: one word for one state.

Where no judgement could be made they tell apart why: nobody reported, nobody reported and it was
due, or what was reported lacks the figure that counts. 待填报 is left to figures that are missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.items import IndicatorItem
from kzdash.domain.progress import Status

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.board.items import BoardItem, MilestoneItem

SILENT, SILENT_AND_DUE, LACKING = "未报", "到期未报", "缺数据"
WITHOUT_DATA = (SILENT_AND_DUE, SILENT, LACKING)


def state_label(item: BoardItem, as_of: dt.date) -> str:
    """Return the word for how an item stands on a day."""
    if item.status is not Status.NO_DATA:
        return item.status.label
    if item.latest_report is not None:
        return LACKING
    return SILENT_AND_DUE if item.due_on is not None and item.due_on < as_of else SILENT


def state_text(item: BoardItem, as_of: dt.date) -> str:
    """Return the word with what belongs to it: days, or the year whose figure is missing."""
    found = state_label(item, as_of)
    if found == LACKING and isinstance(item, IndicatorItem) and item.assessment.missing:
        return f"缺{item.assessment.missing[-1]}年数据"
    return item.status_words if found == item.status.label else found


def state_with_shape(item: BoardItem, as_of: dt.date) -> str:
    """Return shape and words: a state is never told by colour alone."""
    return f"{item.status.shape} {state_text(item, as_of)}"


def days_left(item: MilestoneItem, *, in_prose: bool = False) -> str:
    """Return how long it is until a milestone that is to come: 今日到期, 还有 12 天（8 个工作日）.

    In prose it is 还有12天, as papers write it.
    """
    if not item.due.days:
        return Status.DUE_TODAY.label
    if in_prose:
        return f"还有{item.due.days}天"
    working = f"（{item.working_days_words}）" if item.working_days_words else ""
    return f"还有 {item.due.days} 天{working}"
