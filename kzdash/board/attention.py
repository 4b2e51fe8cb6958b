"""Which items need attention, in what order: late, blocked, missed, behind, due, unreported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from kzdash.board.board_item import BoardItem
from kzdash.board.lead_units import NO_UNIT, group_by_lead_unit
from kzdash.board.outlook import outlook_of
from kzdash.board.status_counts import StateCounts, count_states
from kzdash.domain.models import Kind
from kzdash.domain.progress import LAGGING, PROBLEMS, State, days_since_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Item = TypeVar("Item", bound=BoardItem)
# what is wrong by what was reported
PRESSING = (*PROBLEMS, *LAGGING)


@dataclass(frozen=True, slots=True)
class Concern:
    """An item that needs attention, with its state in words.

    `of_parts` is whether supporting units are blocked, whatever state the whole is in.
    """

    item: BoardItem
    words: str
    of_parts: bool = False

    @property
    def state(self) -> State:
        """The state that needs attention: the item's, or that of the parts."""
        return State.BLOCKED if self.of_parts else self.item.state


@dataclass(frozen=True, slots=True)
class UnitConcerns:
    """The concerns of one lead unit, most urgent first."""

    unit: str
    concerns: tuple[Concern, ...]

    @property
    def counts(self) -> StateCounts:
        """The concerns counted by how they stand; what is blocked in parts has no count."""
        return count_states(concern.item for concern in self.concerns if not concern.of_parts)


def find_concerns(items: Sequence[BoardItem]) -> tuple[Concern, ...]:
    """Pick the items that need attention, most urgent first.

    One with a blocked part stands there for it once more, whatever state the whole is in.
    """
    concerned = [item for item in items if needs_attention(item.state)]
    own = [Concern(item, _words(item)) for item in most_urgent_first(concerned)]
    parts = [
        Concern(item, item.blocked_words, of_parts=True)
        for item in items
        if is_blocked_in_parts(item)
    ]
    return tuple(sorted([*own, *parts], key=lambda concern: concern.state.seriousness))


def is_blocked_in_parts(item: BoardItem) -> bool:
    """Whether a supporting unit's part of an item is blocked; of a closed matter none is."""
    return bool(item.blocked_parts) and not (item.kind is Kind.MATTER and item.is_done)


def needs_attention(state: State) -> bool:
    """Whether an item in a state needs attention: it is late, behind, due soon or unreported."""
    return state.seriousness <= State.UNPUBLISHED.seriousness


def most_urgent_first(items: Iterable[Item]) -> list[Item]:
    """Sort items by how serious their state is, then by how far they fall short, then by day.

    Those that need no attention follow as they come.
    """

    def rank(item: BoardItem) -> tuple[object, ...]:
        if not needs_attention(item.state):
            return (True,)
        due_on = item.due_on.toordinal() if item.due_on else float("inf")
        return False, item.state.seriousness, -item.shortfall, due_on

    return sorted(items, key=rank)


def group_by_unit(concerns: Sequence[Concern]) -> tuple[UnitConcerns, ...]:
    """Group concerns by lead unit, the unit with the most problems first.

    A shared item stands under the unit that leads it, one without any under none.
    """
    units = group_by_lead_unit(concerns)
    groups = [UnitConcerns(unit, tuple(own)) for unit, own in units.items() if unit != NO_UNIT]
    return tuple(sorted(groups, key=lambda group: group.counts.urgency, reverse=True))


def _words(item: BoardItem) -> str:
    stale = days_since_report(item.fresh_on, item.as_of)
    past = outlook_of(item)
    notes = (past.day_words if past.days_past else "", f"{stale} 天未更新" if stale else "")
    words = "，".join(filter(None, notes))
    return f"{item.state_words}（{words}）" if words else item.state_words
