"""Undo the last report on an item, and undo that undo."""

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
    """Show the button to undo the last report; without a report there is none."""
    last = _last_reports(board).get(item.item_id)
    if last is None:
        return
    seq, is_undo = last
    st.button(
        "取消撤销" if is_undo else "撤销上次填报",
        key=f"undo-{item.item_id}-{seq}",
        on_click=_undo,
        args=(item, seq, confirmation.current_view(board), me),
        help="追加一条恢复之前内容的记录；原记录保留在填报记录中。",
    )


@memoized(4, key=lambda board: (board.store_url, board.version))
def _last_reports(_board: Board) -> dict[int, tuple[int, bool]]:
    """Return for each item id the `seq` of its last report, and whether that is an undo."""
    reports = store().last_reports()
    restored = restored_reports(store(), reports)
    undos = {report_id for report_id, report in restored.items() if report.takes_back}
    return {report.item_id: (report.seq, report.id in undos) for report in reports}


def _undo(item: BoardItem, seq: int, view: PageView, me: User) -> None:
    report_form().notice = None
    try:
        is_undone = _store_undo(item, seq, me)
    except RefusedError as error:
        _notify(item, "error", refusals.field_refusal(error))
        return
    except KzdashError as error:
        problem = chinese.NOT_STORED.get(type(error), chinese.NOT_STORED_OTHERWISE)
        _notify(item, "error", f"没有撤销。{problem}")
        return
    if not is_undone:
        _notify(item, "warning", "没有撤销：刚刚又有新的填报。请看过最新内容后再决定。")
        return
    words = f"{confirmation.undone_text(item, seq)}。{format_moment(clock.now())}"
    (undo,) = store().since(item.item_id, seq)[:1]
    report_form().confirmation = Confirmation(item.item_id, words, view.misses(undo.as_of))


def _notify(item: BoardItem, kind: Literal["error", "warning"], words: str) -> None:
    # kept in the session, since the page may run again at once because somebody else reported
    state = report_form()
    state.confirmation, state.notice = None, Notice(item.item_id, kind, words)


def _store_undo(item: BoardItem, seq: int, me: User) -> bool:
    """Undo report `seq`; False if others reported meanwhile. A second click also returns True."""
    try:
        with limit_rate(me):
            store().undo(item.item_id, seq, me.name, clock.now(), write_admission())
    except ConflictError:
        first = store().since(item.item_id, seq)[0]
        return first.account == me.name and first.restores is not None
    return True
