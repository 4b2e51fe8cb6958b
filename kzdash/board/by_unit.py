"""Who leads what: how many items of each kind a unit leads, and how they stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.attention import BEHIND, LATE, ORDER
from kzdash.domain.progress import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kzdash.board.items import Line
    from kzdash.domain.models import Kind


@dataclass(frozen=True, slots=True)
class Row:
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


def matrix(lines: Sequence[Line], units: Iterable[str]) -> tuple[Row, ...]:
    """A row for each unit that leads anything, in the order given; shared items count in each."""
    rows = (_row(unit, [line for line in lines if unit in line.lead_units]) for unit in units)
    return tuple(row for row in rows if row.total)


def by_urgency(lines: Iterable[Line]) -> list[Line]:
    """The most urgent first: by judgement, then by the older due date; the rest as they come."""
    last = len(ORDER)

    def rank(line: Line) -> tuple[int, bool, str]:
        urgency = ORDER.index(line.status) if line.status in ORDER else last
        return urgency, line.due_on is None, str(line.due_on)

    return sorted(lines, key=rank)


def _row(unit: str, own: Sequence[Line]) -> Row:
    return Row(
        unit=unit,
        kinds=Counter(line.kind for line in own),
        late=sum(line.status in LATE for line in own),
        behind=sum(line.status in BEHIND for line in own),
        unreported=sum(line.status is Status.NO_DATA for line in own),
    )
