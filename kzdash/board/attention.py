"""What needs attention, and how urgently: late, missed, behind, blocked, due soon, unreported."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kzdash.domain.progress import Status, days_since_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kzdash.board.items import BoardItem

ORDER = (
    Status.OVERDUE,
    Status.BLOCKED,
    Status.MISSED,
    Status.FAR_BEHIND,
    Status.DUE_TODAY,
    Status.BEHIND,
    Status.DUE_SOON,
    Status.UNJUDGED,
    Status.NO_DATA,
)
_NO_DAY = dt.date.max
LATE = {Status.OVERDUE, Status.MISSED, Status.BLOCKED}
BEHIND = {Status.FAR_BEHIND, Status.BEHIND}


class Pressing(NamedTuple):
    """How many are late, how many behind, and on how many a report is missing."""

    late: int
    behind: int
    unreported: int


def count_pressing(statuses: Iterable[Status]) -> Pressing:
    """Count by judgement what presses: 问题, 滞后, 未报."""
    counts = Counter(statuses)
    late, behind = (sum(counts[status] for status in group) for group in (LATE, BEHIND))
    return Pressing(late, behind, counts[Status.NO_DATA])


@dataclass(frozen=True, slots=True)
class Concern:
    """An item that needs attention, and why in words."""

    item: BoardItem
    status: Status
    words: str

    @property
    def rank(self) -> tuple[int, dt.date]:
        """Sorts the most urgent first: by judgement, then by the older due date."""
        due_on = self.item.due_on
        return ORDER.index(self.status), due_on or _NO_DAY


@dataclass(frozen=True, slots=True)
class UnitConcerns:
    """What needs attention of one lead unit, most urgent first."""

    unit: str
    concerns: tuple[Concern, ...]

    @property
    def pressing(self) -> Pressing:
        """How many of them there are of each sort."""
        return count_pressing(concern.status for concern in self.concerns)

    @property
    def late(self) -> int:
        """How many are overdue, missed or blocked: 问题, for 逾期 is said of dates alone."""
        return self.pressing.late

    @property
    def late_words(self) -> str:
        """How many are overdue, how many blocked and how many missed, each there is by its name."""
        counts = Counter(one.status for one in self.concerns if one.status in LATE)
        named = (f"{status.label} {counts[status]}" for status in ORDER if counts[status])
        return " · ".join(named) or "问题 0"

    @property
    def behind(self) -> int:
        """How many are behind."""
        return self.pressing.behind

    @property
    def unreported(self) -> int:
        """How many nobody has reported on, or not on all that is asked."""
        return self.pressing.unreported


def concerns(items: Iterable[BoardItem], as_of: dt.date) -> tuple[Concern, ...]:
    """Pick the items that need attention on a day, most urgent first."""
    found = [
        Concern(item, item.status, _words(item, as_of)) for item in items if item.status in ORDER
    ]
    return tuple(sorted(found, key=lambda concern: concern.rank))


def group_by_unit(found: Sequence[Concern]) -> tuple[UnitConcerns, ...]:
    """Sort concerns under each of their lead units; the unit with the most urgent comes first."""
    units: dict[str, list[Concern]] = {}
    for concern in found:
        for unit in concern.item.lead_units:
            units.setdefault(unit, []).append(concern)
    groups = [UnitConcerns(unit, tuple(own)) for unit, own in units.items()]
    return tuple(sorted(groups, key=lambda group: group.pressing, reverse=True))


def _words(item: BoardItem, as_of: dt.date) -> str:
    stale = days_since_report(item.fresh_on, as_of)
    return f"{item.status_words}（{stale} 天未更新）" if stale else item.status_words
