"""The slides on meetings: what the last one decided and how it stands, what is decided today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.matters import count_matters, open_first
from kzdash.board.meetings import last_meeting, meeting_words
from kzdash.documents.slides.slide import Cell, Slide, Table, state_cell, text_cell
from kzdash.domain.formatting import format_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.added_items import MatterItem
    from kzdash.board.board import Board

MOST_ROWS, MOST_TODAY = 8, 5


def meeting_slides(board: Board) -> tuple[Slide, ...]:
    """Show each matter that the last meeting decided; no slide where it decided none."""
    meeting = last_meeting(board)
    matters = open_first(board.matters_of(meeting)) if meeting else []
    if meeting is None or not matters:
        return ()
    counts = count_matters(matters)
    more = len(matters) - MOST_ROWS
    parts = (
        f"上次会议议定{counts.assigned}项，办结{counts.closed}项",
        f"逾期{counts.overdue}项" if counts.overdue else "",
    )
    return (
        Slide(
            name="meeting",
            topic=meeting_words(meeting) + (f" · 另有 {more} 项见督办" if more > 0 else ""),
            message="，".join(filter(None, parts)),
            table=_table(matters[:MOST_ROWS]),
        ),
    )


def decided_today(board: Board) -> list[MatterItem]:
    """Return the matters of meetings that are held on the board's day, the latest first."""
    held = [meeting for meeting in board.meetings if meeting.due_on == board.as_of]
    matters = (matter for meeting in held for matter in board.matters_of(meeting))
    return sorted(matters, key=lambda matter: -matter.number)


def today_slide(board: Board) -> Slide:
    """Show what is decided today, with room for the form by which the office puts it down."""
    matters = decided_today(board)
    more = len(matters) - MOST_TODAY
    return Slide(
        name="decided",
        topic="今天议定" + (f" · 另有 {more} 项见督办" if more > 0 else ""),
        message=f"今天已议定{len(matters)}项" if matters else "把今天议定的事项记下来",
        table=_table(matters[:MOST_TODAY]) if matters else None,
    )


def _table(matters: Sequence[MatterItem]) -> Table:
    rows = tuple(
        (
            text_cell(matter.summary or matter.name),
            text_cell(matter.lead_unit or "—"),
            Cell(format_date(matter.due_on) if matter.due_on else "—"),
            state_cell(matter),
        )
        for matter in matters
    )
    return Table(("议定事项", "牵头单位", "期限", "办理情况"), (14, 9, 9, 12), rows)
