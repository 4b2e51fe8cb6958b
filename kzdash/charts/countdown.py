"""The countdown line: milestones in time, with the day one looks from."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from kzdash.charts import base
from kzdash.charts.theme import PAGE, ChartTheme, escape_markup
from kzdash.domain.formatting import format_date
from kzdash.domain.progress import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.items import MilestoneItem

SYMBOLS = {
    Tone.GOOD: "circle",
    Tone.FAIR: "circle-open-dot",
    Tone.WARNING: "triangle-right",
    Tone.BAD: "diamond",
    Tone.NONE: "circle-open",
    Tone.CALM: "diamond-open",
}
MARGIN = dt.timedelta(days=62)
NEAR_END = 0.25


def draw_countdown(
    items: Sequence[MilestoneItem], as_of: dt.date, height: int = 200, look: ChartTheme = PAGE
) -> go.Figure:
    """Draw the milestones by due date; a day outside the line is marked at its end."""
    days = [item.due_on for item in items if item.due_on]
    first, last = min(days) - MARGIN, max(days) + MARGIN
    today = min(max(as_of, first), last)
    figure = base.blank_figure(height, look)
    marked = [(item, item.due_on) for item in items if item.due_on]
    # all at once: one by one, each is checked against all before it
    figure.add_traces(
        [
            _line([first, last], look.grid, look),
            _line([first, today], look.gone, look),
            *(_mark(item, due_on, look) for item, due_on in marked),
        ]
    )
    words = [
        _words(item, due_on, look, above=turn % 2 == 0)
        for turn, (item, due_on) in enumerate(marked)
    ]
    figure.update_layout(annotations=words)
    figure.update_xaxes(range=[first, last], visible=False, fixedrange=True)
    _today(figure, as_of, today, last - first, look)
    figure.update_yaxes(range=[-1, 1], visible=False, fixedrange=True)
    return figure


def _line(days: list[dt.date], colour: str, look: ChartTheme) -> go.Scatter:
    return go.Scatter(x=days, y=[0, 0], mode="lines", line={"color": colour, "width": look.px(6)})


def _mark(item: MilestoneItem, due_on: dt.date, look: ChartTheme) -> go.Scatter:
    colour = look.tones[item.status.tone]
    name = f"<b>{item.number}. {escape_markup(item.name)}</b>"
    hover = f"{name}<br>{format_date(due_on)}到期<br>{item.status_words}"
    return go.Scatter(
        x=[due_on],
        y=[0],
        mode="markers",
        customdata=[item.number],
        marker={
            "symbol": SYMBOLS[item.status.tone],
            "size": look.px(18),
            "color": colour,
            "line": {"color": colour, "width": look.px(3)},
        },
        hovertemplate=f"{hover}<extra></extra>",
    )


def _words(
    item: MilestoneItem, due_on: dt.date, look: ChartTheme, *, above: bool
) -> dict[str, Any]:
    days = f"<br>{abs(item.due.days)}天" if item.due.days else ""
    return {
        "x": due_on,
        "y": 0.2 if above else -0.2,
        "text": f"<b>{item.number}</b> {due_on:%Y-%m}<br><b>{item.status.marked}{days}</b>",
        "font": {"size": look.px(13), "color": look.tones[item.status.tone]},
        "bgcolor": look.ground,  # else the line of the day runs through the words
        "showarrow": False,
        "yanchor": "bottom" if above else "top",
        "align": "center",
    }


def _today(
    figure: go.Figure, as_of: dt.date, drawn: dt.date, days: dt.timedelta, look: ChartTheme
) -> None:
    stroke = {"color": look.accent, "width": look.px(2)}
    figure.add_shape(type="line", x0=drawn, x1=drawn, y0=-0.75, y1=0.75, line=stroke, layer="below")
    left, right = figure.layout.xaxis.range
    sides = {"left": drawn - left < days * NEAR_END, "right": right - drawn < days * NEAR_END}
    figure.add_annotation(
        x=drawn,
        y=-0.78,
        text=f"截至{format_date(as_of)}",
        font={"size": look.px(13), "color": look.accent},
        showarrow=False,
        yanchor="top",
        xanchor=next((side for side, near in sides.items() if near), "center"),
    )
