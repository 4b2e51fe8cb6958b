"""What supports which indicator, and in words: 支撑它的4个项目、3项任务：1项滞后."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from kzdash.board.items import IndicatorItem
from kzdash.board.status_counts import states_by_word
from kzdash.board.verdict.parts import counted
from kzdash.domain.formatting import format_date
from kzdash.domain.rules import SUPPORTING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.domain.models import ItemLink


@dataclass(frozen=True, slots=True)
class LinkEntry:
    """That an item supports an indicator, since when, by whose word and why."""

    item_id: int
    indicator_id: int
    as_of: dt.date
    reporter: str
    reason: str

    @property
    def since_words(self) -> str:
        """Who said so, and since when it counts."""
        return f"{self.reporter}，{format_date(self.as_of)}"


def link_entry(row: ItemLink, reporters: Mapping[str, str]) -> LinkEntry:
    """Turn a stored link into an entry of the board."""
    return LinkEntry(
        item_id=row.item_id,
        indicator_id=row.indicator_id,
        as_of=row.as_of,
        reporter=reporters.get(row.account, row.account),
        reason=row.reason,
    )


def supporters_of(board: Board, indicator: IndicatorItem) -> list[tuple[BoardItem, LinkEntry]]:
    """Return the items that support an indicator, each with its link, in the plan's order."""
    links = {it.item_id: it for it in board.links if it.indicator_id == indicator.item_id}
    return [(item, links[item.item_id]) for item in board.followed if item.item_id in links]


def supported_by(board: Board, item: BoardItem) -> list[tuple[IndicatorItem, LinkEntry]]:
    """Return the indicators that an item supports, each with its link."""
    links = {it.indicator_id: it for it in board.links if it.item_id == item.item_id}
    return [(one, links[one.item_id]) for one in board.indicators if one.item_id in links]


def linked_with(board: Board, item: BoardItem) -> Sequence[tuple[BoardItem, LinkEntry]]:
    """Return what supports an indicator, or the indicators that another item supports."""
    if isinstance(item, IndicatorItem):
        return supporters_of(board, item)
    return supported_by(board, item)


def supporters_words(items: Sequence[BoardItem]) -> str:
    """Count the items that support an indicator by kind, and say how many are in which state."""
    in_order = sorted(items, key=lambda item: SUPPORTING.index(item.kind))
    kinds = [
        counted(kind, len(list(own))) for kind, own in groupby(in_order, key=lambda it: it.kind)
    ]
    states = "、".join(f"{count}项{word}" for word, count in states_by_word(items).items())
    return f"支撑它的{'、'.join(kinds)}：{states}" if items else ""
