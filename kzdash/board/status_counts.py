"""How many stand how: of any items, and of the plan as a whole what a leader asks for first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board import state_words
from kzdash.domain.progress import Status

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem


def count_statuses(items: Iterable[BoardItem]) -> Counter[Status]:
    """Count how many there are of each judgement, in the order they come."""
    return Counter(item.status for item in items)


def count_states(items: Iterable[BoardItem], as_of: dt.date) -> Counter[str]:
    """Count how many there are of each state, by its word, in the order they come."""
    return Counter(state_words.state_label(item, as_of) for item in items)


def count_reported(items: Iterable[BoardItem]) -> int:
    """Count those that anybody has reported on."""
    return sum(item.latest_report is not None for item in items)


def count_past_due(items: Iterable[BoardItem], as_of: dt.date) -> int:
    """Count those whose due date has passed, whether or not they are done."""
    return sum(item.due_on is not None and item.due_on < as_of for item in items)


@dataclass(frozen=True, slots=True)
class StatusCounts:
    """Counts of a board; `silent` milestones are overdue ones that nobody has reported on."""

    met: int
    reported: int
    done: int
    overdue: int
    silent: int
    spending_known: int


def count_plan(board: Board) -> StatusCounts:
    """Count how a board stands."""
    overdue = [item for item in board.milestones if item.status is Status.OVERDUE]
    return StatusCounts(
        met=count_statuses(board.indicators)[Status.MET],
        reported=count_reported(board.indicators),
        done=sum(item.is_done for item in board.milestones),
        overdue=len(overdue),
        silent=len(overdue) - count_reported(overdue),
        spending_known=sum(
            item.completed_investment_wan_yuan is not None for item in board.projects
        ),
    )
