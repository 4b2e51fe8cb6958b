"""HTML that a composer made, as a component: a click on a link opens it without a new page load."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qs, urlsplit

import streamlit as st

from kzdash.documents import overview, pages
from kzdash.documents.handbook import page as handbook_page
from kzdash.documents.pages import (
    evidence_view,
    figure_tiles,
    file_list,
    indicator_cards,
    money_style,
    unit_board,
)
from kzdash.documents.pages.words_table import words_table
from kzdash.ui.frame.links import go_to

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from kzdash.documents.pages import HtmlPage
    from kzdash.documents.pages.figure_tiles import FigureTile

SCRIPT = (Path(__file__).parent / "html.js").read_text("utf-8")
_MOUNTS = {
    style: st.components.v2.component(f"kzdash_{name}", css=style, js=SCRIPT)
    for name, style in (
        ("overview", overview.STYLE),
        ("tables", pages.STYLE),
        ("units", unit_board.STYLE),
        ("figures", figure_tiles.STYLE),
        ("cards", indicator_cards.STYLE),
        ("handbook", handbook_page.STYLE),
        ("evidence", evidence_view.STYLE),
        ("files", file_list.STYLE),
        ("money", money_style.STYLE),
    )
}


def show_words(name: str, frame: pd.DataFrame, named_by: str) -> None:
    """Show a table of words; `named_by` is the column that tells its rows apart."""
    show_html(f"words-{name}", compose_words(name, frame, named_by))


def compose_words(name: str, frame: pd.DataFrame, named_by: str) -> HtmlPage:
    """Return what `show_words` shows, for tables that many readers are shown alike."""
    return pages.compose_tables([words_table(name, frame, named_by)], pages.PageLinks())


def show_figures(key: str, tiles: Sequence[FigureTile]) -> None:
    """Show large figures side by side."""
    show_html(key, figure_tiles.compose_figure_tiles(tiles))


def show_html(
    key: str,
    page: HtmlPage,
    on_open: Callable[[str], None] | None = None,
    height: int | Literal["content"] = "content",
) -> None:
    """Show a composed page or a part of one; `height` in pixels keeps its place while it loads.

    A click on a link goes to its address, or is answered by `on_open` before the page runs again.
    """

    def opened() -> None:
        address = st.session_state[key].open
        if on_open and address in page.links:
            on_open(address)

    mount = _MOUNTS[page.style]
    answer = mount(key=key, data={"html": page.html}, on_open_change=opened, height=height)
    if on_open is None and answer.open in page.links:
        _open(answer.open)


def _open(address: str) -> None:
    """Go to the page that an address names, without loading the browser's page anew."""
    parts = urlsplit(address)
    go_to(parts.path.strip("/") or "overview", parse_qs(parts.query))
