"""The form on a matter: what the user may do, and the fields that this asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.runtime import clock
from kzdash.ui.frame.board import today_board
from kzdash.ui.reporting import evidence_fields, matter_acts
from kzdash.ui.reporting.matter_acts import SIGN
from kzdash.ui.session.identity import current_user
from kzdash.ui.widgets import theme
from kzdash.ui.widgets.day_field import typed_day

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.accounts import User
    from kzdash.board.added_items import MatterItem
    from kzdash.ui.reporting.matter_acts import Act

LONG_TEXTS = {"note", "reason"}


def offer_acts(shown: MatterItem) -> None:
    """Offer whoever is logged in what they may do with a matter as it stands today."""
    me = current_user(touch=False)
    matter_acts.show_notice(shown)
    matter = next((it for it in today_board().matters if it.item_id == shown.item_id), None)
    if me is None or matter is None:
        return
    acts = matter_acts.acts_of(matter, me)
    if not acts:
        return
    key = matter_acts.form_key(matter, acts)
    if acts == (SIGN,):
        if st.button(SIGN.label, key=f"{key}-sign", type=theme.emphasis()):
            matter_acts.do(matter, SIGN, {}, me, key)
        return
    with st.container(border=True, key=f"acts-{matter.item_id}"):
        _form(matter, acts, key, me)


def _form(matter: MatterItem, acts: tuple[Act, ...], key: str, me: User) -> None:
    labels = {act.label: act for act in acts}
    # what a unit waits for is likely, and chosen already; all else must be chosen
    first = acts[0].label if me.is_office and matter.waits_for_office else None
    chosen = st.segmented_control(
        "处理" if me.is_office else "反馈",
        list(labels),
        default=first,
        required=first is not None,
        key=f"{key}-act",
    )
    if chosen is None:
        # nothing is begun yet: what others did meanwhile is seen on the page
        matter_acts.begin_anew(matter, key)
        return
    act = labels[chosen]
    with st.form(f"{key}-{chosen}", enter_to_submit=False, border=False):
        typed = {name: _field(matter, name, label, key) for name, label in act.fields.items()}
        files = evidence_fields.ask(f"{key}-{chosen}") if act.answer else ()
        sent = st.form_submit_button("提交", type=theme.emphasis())
    if sent:
        matter_acts.do(matter, act, typed, me, key, files)


def _field(matter: MatterItem, name: str, label: str, key: str) -> str:
    if name in matter_acts.DAYS:
        return typed_day(label, f"{key}-{name}", _start_day(matter, name))
    if name in LONG_TEXTS:
        return st.text_area(label, height=68, key=f"{key}-{name}") or ""
    return st.text_input(label, key=f"{key}-{name}", placeholder="文件名、文号或网址") or ""


def _start_day(matter: MatterItem, name: str) -> dt.date | None:
    """Return the day that a field begins with: what was asked for, or else today."""
    match name:
        case "due_on":
            return matter.reported("requested_due_on") or matter.due_on
        case "requested_due_on":
            return None
        case _:
            return matter.reported("completed_on") or clock.today()
