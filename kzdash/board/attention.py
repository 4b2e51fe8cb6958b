"""Which items need attention, in what order: late, blocked, missed, behind, due, unreported."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kzdash.board.lead_units import NO_UNIT, group_by_lead_unit
from kzdash.domain.progress import Status, days_since_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kzdash.board.items import BoardItem

# the most urgent first
ATTENTION_ORDER = (
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
_NO_DUE_DATE = dt.date.max
LATE = {Status.OVERDUE, Status.MISSED, Status.BLOCKED}
BEHIND = {Status.FAR_BEHIND, Status.BEHIND}


class AttentionCounts(NamedTuple):
    """Counts of items that are late (overdue, missed, blocked), behind, and without data."""

    late: int
    behind: int
    unreported: int


def count_attention(statuses: Iterable[Status]) -> AttentionCounts:
    """Count by status the items that need attention: 问题, 滞后, 未报."""
    counts = Counter(statuses)
    late, behind = (sum(counts[status] for status in group) for group in (LATE, BEHIND))
    return AttentionCounts(late, behind, counts[Status.NO_DATA])


@dataclass(frozen=True, slots=True)
class Concern:
    """An item that needs attention, with its status in words."""

    item: BoardItem
    status: Status
    words: str

    @property
    def rank(self) -> tuple[int, dt.date]:
        """The sort key: by `ATTENTION_ORDER`, then the earlier due date first."""
        due_on = self.item.due_on
        return ATTENTION_ORDER.index(self.status), due_on or _NO_DUE_DATE


@dataclass(frozen=True, slots=True)
class UnitConcerns:
    """The concerns of one lead unit, most urgent first."""

    unit: str
    concerns: tuple[Concern, ...]

    @property
    def counts(self) -> AttentionCounts:
        """The concerns counted by how they stand."""
        return count_attention(concern.status for concern in self.concerns)

    @property
    def late(self) -> int:
        """How many are overdue, missed or blocked: 问题, because only a date can be 逾期."""
        return self.counts.late

    @property
    def behind(self) -> int:
        """How many are behind."""
        return self.counts.behind

    @property
    def unreported(self) -> int:
        """How many lack a report, or the figure that counts."""
        return self.counts.unreported


def find_concerns(items: Iterable[BoardItem], as_of: dt.date) -> tuple[Concern, ...]:
    """Pick the items that need attention on a day, most urgent first."""
    concerns = [
        Concern(item, item.status, _words(item, as_of))
        for item in items
        if item.status in ATTENTION_ORDER
    ]
    return tuple(sorted(concerns, key=lambda concern: concern.rank))


def group_by_unit(concerns: Sequence[Concern]) -> tuple[UnitConcerns, ...]:
    """Group concerns by lead unit, the unit with the most late ones first.

    A shared item stands under each of its lead units, one without any under none.
    """
    units = group_by_lead_unit(concerns)
    groups = [UnitConcerns(unit, tuple(own)) for unit, own in units.items() if unit != NO_UNIT]
    return tuple(sorted(groups, key=lambda group: group.counts, reverse=True))


def _words(item: BoardItem, as_of: dt.date) -> str:
    stale = days_since_report(item.fresh_on, as_of)
    return f"{item.status_words}（{stale} 天未更新）" if stale else item.status_words
