"""The form on a matter: what the user may do, and the fields that this asks for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.runtime import clock
from kzdash.store import drafts_of
from kzdash.ui.frame.board import store, today_board
from kzdash.ui.reporting import draft_offer, drafts, evidence_fields, matter_acts
from kzdash.ui.reporting.matter_acts import SIGN
from kzdash.ui.session.identity import current_user
from kzdash.ui.widgets import theme
from kzdash.ui.widgets.day_field import typed_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Container

    from kzdash.accounts import User
    from kzdash.board.added_items import MatterItem
    from kzdash.store import FormPart
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
    if f"{key}-act" not in st.session_state:
        st.session_state[f"{key}-act"] = _begun_act(matter, me, labels) or first
    chosen = st.segmented_control(
        "处理" if me.is_office else "反馈",
        list(labels),
        required=first is not None,
        key=f"{key}-act",
    )
    if chosen is None:
        # nothing is begun yet: what others did meanwhile is seen on the page
        matter_acts.begin_anew(matter, key)
        return
    act, prefix = labels[chosen], f"{key}-{list(labels).index(chosen)}-"
    form = matter_acts.draft_form(matter, act)
    if begun := drafts.begin(form, prefix, chosen):
        matter_acts.base_on(begun, key)
    with st.form(f"{key}-{chosen}", enter_to_submit=False, border=False):
        draft_offer.show_restored(form)
        typed = {
            name: _field(matter, name, label, form, prefix) for name, label in act.fields.items()
        }
        files = evidence_fields.ask(f"{key}-{chosen}") if act.answer else ()
        renew = partial(matter_acts.empty, matter)
        sent = draft_offer.buttons("提交", form, me, renew)
    drafts.keep(form, matter_acts.last_seq(form, key), me, renew)
    if sent:
        matter_acts.do(matter, act, typed, me, key, files)


def _begun_act(matter: MatterItem, me: User, labels: Container[str]) -> str | None:
    """Return what the user's newest draft on a matter is about to do, None if that is not open."""
    acts = [draft.typed.get("act") for draft in drafts_of(store(), me.name, matter.item_id)]
    return next((act for act in acts if act and act in labels), None)


def _field(matter: MatterItem, name: str, label: str, form: FormPart, prefix: str) -> str:
    key, typed = f"{prefix}{name}", drafts.typed_before(form, name)
    if name in matter_acts.DAYS:
        return typed_day(label, key, _start_day(matter, name), typed=typed)
    if name in LONG_TEXTS:
        return st.text_area(label, typed or "", height=68, key=key) or ""
    return st.text_input(label, typed or "", key=key, placeholder="文件名、文号或网址") or ""


def _start_day(matter: MatterItem, name: str) -> dt.date | None:
    """Return the day that a field begins with: what was asked for, or else today."""
    match name:
        case "due_on":
            return matter.reported("requested_due_on") or matter.due_on
        case "requested_due_on":
            return None
        case _:
            return matter.reported("completed_on") or clock.today()
