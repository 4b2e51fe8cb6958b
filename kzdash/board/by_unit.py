"""How many items of each kind every unit leads, how they stand, and how many it supports."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.attention import most_urgent_first
from kzdash.board.status_counts import StateCounts, count_states

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kzdash.board.items import BoardItem
    from kzdash.domain.models import Kind

__all__ = ["UnitRow", "most_urgent_first", "unit_rows"]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """The items one unit leads, counted by kind and by state, and how many others it supports."""

    unit: str
    kinds: Mapping[Kind, int]
    counts: StateCounts
    supported: int

    @property
    def total(self) -> int:
        """How many items the unit leads."""
        return sum(self.kinds.values())


def unit_rows(items: Sequence[BoardItem], units: Iterable[str]) -> tuple[UnitRow, ...]:
    """Return a row for each unit that leads or supports an item, in the order of `units`.

    An item counts once, in the row of the unit that leads it.
    """
    rows = (_row(unit, items) for unit in units)
    return tuple(row for row in rows if row.total or row.supported)


def _row(unit: str, items: Sequence[BoardItem]) -> UnitRow:
    own = [item for item in items if item.lead_unit == unit]
    supported = sum(unit in item.supporting_units for item in items)
    return UnitRow(unit, Counter(item.kind for item in own), count_states(own), supported)
