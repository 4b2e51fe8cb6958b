"""Where a form is closed: say that there is a draft of it, and offer to drop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.documents.pages.period_page import OFFICE, PERIOD, VIEW
from kzdash.domain.models import Kind
from kzdash.domain.models import drafts as forms
from kzdash.domain.models.drafts import TABLE, TABLE_OF_PARTS, WHOLE
from kzdash.errors import KzdashError
from kzdash.store import unit_names
from kzdash.ui.frame.board import store
from kzdash.ui.frame.links import item_link, page_link
from kzdash.ui.reporting import draft_keeping, drafts, part_fields, refusals
from kzdash.ui.reporting.form_state import notify
from kzdash.ui.session.identity import current_user
from kzdash.ui.session.run_drafts import drafts_of_run
from kzdash.ui.widgets import theme
from kzdash.ui.widgets.plain_text import inline, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from streamlit.delta_generator import DeltaGenerator

    from kzdash.accounts import User
    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.store import FormPart, KeptDraft

MOST_LISTED = 10
ON_MATTER = "反馈或处理"
# the other forms on the page of an item
OTHER_FORMS = {
    forms.ADJUSTMENT: "调整",
    forms.STEPS: "工作节点",
    forms.PROBLEM: "需协调问题",
    forms.QUERY: "请核实",
    forms.YEARLY_PLAN: "年度计划",
    forms.GOAL: "年度目标",
    forms.SUPPORT: "支撑的指标",
    forms.DECISION: "确认或退回",
    forms.WITHDRAWAL: "撤回",
}
# those about no item, with their pages; those on 填报 itself are open there
ELSEWHERE = {
    forms.NEW_MATTER: ("督办立项", "matters", {}),
    forms.MEETING: ("登记会议", "matters", {}),
    forms.CONTACT_LIST: ("联系人名单", "accounts", {}),
    # the form is on the last slide, wherever that is
    forms.DECIDED: ("议定事项", "briefing", {"slide": "999"}),
}
ON_REPORTING = {forms.GOAL_LIST, forms.CALENDAR}
TABLES = {TABLE: "批量填报", TABLE_OF_PARTS: "批量填报配合事项"}


def show_draft(item: BoardItem, me: User) -> KeptDraft | None:
    """Say that a user has a draft on an item, and return it; None where there is none."""
    draft = drafts.latest(item.item_id, me)
    if draft is not None:
        st.info(drafts.unsent_words(draft, store().last(item.item_id)), icon=":material/edit_note:")
    return draft


def base(item: BoardItem, last: int) -> int:
    """Return the `seq` of the report that the form opened next is based on: its draft's, or `last`.

    Where there is a draft on a part, the form is about that part.
    """
    me = current_user(touch=False)
    draft = drafts.latest(item.item_id, me) if me else None
    if draft is None:
        return last
    part_fields.ask_about(item, draft.form.part)
    return min(draft.seq, last)


def offer_to_drop(item: BoardItem, draft: KeptDraft, me: User) -> None:
    """Show the button that removes a draft."""
    st.button("丢弃", key=f"drop-{item.item_id}", on_click=_drop, args=(item, draft.form, me))


def _drop(item: BoardItem, form: FormPart, me: User) -> None:
    try:
        draft_keeping.discard(form, me)
    except KzdashError as error:
        notify(item, refusals.store_refusal(error))


def expander(label: str, form: FormPart, key: str, icon: str | None = None) -> DeltaGenerator:
    """Return the expander around a form: open where the form began with a draft."""
    return st.expander(label, expanded=bool(drafts.restored_words(form)), key=key, icon=icon)


def buttons(label: str, form: FormPart, me: User, renew: Callable[[], object]) -> bool:
    """Show the button that sends a form, and one to give its draft up; return if it was sent."""
    with st.container(horizontal=True):
        sent = st.form_submit_button(label, type=theme.emphasis())
        offer_to_give_up(form, me, renew)
    return sent


def show_restored(form: FormPart) -> None:
    """Say that a form began with a draft, where it did."""
    if words := drafts.restored_words(form):
        st.info(words, icon=":material/edit_note:")


def offer_to_give_up(form: FormPart, me: User, renew: Callable[[], object]) -> None:
    """Show within a form that began with a draft the button that removes it; `renew` empties it."""
    if not drafts.restored_words(form):
        return
    # drafts.js knows the button by its key
    if st.form_submit_button("放弃", key=drafts.discard_key(form)):
        drafts.close(form, me)
        renew()
        st.rerun()


def list_drafts(
    board: Board,
    me: User,
    open_form: Callable[[BoardItem], None],
    open_table: Callable[[int], None],
) -> None:
    """List what a user has begun and not sent, the newest first; a click leads to the form."""
    items = {item.item_id: item for item in board.followed}
    mine = [it for it in drafts_of_run(me.name) if _has_a_place(it.form, items)]
    # a report on a part and one on the whole are opened by the same click, which opens the newest
    one_each = {(it.form.item_id, min(it.form.part, WHOLE)): it for it in reversed(mine)}
    unsent = list(reversed(one_each.values()))
    if not unsent:
        return
    more = f"，先列最近的 {MOST_LISTED} 份" if len(unsent) > MOST_LISTED else ""
    st.info(f"有 {len(unsent)} 份未提交的草稿{more}，点一份接着填：", icon=":material/edit_note:")
    with st.container(horizontal=True, gap="small"):
        for draft in unsent[:MOST_LISTED]:
            when = draft_keeping.moment(draft.saved_at)
            if draft.form.part in TABLES:
                st.button(
                    f"{TABLES[draft.form.part]}（{when}）",
                    key=f"open-draft-{draft.form.part}",
                    type="tertiary",
                    on_click=open_table,
                    args=(draft.form.part,),
                )
            elif not _lead_elsewhere(draft.form, when):
                _lead_to(items[draft.form.item_id], draft.form, when, open_form)


def _has_a_place(form: FormPart, items: Container[int]) -> bool:
    """Whether the form of a draft is to be found on another page, or by a click on this one."""
    is_about_no_item = form.part in {*ELSEWHERE, *TABLES} or form.part <= forms.CONTACT
    return is_about_no_item or (form.item_id in items and form.part not in ON_REPORTING)


def _lead_elsewhere(form: FormPart, when: str) -> bool:
    """Lead to the page of a form that is about no item; return whether it is one."""
    if form.part in ELSEWHERE:
        what, page, query = ELSEWHERE[form.part]
        page_link(page, f"{what}（{when}）", query, "content")
    elif form.part <= forms.CLOSING:
        year, month = divmod(forms.CLOSING - form.part, 100)
        query = {VIEW: OFFICE, PERIOD: f"{year}-{month:02}"}
        page_link("reporting", f"重新定稿{year}年{month}月（{when}）", query, "content")
    elif form.part <= forms.CONTACT:
        unit = unit_names(store()).get(forms.CONTACT - form.part, "")
        page_link("duties", f"联系人：{plain(unit)}（{when}）", {"unit": unit}, "content")
    else:
        return False
    return True


def _lead_to(
    item: BoardItem, form: FormPart, when: str, open_form: Callable[[BoardItem], None]
) -> None:
    """Lead to the form of a draft: a report's is opened here, any other on the page of its item."""
    if form.part < WHOLE or (item.kind == Kind.MATTER and form.part == WHOLE):
        what = ON_MATTER if item.kind == Kind.MATTER else OTHER_FORMS[form.part]
        item_link(item, f"{what}：{item.titled}（{when}）", "content")
    else:
        st.button(
            f"{inline(item.titled)}（{when}）",
            key=f"open-draft-{form.item_id}",
            type="tertiary",
            on_click=open_form,
            args=(item,),
        )
