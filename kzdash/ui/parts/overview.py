"""总览 as a component: the composed page, and the way to where one of its links leads."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from kzdash.board import cached_changes
from kzdash.board.cache import memoized
from kzdash.documents.overview import STYLE, OverviewPage, OverviewRequest, compose_overview
from kzdash.domain.formatting import EARLIEST
from kzdash.ui.frame.board import store
from kzdash.ui.frame.links import go_to
from kzdash.ui.frame.view import put
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from kzdash.board import Board
    from kzdash.board.changes import Changes

KEPT_PAGES = 60
WEEK = dt.timedelta(days=7)
KEPT_PARAMETERS, OWN_PARAMETERS = ("as_of", "entered"), ("group", "unit")
_draw = st.components.v2.component(
    "kzdash_overview",
    css=STYLE,
    js=(Path(__file__).parents[1] / "widgets" / "html.js").read_text("utf-8"),
)


def show_overview(board: Board) -> None:
    """Show the whole page; a click on a link opens it, with the day that the page shows."""
    request = _request(board)
    page = _composed(board, _recent_changes(board), request)
    answer = _draw(
        key="overview",
        data={"html": page.html, "of": f"{board.key}{request}"},
        on_open_change=lambda: None,
    )
    if answer.open in page.links:
        _open(answer.open)


def _request(board: Board) -> OverviewRequest:
    """Read from the url what the page is asked for; name a unit that there is not in a warning."""
    query = st.query_params
    unit = query.get("unit", "")
    if unit and unit not in board.units:
        st.warning(f"没有名为“{plain(unit[:40])}”的责任单位，下面是全部单位。")
    return OverviewRequest(
        kept={name: query[name] for name in KEPT_PARAMETERS if name in query},
        by_unit=query.get("group") == "unit",
        unit=unit if unit in board.units else "",
    )


def _recent_changes(board: Board) -> Changes:
    """Return what changed in the week until the board's day."""
    return cached_changes(store(), max(board.as_of - WEEK, EARLIEST), board.as_of)


def _key(board: Board, changes: Changes, request: OverviewRequest) -> object:
    return board.key, changes.since, str(request)


@memoized(KEPT_PAGES, key=_key)
def _composed(board: Board, changes: Changes, request: OverviewRequest) -> OverviewPage:
    return compose_overview(board, changes, request)


def _open(address: str) -> None:
    """Go to the page that an address names, without loading the browser's page anew."""
    parts = urlsplit(address)
    page = parts.path.strip("/") or "overview"
    query = {key: text for key, text in parse_qsl(parts.query) if key not in KEPT_PARAMETERS}
    if page != "overview":
        go_to(page, query)
    put(**{key: query.get(key, "") for key in OWN_PARAMETERS})
    st.rerun()
