"""The steps that come next, and the items that have none, so that nobody sees them stop."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kzdash.domain.rules import WITH_STEPS

if TYPE_CHECKING:
    from kzdash.board.added_items import StepItem
    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem

COMING = dt.timedelta(days=365)
DAYS_AHEAD = 90


def steps_ahead(board: Board) -> tuple[StepItem, ...]:
    """Return the open steps that are overdue or due in the coming 90 days, the first due first."""
    until = board.as_of + dt.timedelta(days=DAYS_AHEAD)
    return tuple(
        step for step in board.steps if step.due_on and step.due_on <= until and not step.is_done
    )


def items_without_steps(board: Board) -> tuple[BoardItem, ...]:
    """Return the items that are not done and have no open step due in the coming 365 days.

    The own day of a milestone or a project counts as one of its steps.
    """
    dated = {step.parent_id for step in board.steps if _is_coming(step, board.as_of)}
    return tuple(
        item
        for item in board.followed
        if item.kind in WITH_STEPS
        and item.item_id not in dated
        and not item.is_done
        and not _is_coming(item, board.as_of)
    )


def _is_coming(item: BoardItem, as_of: dt.date) -> bool:
    return item.due_on is not None and not item.is_done and as_of <= item.due_on <= as_of + COMING
