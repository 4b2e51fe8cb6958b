"""Which slides there are for a board, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.documents.slides import money
from kzdash.documents.slides.attention import behind, decisions
from kzdash.documents.slides.changes import news
from kzdash.documents.slides.plan import cover, indicators, milestones, overview

if TYPE_CHECKING:
    from kzdash.board.board import Board
    from kzdash.board.changes import Changes
    from kzdash.documents.slides.slide import Slide


def deck(board: Board, changed: Changes, *, leave_out: bool = False) -> tuple[Slide, ...]:
    """Return the slides; those with nothing to say are left out where that is asked for."""
    slides = (
        cover(board),
        overview(board),
        *indicators(board),
        behind(board),
        *money.slides(board),
        *milestones(board),
        *decisions(board),
        news(changed),
    )
    return tuple(slide for slide in slides if not (leave_out and slide.nothing))
