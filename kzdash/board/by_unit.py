"""How many items of each kind every unit leads, and how they stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.attention import ATTENTION_ORDER, count_attention

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kzdash.board.items import BoardItem
    from kzdash.domain.models import Kind


@dataclass(frozen=True, slots=True)
class UnitRow:
    """The items one unit leads: counted by kind, and how many are late, behind, unreported."""

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
    """Return a row for each unit that leads an item, in the order of `units`.

    A shared item counts in the row of each of its lead units.
    """
    rows = (_row(unit, [item for item in items if unit in item.lead_units]) for unit in units)
    return tuple(row for row in rows if row.total)


def most_urgent_first(items: Iterable[BoardItem]) -> list[BoardItem]:
    """Sort items by `ATTENTION_ORDER`, then by due date; other items follow as they come."""

    def rank(item: BoardItem) -> tuple[int, bool, str]:
        known = item.status in ATTENTION_ORDER
        place = ATTENTION_ORDER.index(item.status) if known else len(ATTENTION_ORDER)
        return place, item.due_on is None, str(item.due_on)

    return sorted(items, key=rank)


def _row(unit: str, own: Sequence[BoardItem]) -> UnitRow:
    kinds = Counter(item.kind for item in own)
    return UnitRow(unit, kinds, *count_attention(item.status for item in own))
