"""Who leads what: how many items of each kind a unit leads, and how they stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.attention import ORDER, count_pressing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kzdash.board.items import BoardItem
    from kzdash.domain.models import Kind


@dataclass(frozen=True, slots=True)
class UnitRow:
    """What one unit leads: counts by kind, and of all how many are late, behind, unreported."""

    unit: str
    kinds: Mapping[Kind, int]
    late: int
    behind: int
    unreported: int

    @property
    def total(self) -> int:
        """How many items the unit leads."""
        return sum(self.kinds.values())


def unit_rows(items: Sequence[BoardItem], units: Iterable[str]) -> tuple[UnitRow, ...]:
    """A row for each unit that leads anything, in the order given; shared items count in each."""
    rows = (_row(unit, [item for item in items if unit in item.lead_units]) for unit in units)
    return tuple(row for row in rows if row.total)


def most_urgent_first(items: Iterable[BoardItem]) -> list[BoardItem]:
    """The most urgent first: by judgement, then by the older due date; the rest as they come."""
    last = len(ORDER)

    def rank(item: BoardItem) -> tuple[int, bool, str]:
        urgency = ORDER.index(item.status) if item.status in ORDER else last
        return urgency, item.due_on is None, str(item.due_on)

    return sorted(items, key=rank)


def _row(unit: str, own: Sequence[BoardItem]) -> UnitRow:
    kinds = Counter(item.kind for item in own)
    return UnitRow(unit, kinds, *count_pressing(item.status for item in own))
