"""The countdown: milestones on a time line, with the as-of date."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from kzdash.charts import base
from kzdash.charts.theme import PAGE, ChartTheme, escape_markup
from kzdash.domain.formatting import format_date
from kzdash.domain.progress import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.items import MilestoneItem

# Plotly's names of the shapes of the states that a milestone can be in
SYMBOLS = {
    "●": "circle",
    "◐": "circle-open-dot",
    "▶": "triangle-right",
    "▷": "triangle-right-open",
    "◆": "diamond",
    "◇": "diamond",
    "○": "circle-open",
    "△": "triangle-up-open",
    "?": "circle-open",
}
MARGIN = dt.timedelta(days=62)
# of the line, beside its first and last mark: on a phone half a label is as wide
LEAST_MARGIN = 0.16
NEAR_END = 0.25


def draw_countdown(
    items: Sequence[MilestoneItem], as_of: dt.date, height: int = 200, theme: ChartTheme = PAGE
) -> go.Figure:
    """Draw the milestones by due date; an as-of date beyond the line is marked at its end.

    At least one milestone must have a due date. `height` is in pixels.
    """
    days = [item.due_on for item in items if item.due_on]
    margin = max(MARGIN, (max(days) - min(days)) * LEAST_MARGIN)
    first, last = min(days) - margin, max(days) + margin
    marked_day = min(max(as_of, first), last)
    figure = base.blank_figure(height, theme)
    dated = [(item, item.due_on) for item in items if item.due_on]
    # added together: one at a time, Plotly validates each against all before it
    figure.add_traces(
        [
            _line([first, last], theme.grid, theme),
            _line([first, marked_day], theme.elapsed, theme),
            *(_marker(item, due_on, theme) for item, due_on in dated),
        ]
    )
    labels = [
        _label(item, due_on, theme, above=index % 2 == 0)
        for index, (item, due_on) in enumerate(dated)
    ]
    figure.update_layout(annotations=labels)
    figure.update_xaxes(range=[first, last], visible=False, fixedrange=True)
    _add_as_of(figure, as_of, marked_day, last - first, theme)
    figure.update_yaxes(range=[-1, 1], visible=False, fixedrange=True)
    return figure


def _line(days: list[dt.date], colour: str, theme: ChartTheme) -> go.Scatter:
    return go.Scatter(x=days, y=[0, 0], mode="lines", line={"color": colour, "width": theme.px(6)})


def _marker(item: MilestoneItem, due_on: dt.date, theme: ChartTheme) -> go.Scatter:
    colour, edge = theme.tones[item.state.tone], theme.tones[item.state.edge]
    if item.state is State.DUE_UNREPORTED:
        colour = theme.track
    name = f"<b>{item.number}. {escape_markup(item.name)}</b>"
    hover = f"{name}<br>{format_date(due_on)}到期<br>{item.state_words}"
    return go.Scatter(
        x=[due_on],
        y=[0],
        mode="markers",
        customdata=[item.number],
        marker={
            "symbol": SYMBOLS[item.state.shape],
            "size": theme.px(18),
            "color": colour,
            "line": {"color": edge, "width": theme.px(3)},
        },
        hovertemplate=f"{hover}<extra></extra>",
    )


def _label(
    item: MilestoneItem, due_on: dt.date, theme: ChartTheme, *, above: bool
) -> dict[str, Any]:
    silent = item.state is State.DUE_UNREPORTED
    month = f"{due_on:%y}年{due_on.month}月"
    days = f"<br>{abs(item.due.days)}天" if item.due.days and not silent else ""
    return {
        "x": due_on,
        "y": 0.2 if above else -0.2,
        "text": f"<b>{item.number}</b> {month}<br><b>{item.state.marked}{days}</b>",
        "font": {"size": theme.px(13), "color": theme.tones[item.state.tone]},
        "bgcolor": theme.ground,  # hides the as-of line behind the text
        "showarrow": False,
        "yanchor": "bottom" if above else "top",
        "align": "center",
    }


def _add_as_of(
    figure: go.Figure, as_of: dt.date, day: dt.date, span: dt.timedelta, theme: ChartTheme
) -> None:
    stroke = {"color": theme.accent, "width": theme.px(2)}
    figure.add_shape(type="line", x0=day, x1=day, y0=-0.75, y1=0.75, line=stroke, layer="below")
    left, right = figure.layout.xaxis.range
    sides = {"left": day - left < span * NEAR_END, "right": right - day < span * NEAR_END}
    figure.add_annotation(
        x=day,
        y=-0.78,
        text=f"截至{format_date(as_of)}",
        font={"size": theme.px(13), "color": theme.accent},
        showarrow=False,
        yanchor="top",
        xanchor=next((side for side, near in sides.items() if near), "center"),
    )
