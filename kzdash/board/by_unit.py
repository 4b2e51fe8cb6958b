"""How many items of each kind every unit leads, and how they stand."""

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
    """The items one unit leads, counted by kind and by state."""

    unit: str
    kinds: Mapping[Kind, int]
    counts: StateCounts

    @property
    def total(self) -> int:
        """How many items the unit leads."""
        return sum(self.kinds.values())


def unit_rows(items: Sequence[BoardItem], units: Iterable[str]) -> tuple[UnitRow, ...]:
    """Return a row for each unit that leads an item, in the order of `units`.

    A shared item counts in the row of each of its lead units.
    """
    rows = (_row(unit, [item for item in items if unit in item.units]) for unit in units)
    return tuple(row for row in rows if row.total)


def _row(unit: str, own: Sequence[BoardItem]) -> UnitRow:
    return UnitRow(unit, Counter(item.kind for item in own), count_states(own))
