"""Tables with clickable rows: a click on any cell of a row selects the row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.ui.widgets import selection

if TYPE_CHECKING:
    import pandas as pd

ROW_HEIGHT, HEAD_HEIGHT, MAX_ROWS = 35, 38, 16


def clickable_table(frame: pd.DataFrame, key: str) -> int | None:
    """Show a table, and return the index of the clicked row or None; leave the page on a click."""
    event = st.dataframe(
        frame,
        hide_index=True,
        height=HEAD_HEIGHT + ROW_HEIGHT * min(len(frame), MAX_ROWS),
        on_select="rerun",
        selection_mode=["single-row", "single-cell"],
        key=selection.key(key),
    )
    selected = event.selection
    rows: list[int] = [*selected.rows, *(row for row, _ in selected.cells)]
    if not rows:
        return None
    selection.renew(key)
    return rows[0]
