"""打印 and 复制链接 in the header row: what only a browser can do, a component in JavaScript."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

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
# the sheet for paper of each page that has one, as `printing.js` has them
SHEETS = {
    "": "overview",
    "indicators": "indicators",
    "projects": "projects",
    "changes": "changes",
}


def show_tools(url_path: str) -> None:
    """Show the buttons that print this view and copy its link."""
    as_of, _ = requested_day()
    day = "" if url_path in WITHOUT_DAY else as_of.isoformat()
    _mount(key="print-and-copy", data={"sheet": _sheet(url_path), "day": day}, width="content")


def _sheet(url_path: str) -> str:
    """Return the address of this view's sheet for paper, empty where the page itself is printed.

    It has the filters of the view. An item's own view is printed as it is.
    """
    as_of, _ = requested_day()
    query = {**filters_of_view(), DAY: as_of.isoformat()}
    if not may_open_files() or "item" in st.query_params:
        return ""
    sheet = "unit" if url_path == "duties" and "unit" in query else SHEETS.get(url_path, "")
    return f"/print/{sheet}?{urlencode(query, doseq=True)}" if sheet else ""
