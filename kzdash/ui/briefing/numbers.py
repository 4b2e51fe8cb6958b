"""The numbers behind the figures of a slide, as a table over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.documents import tables
from kzdash.domain.formatting import NO_DATA
from kzdash.ui.briefing.draw import slide_indicators
from kzdash.ui.session.fragments import dialog
from kzdash.ui.widgets.charts import download, number_columns

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from kzdash.board.board import Board
    from kzdash.documents.slides import Slide


FRAMES: dict[str, Callable[[Board, Slide], pd.DataFrame]] = {
    "indicators": lambda board, shown: tables.indicators(slide_indicators(board, shown)),
    "treemap": lambda board, _shown: tables.projects(board.projects),
    "milestones": lambda board, _shown: tables.milestones(board.milestones),
}


@dialog("数据表", width="large")
def show_numbers(board: Board, shown: Slide) -> None:
    """Show the numbers of a slide that has figures."""
    frame = FRAMES[shown.name](board, shown)
    st.dataframe(
        frame,
        hide_index=True,
        placeholder=NO_DATA,
        column_config=number_columns(frame),
        key="numbers",
    )
    download(frame, shown.topic.replace("/", "之"))
