"""How the plan stands as a whole: the counts a leader asks for first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.domain.progress import Status

if TYPE_CHECKING:
    from kzdash.board.board import Board

COMPLETED = {Status.DONE_ON_TIME, Status.DONE_LATE}


@dataclass(frozen=True, slots=True)
class Standing:
    """Counts of a board; `silent` milestones are overdue ones that nobody has reported on."""

    met: int
    reported: int
    done: int
    overdue: int
    silent: int
    spending_known: int


def standing(board: Board) -> Standing:
    """Count how a board stands."""
    overdue = [line for line in board.milestones if line.status is Status.OVERDUE]
    return Standing(
        met=sum(line.status is Status.MET for line in board.indicators),
        reported=sum(line.said is not None for line in board.indicators),
        done=sum(line.status in COMPLETED for line in board.milestones),
        overdue=len(overdue),
        silent=sum(line.said is None for line in overdue),
        spending_known=sum(
            line.completed_investment_wan_yuan is not None for line in board.projects
        ),
    )
