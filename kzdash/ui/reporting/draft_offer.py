"""Where a form is closed: say that there is a draft of it, and offer to drop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash import store as stores
from kzdash.errors import KzdashError
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import drafts, part_fields, refusals
from kzdash.ui.reporting.form_state import notify
from kzdash.ui.session.identity import current_user
from kzdash.ui.widgets.plain_text import inline

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.accounts import User
    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.store import FormPart, KeptDraft

MOST_LISTED = 10


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
        drafts.discard(form, me)
    except KzdashError as error:
        notify(item, refusals.store_refusal(error))


def list_drafts(board: Board, me: User, open_form: Callable[[BoardItem], None]) -> None:
    """List the items of which a user has a draft, the newest first; a click opens the form."""
    items = {item.item_id: item for item in board.followed}
    unsent = {
        draft.form.item_id: draft
        for draft in stores.drafts_of(store(), me.name)
        if draft.form.item_id in items
    }
    if not unsent:
        return
    more = f"，先列最近的 {MOST_LISTED} 份" if len(unsent) > MOST_LISTED else ""
    st.info(f"有 {len(unsent)} 份未提交的草稿{more}，点一份接着填：", icon=":material/edit_note:")
    with st.container(horizontal=True, gap="small"):
        for item_id, draft in list(unsent.items())[:MOST_LISTED]:
            item = items[item_id]
            st.button(
                f"{inline(item.titled)}（{drafts.moment(draft.saved_at)}）",
                key=f"open-draft-{item_id}",
                type="tertiary",
                on_click=open_form,
                args=(item,),
            )
