"""总览 as a component: the composed page, and the way to where one of its links leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board import cached_changes
from kzdash.board.meetings import last_meeting_day
from kzdash.documents.overview import OverviewRequest, compose_overview
from kzdash.documents.overview.plan_rows import first_reports
from kzdash.documents.slides import BriefingRequest
from kzdash.ui.frame.board import store
from kzdash.ui.frame.view import query_of_view
from kzdash.ui.parts.reminder import offer_reminder
from kzdash.ui.session.identity import current_user
from kzdash.ui.widgets.html_view import show_html
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from kzdash.board import Board
    from kzdash.board.changes import Changes


def show_overview(board: Board) -> None:
    """Show the whole page; a click on a link opens it, with the day that the page shows.

    Where hardly anything is reported, the office has the text to ask for it by.
    """
    if first_reports(board):
        offer_reminder(current_user(touch=False))
    request = _request(board)
    page = compose_overview(board, _recent_changes(board), request)
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
    """Return what changed since the last meeting, or else in the week until the board's day."""
    start = BriefingRequest().changes_since(board.as_of, last_meeting_day(board))
    return cached_changes(store(), start, board.as_of, board.version)
