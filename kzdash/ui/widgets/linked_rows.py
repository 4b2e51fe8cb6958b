"""Tables with clickable rows: a click on any cell of a row selects the row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from kzdash.ui.widgets import selection

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    import pandas as pd

ROW_HEIGHT, HEAD_HEIGHT, MAX_ROWS = 35, 38, 16


def clickable_table(
    frame: pd.DataFrame,
    key: str,
    *,
    max_rows: int = MAX_ROWS,
    on_select: Literal["rerun"] | Callable[[], None] = "rerun",
    **options: Any,
) -> int | None:
    """Show a table at most `max_rows` high, and return the index of the clicked row or None.

    By default the caller must leave the page on a click; pass `on_select` to stay on it.
    """
    event = st.dataframe(
        frame,
        hide_index=True,
        height=HEAD_HEIGHT + ROW_HEIGHT * min(len(frame), max_rows),
        on_select=on_select,
        selection_mode=["single-row", "single-cell"],
        key=selection.key(key),
        **options,
    )
    row = clicked_row(event)
    if row is not None and on_select == "rerun":
        selection.renew(key)
    return row


def clicked_row(event: Any) -> int | None:  # noqa: ANN401 - Streamlit's selection state
    """Return the index of the selected row, None if nothing is selected."""
    selected = event.selection
    rows: list[int] = [*selected.rows, *(row for row, _ in selected.cells)]
    return rows[0] if rows else None
