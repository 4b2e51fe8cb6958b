"""Meetings: the last one before a day, from which people ask what has changed since."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kzdash.domain.formatting import format_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kzdash.board.added_items import MeetingItem
    from kzdash.board.board import Board


def last_meeting(board: Board) -> MeetingItem | None:
    """Return the last meeting that was held before the board's day, if one is stored."""
    return _latest(it for it in board.meetings if it.due_on is not None and it.due_on < board.as_of)


def latest_meeting(board: Board) -> MeetingItem | None:
    """Return the last meeting by the board's day, the one held on that very day too."""
    return _latest(board.meetings)


def _latest(meetings: Iterable[MeetingItem]) -> MeetingItem | None:
    return max(meetings, key=lambda it: (it.due_on or dt.date.min, it.number), default=None)


def last_meeting_day(board: Board) -> dt.date | None:
    """Return the day of the last meeting before the board's, if one is stored."""
    meeting = last_meeting(board)
    return meeting.due_on if meeting else None


def meeting_words(meeting: MeetingItem) -> str:
    """Return a meeting by its day and name: 2025年6月3日专班例会."""
    return f"{format_date(meeting.due_on)}{meeting.name}"


def since_words(board: Board, since: dt.date) -> str:
    """Say since when changes are told, and that it is the last meeting if it is.

    自2025年6月3日专班例会以来, or else 2025年6月23日以来.
    """
    meeting = last_meeting(board)
    if meeting is not None and meeting.due_on == since:
        return f"自{meeting_words(meeting)}以来"
    return f"{format_date(since)}以来"
