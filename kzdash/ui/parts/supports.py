"""What an item supports and what was published about it; the office links items to indicators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board.supports import supported_by
from kzdash.documents.pages.published_view import compose_beside
from kzdash.domain.formatting import format_moment
from kzdash.domain.models import ItemLink
from kzdash.domain.models.drafts import SUPPORT
from kzdash.domain.rules import SUPPORTING
from kzdash.errors import KzdashError, RefusedError
from kzdash.runtime import clock
from kzdash.store import FormPart, change_link
from kzdash.ui.frame.board import store
from kzdash.ui.frame.links import view_links
from kzdash.ui.reporting import draft_offer, drafts, refusals
from kzdash.ui.reporting.rate_limit import limit_rate
from kzdash.ui.session.identity import office_user, write_admission
from kzdash.ui.session.state import Notice, state_of
from kzdash.ui.widgets.html_view import show_html
from kzdash.ui.widgets.outcome import show_outcome
from kzdash.ui.widgets.plain_text import inline

if TYPE_CHECKING:
    from kzdash.accounts import User
    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem, IndicatorItem


@dataclass(slots=True)
class SupportForms:
    """The forms of a session: how many were stored or given up, and what was stored last."""

    turn: int = 0
    done: Notice | None = None


LABELS = {"indicator_id": "支撑的指标", "reason": "支撑依据"}
NOT_CHOSEN = "请先选择指标。"


def show_supports_and_facts(board: Board, item: BoardItem) -> None:
    """Show what an item supports, or what supports an indicator, and what was published of it."""
    page = compose_beside(board, item, view_links())
    if page.html:
        show_html(f"beside-{item.item_id}", page)
    me = office_user() if item.kind in SUPPORTING and board.as_of == clock.today() else None
    if me is not None:
        form, state = FormPart(item.item_id, SUPPORT), state_of(SupportForms)
        if state.done and state.done.item_id == item.item_id:
            show_outcome(state.done.kind, state.done.words)
        key = f"support-{item.item_id}-{state.turn}"
        drafts.begin(form, f"{key}-")
        with draft_offer.expander("登记支撑的指标", form, key=f"supports-{item.item_id}"):
            _show_form(board, item, me, key, form)


def _renew() -> None:
    """Give the form empty fields: what was typed was stored, or is given up."""
    state_of(SupportForms).turn += 1


def _show_form(board: Board, item: BoardItem, me: User, key: str, form: FormPart) -> None:
    """Ask for an indicator and why; one that the item supports already is taken out instead."""
    linked = {indicator.item_id for indicator, _ in supported_by(board, item)}
    options: dict[str, IndicatorItem] = {
        f"{'不再支撑' if one.item_id in linked else '支撑'} {one.number}. {one.short_name}": one
        for one in sorted(board.indicators, key=lambda one: one.item_id not in linked)
    }
    st.caption("方案没有写明的，由专班办公室判断，写明依据。")
    with st.form(key, enter_to_submit=False, border=False):
        draft_offer.show_restored(form)
        chosen = st.selectbox(
            "支撑的指标",
            list(options),
            index=drafts.index_before(form, "indicator", list(options)),
            placeholder="选择一项指标",
            key=f"{key}-indicator",
        )
        begun = drafts.text_before(form, "linked_by")
        reason = st.text_area("支撑依据", begun, height=68, key=f"{key}-linked_by")
        with st.container(horizontal=True):
            sent = st.form_submit_button("登记支撑关系")
            draft_offer.offer_to_give_up(form, me, _renew)
    drafts.keep(form, 0, me, _renew)
    if sent and chosen is None:
        st.error(f"{NOT_CHOSEN}{refusals.KEPT}")
    elif sent and chosen is not None:
        indicator = options[chosen]
        removed = indicator.item_id in linked
        _submit(item, indicator, reason.strip(), me, removed=removed)


def _submit(
    item: BoardItem, indicator: IndicatorItem, reason: str, me: User, *, removed: bool
) -> None:
    now = clock.now()
    link = ItemLink(
        item_id=item.item_id,
        indicator_id=indicator.item_id,
        as_of=clock.today(),
        recorded_at=now,
        account=me.name,
        reason=reason,
        removed=removed,
    )
    try:
        with limit_rate(me):
            change_link(store(), link, write_admission())
    except RefusedError as error:
        st.error(refusals.sentence(error, **LABELS))
    except KzdashError as error:
        st.error(refusals.store_refusal(error))
    else:
        drafts.close(FormPart(item.item_id, SUPPORT), me)
        _renew()
        said = f"{'不再支撑' if removed else '支撑'} {indicator.number}. {indicator.short_name}"
        words = f"已登记：{inline(said)}。{format_moment(now)}"
        state_of(SupportForms).done = Notice(item.item_id, "success", words)
        st.rerun()
