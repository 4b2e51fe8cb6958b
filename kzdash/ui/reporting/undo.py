"""Taking the last report on an item back, and giving it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import streamlit as st

from kzdash.board.cache import memoized
from kzdash.domain.formatting import format_moment
from kzdash.errors import ConflictError, KzdashError, RefusedError, chinese
from kzdash.runtime import clock
from kzdash.store import restored_reports
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import confirmation, refusals
from kzdash.ui.reporting.form_state import Confirmation, report_form
from kzdash.ui.reporting.rate_limit import limit_rate
from kzdash.ui.session.identity import write_admission
from kzdash.ui.session.state import Notice

if TYPE_CHECKING:
    from kzdash.accounts import User
    from kzdash.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.ui.reporting.confirmation import PageView


def offer_undo(board: Board, item: BoardItem, me: User) -> None:
    """Offer to take the last report back."""
    last = _last_reports(board).get(item.item_id)
    if last is None:
        return
    seq, is_undo = last
    st.button(
        "取消撤销" if is_undo else "撤销上次填报",
        key=f"undo-{item.item_id}-{seq}",
        on_click=_take_back,
        args=(item, seq, confirmation.current_view(board), me),
        help="追加一条恢复之前内容的记录；原记录保留在填报记录中。",
    )


@memoized(4, key=lambda board: (board.store_url, board.version))
def _last_reports(_board: Board) -> dict[int, tuple[int, bool]]:
    """Return by item the `seq` of its last report, and whether that took the one before back."""
    reports = store().last_reports()
    restored = restored_reports(store(), reports)
    undos = {undo for undo, left in restored.items() if left.takes_back}
    return {report.item_id: (report.seq, report.id in undos) for report in reports}


def _take_back(item: BoardItem, seq: int, view: PageView, me: User) -> None:
    report_form().notice = None
    try:
        undone = _undone(item, seq, me)
    except RefusedError as error:
        _tell(item, "error", refusals.field_refusal(error))
        return
    except KzdashError as error:
        why = chinese.NOT_STORED.get(type(error), chinese.NOT_STORED_OTHERWISE)
        _tell(item, "error", f"没有撤销。{why}")
        return
    if not undone:
        _tell(item, "warning", "没有撤销：刚刚又有新的填报。请看过最新内容后再决定。")
        return
    words = f"{confirmation.undone_text(item, seq)}。{format_moment(clock.now())}"
    (made,) = store().since(item.item_id, seq)[:1]
    report_form().confirmation = Confirmation(item.item_id, words, view.misses(made.as_of))


def _tell(item: BoardItem, kind: Literal["error", "warning"], words: str) -> None:
    # the page runs again at once for what somebody else reported, and goes on saying it
    state = report_form()
    state.confirmation, state.notice = None, Notice(item.item_id, kind, words)


def _undone(item: BoardItem, seq: int, me: User) -> bool:
    """Take report `seq` back; whether it is taken back, by this click or one's own before it."""
    try:
        with limit_rate(me):
            store().undo(item.item_id, seq, me.name, clock.now(), write_admission())
    except ConflictError:
        first = store().since(item.item_id, seq)[0]
        return first.account == me.name and first.restores is not None
    return True
