"""What a row says of an item: its state with its measure, what was said last, and how long ago."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.items import ProjectItem
from kzdash.board.states import State, days_late, shortfall
from kzdash.domain.formatting import format_number

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.board.items import BoardItem


def state_words(item: BoardItem, state: State, as_of: dt.date) -> str:
    """Return the word of a state with its measure: 逾期332天, 滞后12点."""
    if state is State.OVERDUE:
        return f"{state.word}{days_late(item, as_of)}天"
    if state is State.BEHIND and isinstance(item, ProjectItem):
        return f"{state.word}{format_number(shortfall(item, as_of), 0)}点"
    return state.word


def last_words(item: BoardItem) -> str:
    """Return what the newest report says is wrong, or else its note, on one line."""
    report = item.latest_report
    return " ".join((report.problems or report.note).split()) if report else ""


def age_words(item: BoardItem, as_of: dt.date) -> str:
    """Return how long ago the day is that the newest report is about, nothing without a report."""
    if item.fresh_on is None:
        return ""
    days = (as_of - item.fresh_on).days
    return f"{days}天前" if days else "当天"
