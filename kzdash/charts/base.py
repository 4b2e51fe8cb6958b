"""The empty figure every chart starts from: background, font and margins."""

from __future__ import annotations

import plotly.graph_objects as go

from kzdash.charts import palette
from kzdash.charts.theme import PAGE, ChartTheme


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
