"""Which page shows an item, and by which query: for pages and documents that link to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.added_items import MeetingItem, StepItem
from kzdash.board.items import DutyItem
from kzdash.board.meetings import meeting_words
from kzdash.domain.models import Kind

if TYPE_CHECKING:
    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem

PAGE_OF = {
    Kind.INDICATOR: "indicators",
    Kind.PROJECT: "projects",
    Kind.MILESTONE: "milestones",
    Kind.MATTER: "matters",
}


def item_view(item: BoardItem) -> tuple[str, dict[str, str]]:
    """Return the name of the page with an item's own view, and its query."""
    if item.kind in PAGE_OF:
        return PAGE_OF[item.kind], {"item": str(item.number)}
    if isinstance(item, MeetingItem):
        return "matters", {"meeting": meeting_words(item)}
    return "item", {"id": item.code}


def step_named(board: Board, wanted: str | None) -> StepItem | None:
    """Return the step whose `id` in that query is `wanted`, one that was withdrawn as well."""
    added = (*board.steps, *board.proposals, *board.withdrawn)
    steps = (item for item in added if isinstance(item, StepItem))
    return next((step for step in steps if step.code == wanted), None)


def duty_named(board: Board, wanted: str | None) -> DutyItem | None:
    """Return the item whose `id` in that query is `wanted`, None if there is none."""
    duties = (item for item in board.items if isinstance(item, DutyItem))
    return next((item for item in duties if item.code == wanted), None)
