"""The empty figure every chart starts from: background, font and margins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from kzdash.charts import palette
from kzdash.charts.theme import PAGE, ChartTheme

if TYPE_CHECKING:
    from collections.abc import Sequence


def blank_figure(height: int, theme: ChartTheme = PAGE, **layout: object) -> go.Figure:
    """Return an empty figure of a height in pixels, without margins.

    `layout` overrides any of Plotly's layout settings.
    """
    figure = go.Figure()
    figure.update_layout(
        template="none",
        height=height,
        margin={"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        font={"family": palette.FONT, "color": theme.ink, "size": theme.px(14)},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        hoverlabel={"font": {"family": palette.FONT, "size": 14}},
        showlegend=False,
        dragmode=False,
    )
    figure.update_layout(**layout)
    return figure


def horizontal_bars(
    rows: Sequence[object], lengths: Sequence[float], colour: object, **bar: object
) -> go.Bar:
    """Return a bar for each row; nothing shows on hover unless `bar` says what.

    `colour` is one for all or a list; `bar` are settings of Plotly's bar.
    """
    hover = {} if "hovertemplate" in bar else {"hoverinfo": "skip"}
    return go.Bar(
        orientation="h",
        y=rows,
        x=lengths,
        marker={"color": colour},
        cliponaxis=False,
        **hover,
        **bar,
    )
