"""The letters by which the office reminds all units at once of the reports that are due."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board.monthly_round import next_deadline, units_to_remind, wanted_reports
from kzdash.domain.formatting import is_printable
from kzdash.domain.parsing import parse_date
from kzdash.domain.workdays import add_workdays
from kzdash.errors import ParseError
from kzdash.runtime import clock, config
from kzdash.ui.frame.board import today_board
from kzdash.ui.session.identity import current_user
from kzdash.ui.widgets.day_field import typed_day

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.board.board import Board

LONGEST_CONTACT = 100
# where every day that was set has passed
WORKDAYS_GIVEN = 2


def offer_letters() -> None:
    """Offer the office a letter to each unit with reports due, until when and to whom to answer.

    They are about today, whatever day the page shows. The fields begin with what is usual.
    """
    me = current_user(touch=False)
    if me is None or not me.is_office:
        return
    board = today_board()
    units = units_to_remind(board)
    if not units:
        return
    st.markdown(
        f"**提醒函** 给还有事项要填报的{len(units)}个单位，每家一份公文，打成一个压缩包，"
        "按今天的情况写；期限和联系人填一次，写进每一份。"
    )
    left, middle, right = st.columns([2, 3, 2], vertical_alignment="bottom")
    typed = typed_day("填报期限", "letters-deadline", _usual_deadline(board), place=left)
    contact = middle.text_input(
        "联系人和电话",
        f"{me.person} {config.current().office_phone}".strip(),
        key="letters-contact",
        max_chars=LONGEST_CONTACT,
        placeholder="姓名和电话",
    ).strip()
    deadline = _deadline(typed)
    if deadline is None or not contact or not is_printable(contact):
        st.caption("填好期限（今天或以后）和联系人，就可以下载。")
        return
    right.download_button(
        f"下载提醒函（{len(units)} 份）",
        lambda: _letters(board, deadline, contact),
        file_name=f"提醒函-{board.as_of.isoformat()}.zip",
        mime="application/zip",
        on_click="ignore",
        key="letters",
        width="stretch",
    )


def _usual_deadline(board: Board) -> dt.date:
    """Return the next day by which reports are due, or the second working day from now."""
    asked = next_deadline(wanted_reports(board.followed, board.as_of), board.as_of)
    if asked is not None and asked >= board.as_of:
        return asked
    return add_workdays(board.as_of, WORKDAYS_GIVEN)


def _deadline(typed: str) -> dt.date | None:
    """Return the day that was typed, none where it is no day or over."""
    try:
        return parse_date(typed, first=clock.today())
    except ParseError:
        return None


def _letters(board: Board, deadline: dt.date, contact: str) -> bytes:
    from kzdash.documents import reminder_letters  # noqa: PLC0415 - with python-docx

    return reminder_letters.make(board, deadline, contact)
