"""Charts, and the tables of their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from kzdash.board.cache import memoized
from kzdash.domain.formatting import NO_DATA
from kzdash.ui.frame.board import current_board
from kzdash.ui.widgets import selection, theme

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    import pandas as pd
    import plotly.graph_objects as go

    from kzdash.board.board import Board
    from kzdash.charts.theme import ChartTheme

CACHED_FIGURES = 600
CHART_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


def figure(
    board: Board, build: Callable[..., go.Figure], *inputs: object, look: ChartTheme | None = None
) -> go.Figure:
    """Return the figure that `build` makes of items of this board; all sessions share it.

    `look` is the theme, by default the light or dark one that the page has.
    """
    name = f"{build.__module__}.{build.__qualname__}"
    look = look or theme.chart_theme()
    look_key = look.ink, look.ground, look.scale
    return _build_once((name, board.key, _key(inputs), look_key), build, inputs, look)


def _key(value: object) -> Hashable:
    if isinstance(value, tuple | list):
        return tuple(_key(part) for part in value)
    number: Hashable = getattr(value, "number", value)
    return number


@memoized(CACHED_FIGURES, key=lambda key, *_arguments: key)
def _build_once(
    _cache_key: Hashable,
    build: Callable[..., go.Figure],
    inputs: Sequence[Any],
    look: ChartTheme,
) -> go.Figure:
    built = build(*inputs, theme=look)
    # Streamlit calls this on every run: copying the data took a fifth of the time of a gauge page
    data = built.to_dict()
    built.to_dict = lambda: data
    return built


def chart(built: go.Figure, key: str, alt: str, **options: Any) -> Any:  # noqa: ANN401 - Streamlit's selection state
    """Show a figure; `alt` tells its main point to people who use a screen reader."""
    key = selection.key(key)
    return st.plotly_chart(
        built, key=key, theme=None, alt=alt, **{"config": CHART_CONFIG, **options}
    )


def heading(
    title: str, frame: Callable[[], pd.DataFrame], name: str, caption: str | None = None
) -> None:
    """Show the heading of a chart with a popover that has its numbers as a table and as CSV.

    `frame` is called only when the popover is opened.
    """
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(title, anchor=False, width="content")
        if caption:
            st.caption(caption, width="content")
        opened = st.popover("数据表", key=f"numbers-{name}", on_change="rerun", type="tertiary")
        if opened.open:
            with opened:
                numbers = frame()
                st.dataframe(
                    numbers,
                    hide_index=True,
                    placeholder=NO_DATA,
                    width=960,
                    column_config=number_columns(numbers),
                )
                download(numbers, name)


def number_columns(frame: pd.DataFrame) -> dict[str, Any]:
    """Return a column configuration that shows numbers with thousands separators."""
    numeric = frame.select_dtypes("number").columns
    return {name: st.column_config.NumberColumn(format="localized") for name in numeric}


def download(frame: pd.DataFrame, name: str) -> None:
    """Show the button to download a table as CSV."""
    from kzdash.documents import tables  # noqa: PLC0415 - with pandas, which a start need not await

    offer_csv(tables.to_csv(frame, demonstration=current_board().plan.demonstration), name)


def offer_csv(written: bytes, name: str) -> None:
    """Show the button to download a table that is written as CSV already."""
    st.download_button(
        "下载 CSV",
        # not a callable: Streamlit drops its file once any two open pages have refreshed
        written,
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"download-{name}",
    )
