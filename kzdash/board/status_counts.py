"""Counts of items by status, and the counts of the whole plan that the key figures show."""

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
    """Count items by status, in the order they come."""
    return Counter(item.status for item in items)


def count_states(items: Iterable[BoardItem], as_of: dt.date) -> Counter[str]:
    """Count items by the word for their state, in the order they come."""
    return Counter(state_words.state_label(item, as_of) for item in items)


def count_reported(items: Iterable[BoardItem]) -> int:
    """Count the items that have a report."""
    return sum(item.latest_report is not None for item in items)


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
    past = [item for item in board.milestones if item.status is Status.OVERDUE]
    overdue = count_reported(past)
    return StatusCounts(
        met=count_statuses(board.indicators)[Status.MET],
        reported=count_reported(board.indicators),
        done=sum(item.is_done for item in board.milestones),
        overdue=overdue,
        due_unreported=len(past) - overdue,
        spending_known=sum(
            item.completed_investment_wan_yuan is not None for item in board.projects
        ),
    )
