"""The store and the board that a page reads, as the settings and the sidebar ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board import cached_board
from kzdash.board.assembly import report_entry, reporter_names
from kzdash.domain.formatting import format_date
from kzdash.runtime import clock, config
from kzdash.store import shared_store
from kzdash.ui.widgets.plain_text import inline, plain

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.board import Board
    from kzdash.board.items import ReportEntry
    from kzdash.store import Store


def store() -> Store:
    """Return the store that the settings name."""
    return shared_store(config.current().database_url)


def current_board() -> Board:
    """Return the board as the sidebar asks for it: the day, today where none is, what counts."""
    as_of, entered = requested_day()
    return board_on(as_of, entered=entered)


def requested_day() -> tuple[dt.date, bool]:
    """Return the day that the sidebar asks for, and whether only what was entered then counts."""
    as_of = st.session_state.get("as_of") or clock.today()
    return as_of, bool(st.session_state.get("entered"))


def board_on(as_of: dt.date, *, entered: bool) -> Board:
    """Return the board of another day than the one that the sidebar asks for."""
    return cached_board(store(), as_of, entered=entered)


def today_board() -> Board:
    """Return the board of today, which reports are about, whatever day the sidebar asks for."""
    return board_on(clock.today(), entered=False)


def history(shown: Board, item_id: int) -> tuple[ReportEntry, ...]:
    """Return all reports on an item that count for a board, newest first."""
    who = reporter_names(store().accounts())
    found = store().history(item_id, shown.as_of, shown.entered_before)
    return tuple(report_entry(report, who) for report in found)


def show_none_listed(what: str) -> None:
    """Say that the plan lists nothing of a kind, where else it would be shown."""
    st.info(f"方案没有列{what}。")


def document_caption(shown: Board) -> None:
    """Say which document this is about and for which day."""
    plan = shown.plan
    st.caption(
        f"{plain(plan.document_number)} · {format_date(plan.issued_on)}印发 · "
        f"{inline(plan.office)} · **{shown.as_of_words}**"
    )
    if shown.as_of < plan.issued_on:
        st.info(
            f"所选日期早于方案印发日期（{format_date(plan.issued_on)}），当时各事项尚未要求填报。"
        )
