"""The list of slides for a board, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.documents.slides import money
from kzdash.documents.slides.attention import behind_slide, decision_slides
from kzdash.documents.slides.changes import changes_slide
from kzdash.documents.slides.meeting import meeting_slides, today_slide
from kzdash.documents.slides.photos import photo_slides
from kzdash.documents.slides.plan import (
    cover_slide,
    indicator_slides,
    milestone_slide,
    overview_slide,
)
from kzdash.documents.slides.steps import step_slides

if TYPE_CHECKING:
    from kzdash.board.board import Board
    from kzdash.board.changes import Changes
    from kzdash.documents.slides.slide import Slide


def list_slides(
    board: Board, changes: Changes, *, hide_empty: bool = False, decides: bool = False
) -> tuple[Slide, ...]:
    """Return the slides in order, without the empty ones if `hide_empty`.

    With `decides` the last one is for what is decided in the room.
    """
    slides = (
        cover_slide(board),
        overview_slide(board),
        *meeting_slides(board),
        *indicator_slides(board),
        behind_slide(board),
        *money.money_slides(board),
        *milestone_slide(board),
        *step_slides(board),
        *decision_slides(board),
        *photo_slides(board),
        changes_slide(changes, board),
        *((today_slide(board),) if decides else ()),
    )
    return tuple(slide for slide in slides if not (hide_empty and slide.is_empty))
