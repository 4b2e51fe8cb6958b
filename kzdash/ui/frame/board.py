"""The store and the board that a page reads, chosen by the settings and the url."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board import cached_board
from kzdash.board.monthly_round import count_due_from
from kzdash.board.records import report_entry, reporter_names
from kzdash.domain.formatting import DEMONSTRATION, format_date
from kzdash.errors import KzdashError
from kzdash.runtime import clock, config
from kzdash.store import shared_store, unit_names
from kzdash.ui.frame.view import requested_day
from kzdash.ui.widgets.plain_text import inline, plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from kzdash.accounts import User
    from kzdash.board import Board
    from kzdash.board.items import ReportEntry
    from kzdash.store import Store, Version


@dataclass
class _ReadByRun:
    """What a run has read of the store: its version, and boards of it by day and whether entered.

    The version is none until the run asks for it.
    """

    version: Version | None = None
    boards: dict[tuple[dt.date, bool], Board] = field(default_factory=dict)


# none where no run remembers what it read
_run: ContextVar[_ReadByRun | None] = ContextVar("_run", default=None)


def store() -> Store:
    """Return the store that the settings name."""
    return shared_store(config.current().database_url)


@contextmanager
def remember_board() -> Iterator[None]:
    """Let a run read the store's version once, and each day's board once, until the block ends.

    The main script opens such a block for each run, so header and page show one board.
    """
    token = _run.set(_ReadByRun())
    try:
        yield
    finally:
        _run.reset(token)


def in_page_run() -> bool:
    """Whether the whole page runs, not a fragment of it alone."""
    return _run.get() is not None


def version_of_run() -> Version:
    """Return the store's version as it was when the run first asked for it."""
    run = _run.get()
    if run is None:
        return store().version()
    if run.version is None:
        run.version = store().version()
    return run.version


def current_board() -> Board:
    """Return the board of the day that the view is about."""
    as_of, entered = requested_day()
    return board_of_run(as_of, entered=entered)


def board_of_run(as_of: dt.date, *, entered: bool) -> Board:
    """Return the board of a day as the store was when the run first read it."""
    boards = run.boards if (run := _run.get()) else {}
    if (as_of, entered) not in boards:
        boards[as_of, entered] = cached_board(
            store(), as_of, entered=entered, version=version_of_run()
        )
    return boards[as_of, entered]


def board_on(as_of: dt.date, *, entered: bool) -> Board:
    """Return the board of a day as the store is now, whatever day the view is about."""
    return cached_board(store(), as_of, entered=entered)


def today_board() -> Board:
    """Return the board of today, which reports are about, whatever day the view is about."""
    return board_on(clock.today(), entered=False)


def today_board_of_run() -> Board:
    """Return the board of today as it was when the run first asked for it."""
    return board_of_run(clock.today(), entered=False)


def count_reports_due(me: User | None) -> int:
    """Count the items on which a user's unit still has to report this month, 0 for others.

    Also 0 if the store cannot be read, which the page itself says.
    """
    if me is None or me.unit is None:
        return 0
    try:
        # the page reads the same board, most often, and one reading is enough
        is_todays = requested_day() == (clock.today(), False)
        return count_due_from(current_board() if is_todays else today_board(), me.unit)
    except KzdashError:
        return 0


def history(board: Board, item_id: int) -> tuple[ReportEntry, ...]:
    """Return all reports on an item that count for a board, newest first."""
    names, units = reporter_names(store().accounts()), unit_names(store())
    reports = store().history(item_id, board.as_of, board.entered_before)
    shown = (item for item in (*board.items, *board.withdrawn) if item.item_id == item_id)
    files = [file for item in shown for file in item.evidence_files]
    return tuple(
        report_entry(report, names, None, units.get(report.unit_id or 0), files)
        for report in reports
    )


def show_none_listed(kind: str) -> None:
    """Say that the plan lists no items of a kind, in the place where they would stand."""
    st.info(f"方案没有列{kind}。")


def document_caption(board: Board) -> None:
    """Show which plan document and which day the page is about."""
    plan = board.plan
    mark = f":orange-badge[{DEMONSTRATION}，填报都是随机编造的] · " if plan.demonstration else ""
    st.caption(
        f"{mark}{plain(plan.document_number)} · {format_date(plan.issued_on)}印发 · "
        f"{inline(plan.office)} · **{board.as_of_words}**"
    )
    if board.as_of < plan.issued_on:
        st.info(
            f"所选日期早于方案印发日期（{format_date(plan.issued_on)}），当时各事项尚未要求填报。"
        )
