"""The unit board: each lead unit with its items and how they stand, most problems first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.attention import most_urgent_first
from kzdash.board.by_unit import unit_rows
from kzdash.board.due_reports import count_due, reports_due

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kzdash.board.board import Board
    from kzdash.board.by_unit import UnitRow
    from kzdash.board.items import BoardItem
    from kzdash.board.status_counts import StateCounts
    from kzdash.domain.models import Kind


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """A unit: the items it leads by kind, the most serious first, and what it owes.

    `report_age` are the days since what the newest report on one of them is about, None if nobody
    reported; `due` is on how many it must report, `supported` how many others it supports.
    """

    unit: str
    items: Mapping[Kind, Sequence[BoardItem]]
    counts: StateCounts
    report_age: int | None
    due: int
    supported: int


def unit_board(board: Board) -> tuple[UnitStanding, ...]:
    """Return each unit, the one with the most problems first; an item stands with its lead unit."""
    rows = sorted(
        unit_rows(board.followed, board.units), key=lambda row: row.counts.urgency, reverse=True
    )
    return tuple(_standing(board, row) for row in rows)


def _standing(board: Board, row: UnitRow) -> UnitStanding:
    own = board.led_by(row.unit)
    kinds: dict[Kind, list[BoardItem]] = {item.kind: [] for item in own}
    for item in most_urgent_first(own):
        kinds[item.kind].append(item)
    newest = max((item.fresh_on for item in own if item.fresh_on), default=None)
    age = None if newest is None else (board.as_of - newest).days
    due = count_due(reports_due(own, board.as_of))
    return UnitStanding(row.unit, kinds, row.counts, age, due, row.supported)
