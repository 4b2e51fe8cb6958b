"""Undo the last report on an item, and undo that undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import streamlit as st

from kzdash.board import report_text
from kzdash.board.assembly import report_entry, reporter_names
from kzdash.board.cache import memoized
from kzdash.domain.formatting import format_moment
from kzdash.domain.rules import may_undo
from kzdash.errors import ConflictError, KzdashError, RefusedError, chinese
from kzdash.runtime import clock
from kzdash.store import restored_reports, unit_names
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import confirmation, refusals
from kzdash.ui.reporting.form_state import Confirmation, report_form
from kzdash.ui.reporting.rate_limit import limit_rate
from kzdash.ui.session.identity import write_admission
from kzdash.ui.session.state import Notice
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from kzdash.accounts import User
    from kzdash.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.domain.models import Report
    from kzdash.ui.reporting.confirmation import PageView


def offer_undo(board: Board, item: BoardItem, me: User) -> None:
    """Show the button to undo the last report, if it is a user's to take back.

    Their own goes at once; before another's goes they are told whose and what it is.
    """
    last = _last_reports(board).get(item.item_id)
    if last is None or not _may_undo(last, me, item):
        return
    label = "取消撤销" if last.takes_back else "撤销上次填报"
    if last.account == me.name:
        _button(label, last, item, board, me)
        return
    with st.popover(label):
        st.markdown(f"这次填报不是您做的。撤销：{_told(last, item)}")
        _button("确认撤销", last, item, board, me)


class LastReport(NamedTuple):
    """The report made last on an item, and whether it is an undo that took one back."""

    report: Report
    takes_back: bool

    @property
    def account(self) -> str:
        """The name of the account that made it."""
        return self.report.account


def _button(label: str, last: LastReport, item: BoardItem, board: Board, me: User) -> None:
    st.button(
        label,
        key=f"undo-{item.item_id}-{last.report.seq}",
        on_click=_undo,
        args=(item, last.report.seq, confirmation.current_view(board), me),
        help="追加一条恢复之前内容的记录；原记录保留在填报记录中。",
    )


def _may_undo(last: LastReport, me: User, item: BoardItem) -> bool:
    """Whether the store would let a user take the report back."""
    accounts = {account.name: account for account in store().accounts()}
    ids = {name: unit_id for unit_id, name in unit_names(store()).items()}
    own, author = accounts.get(me.name), accounts.get(last.account)
    return own is not None and may_undo(own, last.report, ids.get(item.lead_unit or ""), author)


def _told(last: LastReport, item: BoardItem) -> str:
    """Return what a report says, by whom and when: 2022年 11%（经办人，04:29）."""
    unit = unit_names(store()).get(last.report.unit_id or 0)
    entry = report_entry(last.report, reporter_names(store().accounts()), unit=unit)
    content = report_text.payload_as_text(entry, item)
    return f"{plain(content)}（{plain(entry.reporter)}，{format_moment(entry.recorded_at)}）"


@memoized(4, key=lambda board: (board.store_url, board.version))
def _last_reports(_board: Board) -> dict[int, LastReport]:
    """Return the last report on each item, by its id."""
    reports = store().last_reports()
    restored = restored_reports(store(), reports)
    undos = {report_id for report_id, report in restored.items() if report.takes_back}
    return {report.item_id: LastReport(report, report.id in undos) for report in reports}


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
