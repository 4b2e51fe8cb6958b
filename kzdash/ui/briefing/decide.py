"""The form on the last slide, into which the office types what the meeting decides."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.domain.models.drafts import DECIDED
from kzdash.domain.progress import Level, MatterKind
from kzdash.errors import Refusal, RefusedError
from kzdash.runtime import clock
from kzdash.ui.frame.board import store, today_board
from kzdash.ui.parts.new_matters import TypedMatter, ask_unit, item_choices
from kzdash.ui.parts.new_meetings import new_meeting
from kzdash.ui.reporting import draft_offer, drafts, new_items
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
    form, key = drafts.about_no_item(DECIDED), new_items.form_key(FORM)
    drafts.begin(form, f"{key}-")
    renew = partial(new_items.renew, FORM)
    ids = {words: item_id for item_id, words in item_choices(board).items()}
    with st.form(key, border=False):
        draft_offer.show_restored(form)
        text = st.text_input(
            "议定事项",
            drafts.text_before(form, "text"),
            key=f"{key}-text",
            placeholder="做什么，办到什么程度",
        )
        left, middle, right, end = st.columns([3, 2, 2, 1], vertical_alignment="bottom")
        about = left.selectbox(
            "涉及事项（可不选）",
            list(ids),
            index=drafts.index_before(form, "about", list(ids)),
            placeholder="输入几个字查找",
            key=f"{key}-about",
        )
        unit = ask_unit(board, key, "牵头单位", middle, form)
        due_on = typed_day("期限", f"{key}-due", None, right, drafts.typed_before(form, "due"))
        with end:
            sent = st.form_submit_button("记下")
            draft_offer.offer_to_give_up(form, me, renew)
    drafts.keep(form, 0, me, renew)
    new_items.show_notice(FORM)
    if sent:
        typed = TypedMatter(
            text=text or "",
            kind=MatterKind.DECISION,
            level=Level.UNIT,
            units=(unit,) if unit else (),
            due_on=due_on,
            about=((ids[about], None),) if about else (),
        )
        labels = {"name": "议定事项", "summary": "议定事项", "due_on": "期限"}
        new_items.submit(
            FORM, me, lambda: [_of_today(typed, me).new_item()], "已记下", form, labels
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
