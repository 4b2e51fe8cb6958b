"""The board a page reads: one of a kind for a store, its version and a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board.assembly import reporters, said
from kzdash.board.board import Board
from kzdash.board.board import board as compute
from kzdash.board.cache import kept
from kzdash.domain.formatting import day
from kzdash.runtime import clock, config
from kzdash.store import Store
from kzdash.ui.widgets.plain_text import inline, plain

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.board.items import Said
    from kzdash.store import Version

KEPT_BOARDS = 40


@st.cache_resource(show_spinner=False)
def _store(url: str) -> Store:
    return Store(url)


@kept(KEPT_BOARDS)
def _board(
    url: str,
    version: Version,  # noqa: ARG001 - part of the key
    as_of: dt.date,
    entered: bool,
) -> Board:
    return compute(_store(url), as_of, entered=entered)


def store() -> Store:
    """Return the store that the settings name."""
    return _store(config.database_url())


def board() -> Board:
    """Return the board as the sidebar asks for it: the day, today where none is, what counts."""
    as_of, entered = day_asked()
    return board_of(as_of, entered=entered)


def day_asked() -> tuple[dt.date, bool]:
    """Return the day that the sidebar asks for, and whether only what was entered then counts."""
    as_of = st.session_state.get("as_of") or clock.today()
    return as_of, bool(st.session_state.get("entered"))


def board_of(as_of: dt.date, *, entered: bool) -> Board:
    """Return the board of another day than the one that the sidebar asks for."""
    return _board(store().url, store().version(), as_of, entered)


def today_board() -> Board:
    """Return the board of today, which reports are about, whatever day the sidebar asks for."""
    return board_of(clock.today(), entered=False)


def history(shown: Board, item_id: int) -> tuple[Said, ...]:
    """Return all reports on an item that count for a board, newest first."""
    who = reporters(store().accounts())
    found = store().history(item_id, shown.as_of, shown.entered_before)
    return tuple(said(report, who) for report in found)


def none_listed(what: str) -> None:
    """Say that the plan lists nothing of a kind, where else it would be shown."""
    st.info(f"方案没有列{what}。")


def document_line(shown: Board) -> None:
    """Say which document this is about and for which day."""
    plan = shown.plan
    st.caption(
        f"{plain(plan.document_number)} · {day(plan.issued_on)}印发 · {inline(plan.office)} · "
        f"**{shown.as_of_words}**"
    )
    if shown.as_of < plan.issued_on:
        st.info(f"所选日期早于方案印发日期（{day(plan.issued_on)}），当时各事项尚未要求填报。")
