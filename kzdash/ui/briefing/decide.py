"""The form on the last slide, into which the office types what the meeting decides."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.domain.progress import Level, MatterKind
from kzdash.errors import Refusal, RefusedError
from kzdash.runtime import clock
from kzdash.ui.frame.board import store, today_board
from kzdash.ui.parts.new_matters import TypedMatter, item_choices, new_meeting
from kzdash.ui.reporting import new_items
from kzdash.ui.session.identity import office_user, write_admission
from kzdash.ui.widgets.day_field import typed_day

if TYPE_CHECKING:
    from kzdash.accounts import User
    from kzdash.board.added_items import MeetingItem
    from kzdash.board.board import Board

FORM, MEETING_NAME = "decide", "专班会议"


def show_form(board: Board) -> None:
    """Ask for what is decided, about which item, by which unit, until when; Enter stores it."""
    me = office_user()
    if me is None:
        return
    key = new_items.form_key(FORM)
    words = item_choices(board)
    with st.form(key, border=False):
        text = st.text_input("议定事项", key=f"{key}-text", placeholder="做什么，办到什么程度")
        left, middle, right, end = st.columns([3, 2, 2, 1], vertical_alignment="bottom")
        about = left.selectbox(
            "涉及事项（可不选）",
            list(words),
            index=None,
            format_func=words.__getitem__,
            placeholder="输入几个字查找",
            key=f"{key}-about",
        )
        unit = middle.selectbox(
            "牵头单位", board.units, index=None, placeholder="输入几个字查找", key=f"{key}-unit"
        )
        due_on = typed_day("期限", f"{key}-due", None, place=right)
        sent = end.form_submit_button("记下")
    new_items.show_notice(FORM)
    if sent:
        typed = TypedMatter(
            text=text or "",
            kind=MatterKind.DECISION,
            level=Level.UNIT,
            units=(unit,) if unit else (),
            due_on=due_on,
            about=((about, None),) if about else (),
        )
        labels = {"name": "议定事项", "summary": "议定事项", "due_on": "期限"}
        new_items.submit(
            FORM, me, lambda: [_of_today(typed, me).new_item()], "已记下", labels=labels
        )


def _of_today(typed: TypedMatter, me: User) -> TypedMatter:
    """Return what was typed as a matter of today's meeting, which is stored with the first one."""
    item = typed.new_item()
    for missing, refusal, name in (
        (not item.name, Refusal.NO_NAME, "name"),
        (not item.units, Refusal.NO_UNIT_GIVEN, "units"),
        (item.due_on is None, Refusal.NO_DUE_DATE, "due_on"),
    ):
        if missing:
            raise RefusedError(refusal, name)
    meeting = _todays_meeting()
    if meeting is None:
        new = new_meeting(clock.today().isoformat(), MEETING_NAME)
        store().add([new], me.name, clock.now(), write_admission())
        meeting = _todays_meeting()
    return replace(typed, meeting=meeting)


def _todays_meeting() -> MeetingItem | None:
    held = [it for it in today_board().meetings if it.due_on == clock.today()]
    return held[-1] if held else None
