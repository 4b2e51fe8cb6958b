"""The form by which the office puts down a meeting."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.domain.models import Kind
from kzdash.domain.models.drafts import MEETING
from kzdash.domain.parsing import parse_date, parse_text
from kzdash.domain.rules import NewItem
from kzdash.runtime import clock
from kzdash.ui.reporting import draft_offer, drafts, new_items
from kzdash.ui.session.identity import office_user
from kzdash.ui.widgets.day_field import typed_day

if TYPE_CHECKING:
    from kzdash.store import FormPart

FORM, USUAL_NAME = "new-meeting", "专班例会"


def begin_form() -> FormPart:
    """Begin the form, with a draft where there is one; return what that is kept by."""
    form = drafts.about_no_item(MEETING)
    drafts.begin(form, f"{new_items.form_key(FORM)}-")
    return form


def offer_new_meeting(form: FormPart) -> None:
    """Offer the office the form for a meeting, which was begun."""
    me = office_user()
    if me is None:
        return
    new_items.show_notice(FORM)
    key, renew = new_items.form_key(FORM), partial(new_items.renew, FORM)
    with st.form(key, enter_to_submit=False, border=False):
        draft_offer.show_restored(form)
        left, right = st.columns([1, 2])
        begun = drafts.typed_before(form, "day")
        day = typed_day("会议日期", f"{key}-day", clock.today(), left, begun)
        title = right.text_input(
            "会议名称", drafts.text_before(form, "name", USUAL_NAME), key=f"{key}-name"
        )
        with st.container(horizontal=True):
            sent = st.form_submit_button("登记会议")
            draft_offer.offer_to_give_up(form, me, renew)
    drafts.keep(form, 0, me, renew)
    if sent:
        labels = {"name": "会议名称", "due_on": "会议日期"}
        made = "已登记。“上次会议以来”从这次会议算起"
        new_items.submit(FORM, me, lambda: [new_meeting(day, title or "")], made, form, labels)


def new_meeting(day: str, name: str) -> NewItem:
    """Return the meeting to store, on boards from its day on; ParseError if the day is none."""
    held, today = parse_date(day, "due_on"), clock.today()
    return NewItem(
        kind=Kind.MEETING, name=parse_text(name), as_of=min(held or today, today), due_on=held
    )
