"""What reports would change on a board, in words, before they are stored.

Two boards of one day are compared, the one that stands and the one on which the reports count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.board import compute_board
from kzdash.board.cache import cached_board
from kzdash.board.items import IndicatorItem
from kzdash.board.status_counts import count_states
from kzdash.domain.formatting import format_date
from kzdash.domain.progress import State

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.domain.models import Report
    from kzdash.store import Store


def consequences(
    store: Store, as_of: dt.date, reports: Sequence[Report], item_ids: Collection[int]
) -> str:
    """Say what reports would change on the board of a day: items, and the counts of the plan.

    Items are those of `item_ids` alone; the counts are of all that the reports change.
    """
    before = cached_board(store, as_of)
    after = compute_board(store, as_of, version=before.version, proposed=reports)
    items = {item.item_id: item for item in after.followed if item.item_id in item_ids}
    changed = [
        f"{item.titled}{_item_words(item, items[item.item_id])}"
        for item in before.followed
        if item.item_id in items
    ]
    return f"{'；'.join((*changed, _count_words(before, after)))}。"


def board_words(as_of: dt.date, today: dt.date) -> str:
    """Name the board of a day."""
    return "今天的看板" if as_of == today else f"{format_date(as_of)}的看板"


def _item_words(before: BoardItem, after: BoardItem) -> str:
    pairs = [("", before.state_words, after.state_words)]
    if isinstance(before, IndicatorItem) and isinstance(after, IndicatorItem):
        value, new_value = before.assessment.value, after.assessment.value
        pairs = [
            ("现值", before.format_value(value), after.format_value(new_value)),
            ("与目标相差", before.gap_words, after.gap_words),
            *pairs,
        ]
    told = [f"{label}{old}→{new}" for label, old, new in pairs if old != new]
    return f"：{'，'.join(told)}" if told else f"不变（{before.state_words}）"


def _count_words(before: Board, after: Board) -> str:
    """Say which counts of the plan change: 总览：达标9项→8项，未达标2项→3项."""
    old, new = count_states(before.followed), count_states(after.followed)
    told = [
        f"{state.word}{old[state]}项→{new[state]}项"
        for state in reversed(State)
        if old[state] != new[state]
    ]
    return f"总览：{'，'.join(told)}" if told else "总览各项数不变"
