"""The list of slides for a board, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.documents.slides.agenda import agenda_slides
from kzdash.documents.slides.attention import (
    decision_points,
    decision_slides,
    silent_slides,
    to_decide,
)
from kzdash.documents.slides.changes import changes_slides
from kzdash.documents.slides.meeting import meeting_slides, today_slide
from kzdash.documents.slides.money import money_slides, project_slides
from kzdash.documents.slides.photos import photo_slides
from kzdash.documents.slides.plan import (
    cover_slide,
    indicator_slides,
    milestone_slides,
    overview_slide,
)
from kzdash.documents.slides.request import ALL_UNITS
from kzdash.documents.slides.steps import step_slides
from kzdash.documents.slides.units import unit_slides, units_in_turn

if TYPE_CHECKING:
    from kzdash.board.board import Board
    from kzdash.board.changes import Changes
    from kzdash.documents.slides.request import BriefingRequest
    from kzdash.documents.slides.slide import Slide


def list_slides(
    board: Board, changes: Changes, *, decides: bool = False, minutes: int = 0
) -> tuple[Slide, ...]:
    """Return the slides in order; what has nothing to say is left out.

    With `decides` the last one is for what is decided in the room. `minutes` is how long the
    meeting may take, 0 where nobody set it.
    """
    points = decision_points(board)
    slides = (
        overview_slide(board),
        *meeting_slides(board),
        *changes_slides(changes, board),
        *indicator_slides(board),
        *money_slides(board),
        *project_slides(board),
        *milestone_slides(board),
        *step_slides(board),
        *decision_slides(points),
        *photo_slides(board),
        *silent_slides(board),
        *((today_slide(board),) if decides else ()),
    )
    decided = [point.item for point in to_decide(points)]
    return cover_slide(board), *agenda_slides(slides, decided, board, minutes), *slides


def asked_slides(
    board: Board, changes: Changes, request: BriefingRequest, *, decides: bool = False
) -> tuple[Slide, ...]:
    """Return the slides that a request asks for: of the plan, of each unit in turn, or of one."""
    if request.unit == ALL_UNITS:
        return _units_in_turn(board, request.minutes) or list_slides(board, changes)
    if request.unit in board.units:
        return unit_slides(board, request.unit)
    return list_slides(board, changes, decides=decides, minutes=request.minutes)


def _units_in_turn(board: Board, minutes: int) -> tuple[Slide, ...]:
    points = decision_points(board)
    slides = tuple(
        slide for unit in units_in_turn(board) for slide in unit_slides(board, unit, points)
    )
    # each unit's slides have all of its own, not the gravest alone
    decided = [point.item for point in points if point.words]
    agenda = agenda_slides(slides, decided, board, minutes)
    return (cover_slide(board), *agenda, *slides) if slides else ()
