"""The board a page reads: one of a kind for a store, its version and a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash import clock, settings
from kzdash.board import Board
from kzdash.board import board as compute
from kzdash.joining import reporters, said
from kzdash.store import Store
from kzdash.words import day

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.lines import Said

KEPT_BOARDS = 40
Version = tuple[int, int, int]


@st.cache_resource(show_spinner=False)
def _store(url: str) -> Store:
    return Store(url)


@st.cache_resource(max_entries=KEPT_BOARDS, show_spinner=False)
def _board(url: str, version: Version, as_of: dt.date) -> Board:  # noqa: ARG001 - part of the key
    return compute(_store(url), as_of)


def store() -> Store:
    """Return the store that the settings name."""
    return _store(settings.database_url())


def board() -> Board:
    """Return the board for the day chosen in the sidebar, today where none is."""
    return board_of(st.session_state.get("as_of") or clock.today())


def board_of(as_of: dt.date) -> Board:
    """Return the board for a day."""
    return _board(store().url, store().version(), as_of)


def history(item_id: int, as_of: dt.date) -> tuple[Said, ...]:
    """Return all that was reported on an item by a day, newest first."""
    who = reporters(store().accounts())
    return tuple(said(report, who) for report in store().history(item_id, as_of))


def document_line(shown: Board) -> None:
    """Say which document this is about and for which day."""
    plan = shown.plan
    st.caption(
        f"{plan.document_number} · {day(plan.issued_on)}印发 · {plan.office} · "
        f"**截至{day(shown.as_of)}**"
    )
    if shown.as_of < plan.issued_on:
        st.info(f"所选日期早于方案印发日期（{day(plan.issued_on)}），当时各事项尚未要求填报。")
