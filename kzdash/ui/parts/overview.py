"""总览 as a component: the composed page, and the way to where one of its links leads."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board import cached_changes
from kzdash.board.cache import memoized
from kzdash.documents.overview import OverviewRequest, compose_overview
from kzdash.domain.formatting import EARLIEST
from kzdash.ui.frame.board import store
from kzdash.ui.frame.view import query_of_view
from kzdash.ui.widgets.html_view import show_html
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from kzdash.board import Board
    from kzdash.board.changes import Changes
    from kzdash.documents.pages import HtmlPage

KEPT_PAGES = 60
WEEK = dt.timedelta(days=7)


def show_overview(board: Board) -> None:
    """Show the whole page; a click on a link opens it, with the day that the page shows."""
    request = _request(board)
    page = _composed(board, _recent_changes(board), request)
    show_html("overview", page)


def _request(board: Board) -> OverviewRequest:
    """Read from the url what the page is asked for; name a unit that there is not in a warning."""
    query = st.query_params
    unit = query.get("unit", "")
    if unit and unit not in board.units:
        st.warning(f"没有名为“{plain(unit[:40])}”的责任单位，下面是全部单位。")
    return OverviewRequest(
        kept=query_of_view({}),
        by_unit=query.get("group") == "unit",
        unit=unit if unit in board.units else "",
    )


def _recent_changes(board: Board) -> Changes:
    """Return what changed in the week until the board's day."""
    return cached_changes(store(), max(board.as_of - WEEK, EARLIEST), board.as_of)


def _key(board: Board, changes: Changes, request: OverviewRequest) -> object:
    return board.key, changes.since, str(request)


@memoized(KEPT_PAGES, key=_key)
def _composed(board: Board, changes: Changes, request: OverviewRequest) -> HtmlPage:
    return compose_overview(board, changes, request)
