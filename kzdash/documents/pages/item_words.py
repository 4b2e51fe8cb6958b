"""What a row says of an item: its state with its measure, what was said last, and how long ago."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.outlook import outlook_of
from kzdash.domain.progress import State

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.board.items import BoardItem


def state_words(item: BoardItem) -> str:
    """Return the state in few words: 逾期332天, 滞后12点; days left stand beside."""
    if item.state in (State.DUE_SOON, State.NOT_DUE):
        return "，".join(filter(None, (item.state.word, item.query_words)))
    words = item.state_words.replace(" ", "").replace("个百分点", "点")
    return "，".join(filter(None, (words, item.query_words)))


def last_words(item: BoardItem) -> str:
    """Return what others are asked to solve, or else the newest report's note, on one line.

    Of what is late the cause follows, and the expected day.
    """
    said = item.last_words
    expected = outlook_of(item).short_words(said)
    return f"{said.rstrip('。；;.')}；{expected}" if said and expected else said or expected


def age_words(item: BoardItem, as_of: dt.date) -> str:
    """Return how long ago the day is that the newest report is about, nothing without a report."""
    if item.fresh_on is None:
        return ""
    days = (as_of - item.fresh_on).days
    return f"{days}天前" if days else "当天"
