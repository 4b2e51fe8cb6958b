"""What changed between two days: the reports made, the states that changed, the units concerned.

Each day is seen as people saw it then: a report counts from the day it was recorded, so that a late
report is a change on the day it comes in and not on the day it is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.attention import PRESSING
from kzdash.board.audit_trail import AuditTrail
from kzdash.board.lead_units import NO_UNIT, group_by_lead_unit
from kzdash.domain.progress import DONE, PROBLEMS, SILENT

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from kzdash.board.audit_trail import TrailEntry
    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.domain.progress import State
    from kzdash.store import Store


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item with its state on both days, and the last entry on it between them.

    `old` and `new` are the same if it was reported on without a change of state.
    """

    item: BoardItem
    old: State
    new: State
    entry: TrailEntry | None

    @property
    def status_changed(self) -> bool:
        """Whether its state changed."""
        return self.old is not self.new

    @property
    def became_late(self) -> bool:
        """Whether it is late (overdue, missed or blocked) now and was not before."""
        return self.new in PROBLEMS and self.old not in PROBLEMS

    @property
    def is_better(self) -> bool:
        """Whether it is met or done now, or no longer as late or as far behind as it was."""
        if self.new in DONE:
            return self.old not in DONE
        if self.old not in PRESSING or self.new in SILENT:
            return False
        return self.new not in PRESSING or self.new.seriousness > self.old.seriousness

    @property
    def is_worse(self) -> bool:
        """Whether it is late or behind now, and was not, or less so."""
        if self.new not in PRESSING:
            return False
        return self.old not in PRESSING or self.new.seriousness < self.old.seriousness

    @property
    def words(self) -> str:
        """The state before and now, or the one state if it did not change."""
        return f"{self.old.marked} → {self.new.marked}" if self.status_changed else self.new.marked


@dataclass(frozen=True, slots=True)
class Changes:
    """The items that changed after `since` until the end of `until`.

    `reports`, `adjustments` and `additions` count the entries in between, which `AuditTrail` reads.
    """

    since: dt.date
    until: dt.date
    reports: int
    adjustments: int
    items: tuple[ItemChange, ...]
    additions: int = 0

    @property
    def status_changes(self) -> tuple[ItemChange, ...]:
        """The items whose state changed."""
        return tuple(change for change in self.items if change.status_changed)

    @property
    def became_late(self) -> tuple[ItemChange, ...]:
        """The items that are late and were not before."""
        return tuple(change for change in self.items if change.became_late)


def silent_units(changes: Changes, board: Board) -> tuple[str, ...]:
    """Return the lead units of open items on none of which anybody reported between the days."""
    open_items = (item for item in board.followed if item.state not in DONE)
    leading = {item.lead_unit for item in open_items}
    entered = (change.item for change in changes.items if change.entry)
    heard = {item.lead_unit for item in entered}
    return tuple(unit for unit in board.units if unit in leading - heard)


def compare_boards(store: Store, before: Board, after: Board) -> Changes:
    """Compare two boards of a store, computed with `entered` or, the later one, of a closing."""
    trail = AuditTrail(store, before.as_of, after)
    entries, (reports, adjustments, additions, *_) = trail.latest_by_item(), trail.counts()
    earlier = {item.item_id: item.state for item in before.items}
    compared = (
        # an item added in between had no state before
        ItemChange(
            item, earlier.get(item.item_id, item.state), item.state, entries.get(item.item_id)
        )
        for item in after.items
    )
    changed = tuple(change for change in compared if change.status_changed or change.entry)
    return Changes(before.as_of, after.as_of, reports, adjustments, changed, additions)


def group_by_unit(
    changes: Iterable[ItemChange], units: Iterable[str]
) -> Mapping[str, tuple[ItemChange, ...]]:
    """Group items by lead unit, in the order of `units`; those without one stand under NO_UNIT."""
    groups = group_by_lead_unit(changes)
    return {unit: tuple(groups[unit]) for unit in (*units, NO_UNIT) if unit in groups}
