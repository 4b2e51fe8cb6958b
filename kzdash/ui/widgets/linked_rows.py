"""Tables whose rows lead somewhere: a click on any cell of a row counts as one on the row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from kzdash.ui.widgets import selection

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    import pandas as pd

ROW_HEIGHT, HEAD_HEIGHT, MOST_ROWS = 35, 38, 16


def clickable_table(
    frame: pd.DataFrame,
    key: str,
    *,
    most_rows: int = MOST_ROWS,
    on_select: Literal["rerun"] | Callable[[], None] = "rerun",
    **options: Any,
) -> int | None:
    """Show a table, as high as its rows but not over `most_rows`; return the row clicked.

    Without an `on_select` of its own the click is to lead away from the table.
    """
    event = st.dataframe(
        frame,
        hide_index=True,
        height=HEAD_HEIGHT + ROW_HEIGHT * min(len(frame), most_rows),
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
    """Return the row of a table's selection, none where nothing is selected."""
    chosen = event.selection
    rows: list[int] = [*chosen.rows, *(row for row, _ in chosen.cells)]
    return rows[0] if rows else None
