"""What needs attention, by name: state, item, lead unit, the last words on it and their age."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.attention import is_blocked_in_parts, most_urgent_first
from kzdash.board.board_item import PART_BLOCKED
from kzdash.board.items import KIND_WORDS, IndicatorItem, MilestoneItem, ProjectItem
from kzdash.board.lead_units import group_by_lead_unit
from kzdash.board.outlook import outlook_of
from kzdash.board.status_counts import count_states
from kzdash.documents.pages.item_words import age_words, last_words, state_words
from kzdash.domain.formatting import format_percent, format_quantity, truncate
from kzdash.domain.progress import LAGGING, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem

LISTED = (
    *(State.OVERDUE, State.BLOCKED, State.FAR_BEHIND, State.BEHIND, State.DUE_TODAY),
    *(State.DUE_SOON, State.DUE_UNREPORTED, State.INCOMPLETE, State.UNJUDGED),
)
MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class AttentionRow:
    """One item that needs attention; `words` is what was said last, or how it stands.

    One whose supporting units are blocked has a row of its own for it, with their words.
    """

    item: BoardItem
    state: State
    state_words: str
    kind: str
    units: str
    words: str
    all_words: str
    age: str


@dataclass(frozen=True, slots=True)
class AttentionGroup:
    """The rows of one lead unit, counted by state in words."""

    unit: str
    counts: str
    rows: tuple[AttentionRow, ...]


def attention_rows(board: Board) -> tuple[AttentionRow, ...]:
    """Return a row for every item but an indicator that needs attention, the most serious first.

    Items on which nobody reported, and none was due, are left out. Those of which a supporting
    unit's part is blocked stand after the blocked ones.
    """
    items = (item for item in board.followed if not isinstance(item, IndicatorItem))
    listed = most_urgent_first(item for item in items if item.state in LISTED)
    rows = [_row(item) for item in listed]
    rows += [_row_of_parts(item) for item in board.followed if is_blocked_in_parts(item)]
    return tuple(sorted(rows, key=lambda row: row.state.seriousness))


def group_rows(rows: Sequence[AttentionRow]) -> tuple[AttentionGroup, ...]:
    """Group rows by lead unit, the unit with the most serious ones first.

    A shared item stands under the unit that leads it.
    """
    units = group_by_lead_unit(rows)
    groups = [AttentionGroup(unit, count_words(own), tuple(own)) for unit, own in units.items()]
    return tuple(sorted(groups, key=lambda group: _urgency(group.rows), reverse=True))


def count_words(rows: Iterable[AttentionRow]) -> str:
    """Count rows by state in words: 逾期2 · 受阻1; what is blocked in parts is counted apart."""
    rows = tuple(rows)
    parts = sum(row.state_words == PART_BLOCKED for row in rows)
    whole = count_states(row.item for row in rows if row.state_words != PART_BLOCKED).words
    return " · ".join(filter(None, (whole, f"{PART_BLOCKED}{parts}" if parts else "")))


def _urgency(rows: Sequence[AttentionRow]) -> tuple[int, ...]:
    counts = Counter(row.state for row in rows)
    return tuple(counts[state] for state in LISTED)


def _row(item: BoardItem) -> AttentionRow:
    said, outlook = item.last_words, outlook_of(item)
    words = f"“{truncate(said, MOST_WORDS)}”" if said else _standing(item)
    if outlook.cause and not said:
        # why it is late says more than that nobody noted anything
        words = ""
    return AttentionRow(
        item=item,
        state=item.state,
        state_words=state_words(item),
        kind=KIND_WORDS[item.kind],
        units=item.lead_words,
        words="；".join(filter(None, (words, outlook.short_words(said)))),
        all_words=last_words(item),
        age=age_words(item, item.as_of),
    )


def _row_of_parts(item: BoardItem) -> AttentionRow:
    parts = item.blocked_parts
    said = "；".join(" ".join(part.note.split()) for part in parts)
    days = (item.as_of - max(part.fresh_on for part in parts)).days
    return AttentionRow(
        item=item,
        state=State.BLOCKED,
        state_words=PART_BLOCKED,
        kind=KIND_WORDS[item.kind],
        units="、".join(part.unit or "" for part in parts),
        words=f"“{truncate(said, MOST_WORDS)}”",
        all_words=said,
        age=f"{days}天前" if days else "当天",
    )


def _standing(item: BoardItem) -> str:
    """Return how an item stands of which nothing was said in words."""
    if isinstance(item, ProjectItem) and item.latest_report is not None:
        physical = f"形象进度{format_quantity(item.physical_progress_percent, '%')}"
        elapsed = f"，时间已过{format_percent(item.assessment.time_elapsed, 0)}"
        return physical + (elapsed if item.state in LAGGING else "")
    if item.state is State.DUE_SOON and isinstance(item, MilestoneItem):
        return f"还有{item.due.days}天"
    if item.state is State.DUE_UNREPORTED:
        return f"到期{item.days_late}天，没有填报"
    return "没有说明"
