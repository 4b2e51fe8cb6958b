"""定稿: the office closes a month, sees how it was closed, and whether the checksum still holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board.closing import NOT_CLOSED, SHOWN_DIGITS, read_closings
from kzdash.board.verdict import month_words
from kzdash.documents.closed_board import check_closing, close_period
from kzdash.domain import rules
from kzdash.domain.formatting import format_date
from kzdash.domain.models.drafts import CLOSING
from kzdash.errors import KzdashError, RefusedError
from kzdash.runtime import clock
from kzdash.ui.frame.board import store
from kzdash.ui.frame.links import page_link
from kzdash.ui.reporting import draft_offer, drafts, refusals
from kzdash.ui.session.identity import write_admission
from kzdash.ui.session.state import state_of
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from kzdash.accounts import User
    from kzdash.board.board import Board
    from kzdash.board.closing import Closing
    from kzdash.store import FormPart

WHAT_IT_DOES = (
    "给{day}的看板记下名称和校验码，此后下载这一期的文件都写着定稿。"
    "什么都不锁：以后照样可以填报、更正，不计入这一期。"
)


@dataclass(slots=True)
class ClosingForms:
    """The forms of a session; `turn` counts those that were sent or given up."""

    turn: int = 0


def offer_closing(user: User, board: Board) -> None:
    """Offer to close the month of a board's day; once more only with a reason."""
    closed = _closings_of(board)
    month = month_words(board.as_of, clock.today())
    opened = st.popover(f"重新定稿{month}" if closed else f"定稿{month}", key="closing")
    with opened:
        _form(user, board, again=bool(closed))


def _form(user: User, board: Board, *, again: bool) -> None:
    form = drafts.about_no_item(CLOSING - board.as_of.year * 100 - board.as_of.month)
    prefix = f"closing-{board.as_of:%Y-%m}-{state_of(ClosingForms).turn}-"
    drafts.begin(form, prefix)
    with st.form("closing-form", border=False):
        st.markdown(WHAT_IT_DOES.format(day=format_date(board.as_of)))
        note = _ask_reason(form, prefix) if again else ""
        sent = draft_offer.buttons("定稿", form, user, _renew)
    if again:
        drafts.keep(form, 0, user, _renew)
    if sent:
        _close(user, board, note.strip(), form)


def _ask_reason(form: FormPart, prefix: str) -> str:
    draft_offer.show_restored(form)
    return st.text_input(
        "重新定稿的原因",
        drafts.text_before(form, "note"),
        key=f"{prefix}note",
        max_chars=rules.CLOSING_FIELDS["note"],
    )


def _renew() -> None:
    """Give the form an empty field: what was typed was stored, or is given up."""
    state_of(ClosingForms).turn += 1


def _close(user: User, board: Board, note: str, form: FormPart) -> None:
    try:
        close_period(
            store(), board.as_of, board.as_of, user.name, clock.now(), note, write_admission()
        )
    except RefusedError as error:
        st.error(refusals.field_refusal(error, note="重新定稿的原因"))
    except KzdashError as error:
        st.error(refusals.store_refusal(error))
    else:
        drafts.close(form, user)
        _renew()
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
