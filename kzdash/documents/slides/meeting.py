"""The slides on meetings: what the last one decided and how it stands, what is decided today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.matters import open_first
from kzdash.board.meetings import last_meeting, meeting_words
from kzdash.board.verdict.slides import decided_title, meeting_title
from kzdash.documents.slides.fitting import first_rows, paginate
from kzdash.documents.slides.slide import Cell, Slide, Table, state_cell, text_cell
from kzdash.domain.formatting import format_day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.added_items import MatterItem
    from kzdash.board.board import Board

ROOM_ABOVE_FORM = 8.0


def meeting_slides(board: Board) -> tuple[Slide, ...]:
    """Show each matter that the last meeting decided; no slide where it decided none."""
    meeting = last_meeting(board)
    matters = open_first(board.matters_of(meeting)) if meeting else []
    if meeting is None or not matters:
        return ()
    return paginate(
        Slide(
            name="meeting",
            topic=meeting_words(meeting),
            message=meeting_title(matters),
            items=tuple(matters),
            table=_table(matters),
        )
    )


def decided_today(board: Board) -> list[MatterItem]:
    """Return the matters of meetings that are held on the board's day, the latest first."""
    held = [meeting for meeting in board.meetings if meeting.due_on == board.as_of]
    matters = (matter for meeting in held for matter in board.matters_of(meeting))
    return sorted(matters, key=lambda matter: -matter.number)


def today_slide(board: Board) -> Slide:
    """Show what is decided today, with room for the form by which the office puts it down."""
    matters = decided_today(board)
    table = first_rows(_table(matters), ROOM_ABOVE_FORM) if matters else None
    return Slide(
        name="decided",
        topic="今天议定",
        message=decided_title(matters),
        items=tuple(matters[: len(table.rows)]) if table else (),
        table=table,
    )


def _table(matters: Sequence[MatterItem]) -> Table:
    rows = tuple(
        (
            state_cell(matter),
            text_cell(matter.summary or matter.name),
            text_cell(matter.lead_unit or "—"),
            Cell(f"{format_day_of(matter.due_on, matter.as_of)}前" if matter.due_on else "—"),
        )
        for matter in matters
    )
    return Table((), (9, 16, 9, 8), rows)
