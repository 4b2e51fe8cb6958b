"""Counts of items by state, and the counts of the whole plan that the key figures show."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.domain.progress import LAGGING, PROBLEMS, SILENT, State

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem

# what is counted apart, by its word, the most serious first
COUNTED = {
    **{state.word: (state,) for state in PROBLEMS},
    State.BEHIND.word: LAGGING,
    **{state.word: (state,) for state in SILENT},
}


class StateCounts(Counter[State]):
    """How many items are in each state."""

    @property
    def problems(self) -> int:
        """How many are overdue, blocked or missed: 问题, because only a date can be 逾期."""
        return sum(self[state] for state in PROBLEMS)

    @property
    def behind(self) -> int:
        """How many are behind or far behind."""
        return sum(self[state] for state in LAGGING)

    @property
    def apart(self) -> dict[str, int]:
        """The count of each word in `COUNTED`, noughts too."""
        return {word: sum(self[one] for one in states) for word, states in COUNTED.items()}

    @property
    def urgency(self) -> tuple[int, ...]:
        """The key to sort by, more urgent the greater: problems, behind, due and unreported."""
        return self.problems, self.behind, *(self[state] for state in SILENT)

    @property
    def problem_words(self) -> str:
        """The problems counted apart in words, noughts left out: 逾期2 · 受阻1."""
        return " · ".join(f"{state.word}{self[state]}" for state in PROBLEMS if self[state])

    @property
    def words(self) -> str:
        """All that is counted apart in words, noughts left out: 逾期2 · 滞后1."""
        return " · ".join(f"{word}{count}" for word, count in self.apart.items() if count)


def count_states(items: Iterable[BoardItem]) -> StateCounts:
    """Count items by state."""
    return StateCounts(item.state for item in items)


def states_by_word(items: Iterable[BoardItem]) -> dict[str, int]:
    """Count items by the word for their state, the most serious first, noughts left out."""
    counts = count_states(items)
    return {state.word: counts[state] for state in State if counts[state]}


def count_reported(items: Iterable[BoardItem]) -> int:
    """Count the items that have a report, and not a provisional figure alone."""
    return sum(item.final_on is not None for item in items)


def count_past_due(items: Iterable[BoardItem], as_of: dt.date) -> int:
    """Count the items with a due date in the past, done or not."""
    return sum(item.due_on is not None and item.due_on < as_of for item in items)


@dataclass(frozen=True, slots=True)
class StatusCounts:
    """Counts of a board: indicators `met` and `reported`, milestones `done` and `overdue`.

    `due_unreported` are the milestones past their day that nobody reported on, `spending_known` the
    projects that reported completed investment.
    """

    met: int
    reported: int
    done: int
    overdue: int
    due_unreported: int
    spending_known: int


def count_plan(board: Board) -> StatusCounts:
    """Count the items of a board for its key figures."""
    milestones = count_states(board.milestones)
    return StatusCounts(
        met=count_states(board.indicators)[State.MET],
        reported=count_reported(board.indicators),
        done=sum(item.is_done for item in board.milestones),
        overdue=milestones[State.OVERDUE],
        due_unreported=milestones[State.DUE_UNREPORTED],
        spending_known=sum(
            item.completed_investment_wan_yuan is not None for item in board.projects
        ),
    )
