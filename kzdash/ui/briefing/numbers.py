"""A dialog with the numbers of a slide's charts, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board.items import IndicatorItem
from kzdash.documents import tables
from kzdash.domain.formatting import NO_DATA
from kzdash.ui.session.fragments import dialog
from kzdash.ui.widgets.charts import download, number_columns

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from kzdash.board.board import Board
    from kzdash.documents.slides import Slide


FRAMES: dict[str, Callable[[Board, Slide], pd.DataFrame]] = {
    "indicators": lambda _board, slide: tables.indicators(
        [item for item in slide.items if isinstance(item, IndicatorItem)]
    ),
    "money": lambda board, _slide: tables.projects(board.projects),
    "milestones": lambda board, _slide: tables.milestones(board.milestones),
}


@dialog("数据表", width="large")
def show_numbers(board: Board, slide: Slide) -> None:
    """Show the numbers of a slide, which must be one of FRAMES."""
    frame = FRAMES[slide.name](board, slide)
    st.dataframe(
        frame,
        hide_index=True,
        placeholder=NO_DATA,
        column_config=number_columns(frame),
        key="numbers",
    )
    download(frame, slide.topic.replace("/", "之"))
