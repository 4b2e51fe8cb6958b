"""What changed between two days: the reports made, the statuses that changed, the units concerned.

Each day is seen as people saw it then: a report counts from the day it was recorded, so that a late
report is a change on the day it comes in and not on the day it is about.
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

NO_UNIT = "未列责任单位"


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item with its status on both days, and the last entry on it between them.

    `old` and `new` are the same if it was reported on without a change of status.
    """

    item: BoardItem
    old: Status
    new: Status
    entry: TrailEntry | None

    @property
    def status_changed(self) -> bool:
        """Whether its status changed."""
        return self.old is not self.new

    @property
    def became_late(self) -> bool:
        """Whether it is late (overdue, missed or blocked) now and was not before."""
        return self.new in LATE and self.old not in LATE

    @property
    def words(self) -> str:
        """The status before and now, or the one status if it did not change."""
        return f"{self.old.marked} → {self.new.marked}" if self.status_changed else self.new.marked


@dataclass(frozen=True, slots=True)
class Changes:
    """The items that changed after `since` until the end of `until`.

    `reports` and `adjustments` count the entries in between, which `AuditTrail` reads.
    """

    since: dt.date
    until: dt.date
    reports: int
    adjustments: int
    items: tuple[ItemChange, ...]

    @property
    def status_changes(self) -> tuple[ItemChange, ...]:
        """The items whose status changed."""
        return tuple(change for change in self.items if change.status_changed)

    @property
    def became_late(self) -> tuple[ItemChange, ...]:
        """The items that are late and were not before."""
        return tuple(change for change in self.items if change.became_late)


def compare_boards(store: Store, before: Board, after: Board) -> Changes:
    """Compare two boards of a store, both computed with `entered`."""
    trail = AuditTrail(store, before.as_of, after)
    entries, counts = trail.latest_by_item(), trail.counts()
    earlier = {item.item_id: item.status for item in before.items}
    compared = (
        ItemChange(item, earlier[item.item_id], item.status, entries.get(item.item_id))
        for item in after.items
    )
    changed = tuple(change for change in compared if change.status_changed or change.entry)
    return Changes(before.as_of, after.as_of, *counts, changed)


def group_by_unit(
    changes: Iterable[ItemChange], units: Iterable[str]
) -> Mapping[str, tuple[ItemChange, ...]]:
    """Group items by lead unit, in the order of `units`; those without one stand under NO_UNIT."""
    groups: dict[str, list[ItemChange]] = {unit: [] for unit in (*units, NO_UNIT)}
    for change in changes:
        for unit in change.item.lead_units or (NO_UNIT,):
            groups[unit].append(change)
    return {unit: tuple(own) for unit, own in groups.items() if own}
