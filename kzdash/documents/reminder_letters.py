"""The reminding letters (提醒函) to all units with reports due, in one ZIP archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.monthly_round import units_to_remind
from kzdash.documents import archive
from kzdash.documents.papers import reminder_letter
from kzdash.domain.formatting import format_date, mark_demonstration

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.board.board import Board


def make(board: Board, deadline: dt.date, contact: str) -> bytes:
    """Return a letter for each unit with reports due: by when and to whom to answer."""
    asked = f"请于{format_date(deadline)}前登录看板填报。联系人：{contact}。"
    title = mark_demonstration("提醒函", demonstration=board.plan.demonstration)
    letters = (
        (
            f"{unit}{title}-{board.as_of.isoformat()}.docx",
            reminder_letter.make(board, unit, asked),
        )
        for unit in units_to_remind(board)
    )
    return archive.pack(letters, board.as_of)
