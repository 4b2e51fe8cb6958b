"""Undo the last report on an item, and undo that undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import streamlit as st

from kzdash.board import report_text
from kzdash.board.cache import memoized
from kzdash.board.records import report_entry, reporter_names
from kzdash.domain.formatting import format_moment
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
    if last is None or not _may_undo(board, last, me, item):
        return
    label = "取消撤销" if last.takes_back else "撤销上次填报"
    if last.report.account == me.name:
        _button(label, last, item, board, me)
        return
    with st.popover(label):
        st.markdown(f"这次填报不是您做的。撤销：{_told(board, last, item)}")
        _button("确认撤销", last, item, board, me)


class LastReport(NamedTuple):
    """The report made last on an item, and whether it is an undo that took one back."""

    report: Report
    takes_back: bool


def _button(label: str, last: LastReport, item: BoardItem, board: Board, me: User) -> None:
    st.button(
        label,
        key=f"undo-{item.item_id}-{last.report.seq}",
        on_click=_undo,
        args=(item, last.report.seq, confirmation.current_view(board), me),
        help="追加一条恢复之前内容的记录；原记录保留在填报记录中。",
    )


def _may_undo(board: Board, last: LastReport, me: User, item: BoardItem) -> bool:
    """Whether the store would let a user take the report back, as `rules.may_undo` has it."""
    if me.is_office:
        return True
    report, people = last.report, _people(board)
    part = None if report.unit_id is None else people.units[report.unit_id]
    is_own = people.unit_by_account.get(report.account) == me.unit
    return is_own and part == (None if me.unit == item.lead_unit else me.unit)


def _told(board: Board, last: LastReport, item: BoardItem) -> str:
    """Return what a report says, by whom and when: 2022年 11%（经办人，04:29）."""
    people, report = _people(board), last.report
    entry = report_entry(report, people.names, unit=people.units.get(report.unit_id or 0))
    content = plain(report_text.payload_as_text(entry, item))
    return f"{content}（{plain(entry.reporter)}，{format_moment(entry.recorded_at)}）"


def last_seq(board: Board, item: BoardItem) -> int:
    """Return the `seq` of the report made last on an item, 0 without one."""
    last = _last_reports(board).get(item.item_id)
    return last.report.seq if last else 0


@memoized(4, key=lambda board: (board.store_url, board.version))
def _last_reports(_board: Board) -> dict[int, LastReport]:
    """Return the last report on each item, by its id."""
    reports = store().last_reports()
    restored = restored_reports(store(), reports)
    undos = {report_id for report_id, report in restored.items() if report.takes_back}
    return {report.item_id: LastReport(report, report.id in undos) for report in reports}


class People(NamedTuple):
    """The names in words and the unit of each account, and the names of the units by their ids."""

    names: dict[str, str]
    unit_by_account: dict[str, str | None]
    units: dict[int, str]


@memoized(4, key=lambda board: (board.store_url, board.version))
def _people(_board: Board) -> People:
    accounts = store().accounts()
    units = {account.name: account.unit.name if account.unit else None for account in accounts}
    return People(reporter_names(accounts), units, unit_names(store()))


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
