"""What changed between two days: what was said, which judgements moved, and whose it is.

Both days are seen as they could be seen then: a report counts from the day it was recorded, so that
a late one is news when it comes in and not for the day it speaks of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.attention import LATE
from kzdash.board.audit_trail import AuditTrail

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from kzdash.board.audit_trail import TrailEntry
    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.domain.progress import Status
    from kzdash.store import Store

OF_NO_UNIT = "未列责任单位"


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item with its judgement on both days, and what was said of it last between them.

    `old` and `new` are the same where only something was said.
    """

    item: BoardItem
    old: Status
    new: Status
    act: TrailEntry | None

    @property
    def judged_anew(self) -> bool:
        """Whether the judgement moved."""
        return self.old is not self.new

    @property
    def became_late(self) -> bool:
        """Whether it is overdue, missed or blocked and was not before."""
        return self.new in LATE and self.old not in LATE

    @property
    def words(self) -> str:
        """The judgement then and now, or now where it stayed."""
        return f"{self.old.marked} → {self.new.marked}" if self.judged_anew else self.new.marked


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed after `since` and until the end of `until`.

    `reports` and `adjustments` are how many there were; `Trail` reads them.
    """

    since: dt.date
    until: dt.date
    reports: int
    adjustments: int
    moved: tuple[ItemChange, ...]

    @property
    def judged_anew(self) -> tuple[ItemChange, ...]:
        """The items whose judgement moved."""
        return tuple(one for one in self.moved if one.judged_anew)

    @property
    def became_late(self) -> tuple[ItemChange, ...]:
        """The items that are late and were not before."""
        return tuple(one for one in self.moved if one.became_late)


def compare_boards(store: Store, before: Board, after: Board) -> Changes:
    """Compare two boards of a store, both of what had been entered by their day."""
    trail = AuditTrail(store, before.as_of, after)
    last, counts = trail.last_of_each(), trail.counts()
    earlier = {item.item_id: item.status for item in before.items}
    moved = (
        ItemChange(item, earlier[item.item_id], item.status, last.get(item.item_id))
        for item in after.items
    )
    told = tuple(one for one in moved if one.judged_anew or one.act)
    return Changes(before.as_of, after.as_of, *counts, told)


def group_by_unit(
    moved: Iterable[ItemChange], units: Iterable[str]
) -> Mapping[str, tuple[ItemChange, ...]]:
    """Sort items under each of their lead units, in the order given; the rest under none."""
    found: dict[str, list[ItemChange]] = {unit: [] for unit in (*units, OF_NO_UNIT)}
    for one in moved:
        for unit in one.item.lead_units or (OF_NO_UNIT,):
            found[unit].append(one)
    return {unit: tuple(own) for unit, own in found.items() if own}
