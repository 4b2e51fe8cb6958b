"""How the plan stands as a whole: the counts a leader asks for first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.domain.progress import Status

if TYPE_CHECKING:
    from kzdash.board.board import Board

COMPLETED = {Status.DONE_ON_TIME, Status.DONE_LATE}


@dataclass(frozen=True, slots=True)
class StatusCounts:
    """Counts of a board; `silent` milestones are overdue ones that nobody has reported on."""

    met: int
    reported: int
    done: int
    overdue: int
    silent: int
    spending_known: int


def count_statuses(board: Board) -> StatusCounts:
    """Count how a board stands."""
    overdue = [item for item in board.milestones if item.status is Status.OVERDUE]
    return StatusCounts(
        met=sum(item.status is Status.MET for item in board.indicators),
        reported=sum(item.latest_report is not None for item in board.indicators),
        done=sum(item.status in COMPLETED for item in board.milestones),
        overdue=len(overdue),
        silent=sum(item.latest_report is None for item in overdue),
        spending_known=sum(
            item.completed_investment_wan_yuan is not None for item in board.projects
        ),
    )
