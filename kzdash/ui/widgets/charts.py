"""Charts and the numbers behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from kzdash.board.cache import memoized
from kzdash.documents import tables
from kzdash.domain.formatting import NO_DATA
from kzdash.ui.frame.board import current_board
from kzdash.ui.widgets import selection, theme

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    import pandas as pd
    import plotly.graph_objects as go

    from kzdash.board.board import Board
    from kzdash.charts.theme import ChartTheme

KEPT_FIGURES = 600
PLAIN = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


def figure(
    board: Board, build: Callable[..., go.Figure], *inputs: object, look: ChartTheme | None = None
) -> go.Figure:
    """Return the figure that `build` makes of lines of this board, made once for all readers.

    It has the colours of the theme that the page is seen in, unless `look` says otherwise.
    """
    name = f"{build.__module__}.{build.__qualname__}"
    look = look or theme.chart_theme()
    seen = look.ink, look.ground, look.scale
    return _built((name, board.key, _key(inputs), seen), build, inputs, look)


def _key(given: object) -> Hashable:
    if isinstance(given, tuple | list):
        return tuple(_key(part) for part in given)
    number: Hashable = getattr(given, "number", given)
    return number


@memoized(KEPT_FIGURES, key=lambda key, *_made_of: key)
def _built(
    _by: Hashable,
    build: Callable[..., go.Figure],
    inputs: Sequence[Any],
    look: ChartTheme,
) -> go.Figure:
    built = build(*inputs, theme=look)
    # Streamlit asks for them on every run: copying them each time was a fifth of a page of gauges
    parts = built.to_dict()
    built.to_dict = lambda: parts
    return built


def chart(built: go.Figure, key: str, alt: str, **options: Any) -> Any:  # noqa: ANN401 - Streamlit's selection state
    """Show a figure with a sentence that says its main point to those who cannot see it."""
    key = selection.key(key)
    return st.plotly_chart(built, key=key, theme=None, alt=alt, **{"config": PLAIN, **options})


def heading(
    title: str, frame: Callable[[], pd.DataFrame], name: str, caption: str | None = None
) -> None:
    """Head a chart, with its numbers one click away as a table and as CSV.

    The table is made when it is opened, not before.
    """
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(title, anchor=False, width="content")
        if caption:
            st.caption(caption, width="content")
        opened = st.popover("数据表", key=f"numbers-{name}", on_change="rerun", type="tertiary")
        if opened.open:
            with opened:
                made = frame()
                st.dataframe(
                    made,
                    hide_index=True,
                    placeholder=NO_DATA,
                    width=960,
                    column_config=number_columns(made),
                )
                download(made, name)


def number_columns(frame: pd.DataFrame) -> dict[str, Any]:
    """Return the setting that writes every column of numbers with thousands separators."""
    numeric = frame.select_dtypes("number").columns
    return {name: st.column_config.NumberColumn(format="localized") for name in numeric}


def download(frame: pd.DataFrame, name: str) -> None:
    """Offer a table as CSV."""
    st.download_button(
        "下载 CSV",
        # not a callable: what one makes is dropped as soon as any two open pages look for news
        tables.to_csv(frame, current_board().plan),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"download-{name}",
    )
