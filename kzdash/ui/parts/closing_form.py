"""定稿: the office closes a month, sees how it was closed, and whether the checksum still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board.closing import NOT_CLOSED, SHOWN_DIGITS, read_closings
from kzdash.board.verdict import month_words
from kzdash.documents.closed_board import check_closing, close_period
from kzdash.domain import rules
from kzdash.domain.formatting import format_date
from kzdash.errors import KzdashError, RefusedError
from kzdash.runtime import clock
from kzdash.ui.frame.board import store
from kzdash.ui.frame.links import page_link
from kzdash.ui.reporting import refusals
from kzdash.ui.session.identity import write_admission
from kzdash.ui.widgets import theme
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from kzdash.accounts import User
    from kzdash.board.board import Board
    from kzdash.board.closing import Closing

WHAT_IT_DOES = (
    "给{day}的看板记下名称和校验码，此后下载这一期的文件都写着定稿。"
    "什么都不锁：以后照样可以填报、更正，不计入这一期。"
)


def offer_closing(user: User, board: Board) -> None:
    """Offer to close the month of a board's day; once more only with a reason."""
    closed = _closings_of(board)
    month = month_words(board.as_of, clock.today())
    opened = st.popover(f"重新定稿{month}" if closed else f"定稿{month}", key="closing")
    with opened, st.form("closing-form", border=False):
        st.markdown(WHAT_IT_DOES.format(day=format_date(board.as_of)))
        note = ""
        if closed:
            note = st.text_input(
                "重新定稿的原因", key="closing-note", max_chars=rules.CLOSING_FIELDS["note"]
            )
        if st.form_submit_button("定稿", type=theme.emphasis()):
            _close(user, board, note.strip())


def _close(user: User, board: Board, note: str) -> None:
    try:
        close_period(
            store(), board.as_of, board.as_of, user.name, clock.now(), note, write_admission()
        )
    except RefusedError as error:
        st.error(refusals.field_refusal(error, note="重新定稿的原因"))
    except KzdashError as error:
        st.error(refusals.store_refusal(error))
    else:
        st.rerun()


def show_closings(board: Board) -> None:
    """Say how the month was closed and by whom, the last first, or that it was not."""
    closings = _closings_of(board)
    if not closings:
        st.caption(f"{month_words(board.as_of, clock.today())}{NOT_CLOSED}。")
        return
    last, *earlier = closings
    with st.container(horizontal=True, vertical_alignment="center", key="closed"):
        st.markdown(f"**{_words(last)}**", width="content")
        page_link("documents", "下载定稿文件", {"closed": last.name}, "content")
        if st.button("核对校验码", key="check-closing"):
            _show_check(last)
    for closing in earlier:
        st.caption(f"此前：{_words(closing)}")


def _show_check(closing: Closing) -> None:
    found = check_closing(store(), closing)
    shown = found.checksum[:SHOWN_DIGITS]
    if found.form is not None:
        form = f"（按定稿时的格式，第{found.form}版）" if found.is_earlier else ""
        st.success(f"一致：现在算出的也是{shown}{form}。", icon=":material/check_circle:")
    else:
        st.error(
            f"不一致：定稿时是{closing.checksum_words}，现在算出的是{shown}。"
            "方案修补过、升级后算法有变，或数据被改动；请与当时保存的文件对照，或联系管理员。"
        )


def _words(closing: Closing) -> str:
    why = f"，重新定稿原因：{plain(closing.note)}" if closing.note else ""
    day = format_date(closing.as_of)
    return f"{plain(closing.words)}，数据截至{day}，由{plain(closing.closed_by)}定稿{why}"


def _closings_of(board: Board) -> list[Closing]:
    period = f"{board.as_of:%Y-%m}"
    return [closing for closing in read_closings(store()) if closing.period == period]
