"""打印 and 复制链接 in the header row: what only a browser can do, a component in JavaScript."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from kzdash.documents.pages.links import sheet_of
from kzdash.ui.frame.view import DAY, filters_of_view, requested_day
from kzdash.ui.session.identity import may_open_files

CSS = """
div { display: flex; gap: 0.5rem; }
button { height: 2.5rem; padding: 0 0.75rem; white-space: nowrap; cursor: pointer; font: inherit;
  font-size: 0.875rem; color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); }
button:hover, button:focus-visible { color: var(--st-primary-color);
  border-color: var(--st-primary-color); }
"""
_mount = st.components.v2.component(
    "kzdash_header_tools",
    html="<div><button>打印</button><button>复制链接</button></div>",
    css=CSS,
    js=(Path(__file__).parent / "header_tools.js").read_text("utf-8"),
)
# these are about today whatever day the others show
WITHOUT_DAY = {"reporting", "accounts"}


def show_tools(url_path: str) -> None:
    """Show the buttons that print this view and copy its link."""
    as_of, _ = requested_day()
    day = "" if url_path in WITHOUT_DAY else as_of.isoformat()
    _mount(key="print-and-copy", data={"sheet": _sheet(url_path), "day": day}, width="content")


def _sheet(url_path: str) -> str:
    """Return the address of this view's sheet for paper, empty where the page itself is printed.

    It has the filters of the view.
    """
    as_of, _ = requested_day()
    sheet = sheet_of(url_path, st.query_params) if may_open_files() else ""
    query = {**filters_of_view(), DAY: as_of.isoformat()}
    return f"/print/{sheet}?{urlencode(query, doseq=True)}" if sheet else ""
