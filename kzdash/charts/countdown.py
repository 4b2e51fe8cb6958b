"""The countdown line: milestones in time, with the day one looks from."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from kzdash.charts import base
from kzdash.charts.theme import PAGE, Look, literal
from kzdash.domain.formatting import day
from kzdash.domain.progress import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.items import MilestoneLine

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


def countdown(
    lines: Sequence[MilestoneLine], as_of: dt.date, height: int = 200, look: Look = PAGE
) -> go.Figure:
    """Draw the milestones by due date; a day outside the line is marked at its end."""
    days = [line.due_on for line in lines if line.due_on]
    first, last = min(days) - MARGIN, max(days) + MARGIN
    today = min(max(as_of, first), last)
    figure = base.blank(height, look)
    marked = [(line, line.due_on) for line in lines if line.due_on]
    # all at once: one by one, each is checked against all before it
    figure.add_traces(
        [
            _line([first, last], look.grid, look),
            _line([first, today], look.gone, look),
            *(_mark(line, due_on, look) for line, due_on in marked),
        ]
    )
    words = [
        _words(line, due_on, look, above=turn % 2 == 0)
        for turn, (line, due_on) in enumerate(marked)
    ]
    figure.update_layout(annotations=words)
    figure.update_xaxes(range=[first, last], visible=False, fixedrange=True)
    _today(figure, as_of, today, last - first, look)
    figure.update_yaxes(range=[-1, 1], visible=False, fixedrange=True)
    return figure


def _line(days: list[dt.date], colour: str, look: Look) -> go.Scatter:
    return go.Scatter(x=days, y=[0, 0], mode="lines", line={"color": colour, "width": look.px(6)})


def _mark(line: MilestoneLine, due_on: dt.date, look: Look) -> go.Scatter:
    colour = look.tones[line.status.tone]
    hover = (
        f"<b>{line.number}. {literal(line.name)}</b><br>{day(due_on)}到期<br>{line.status_words}"
    )
    return go.Scatter(
        x=[due_on],
        y=[0],
        mode="markers",
        customdata=[line.number],
        marker={
            "symbol": SYMBOLS[line.status.tone],
            "size": look.px(18),
            "color": colour,
            "line": {"color": colour, "width": look.px(3)},
        },
        hovertemplate=f"{hover}<extra></extra>",
    )


def _words(line: MilestoneLine, due_on: dt.date, look: Look, *, above: bool) -> dict[str, Any]:
    days = f"<br>{abs(line.due.days)}天" if line.due.days else ""
    return {
        "x": due_on,
        "y": 0.2 if above else -0.2,
        "text": f"<b>{line.number}</b> {due_on:%Y-%m}<br><b>{line.status.marked}{days}</b>",
        "font": {"size": look.px(13), "color": look.tones[line.status.tone]},
        "bgcolor": look.ground,  # else the line of the day runs through the words
        "showarrow": False,
        "yanchor": "bottom" if above else "top",
        "align": "center",
    }


def _today(
    figure: go.Figure, as_of: dt.date, drawn: dt.date, days: dt.timedelta, look: Look
) -> None:
    line = {"color": look.accent, "width": look.px(2)}
    figure.add_shape(type="line", x0=drawn, x1=drawn, y0=-0.75, y1=0.75, line=line, layer="below")
    left, right = figure.layout.xaxis.range
    sides = {"left": drawn - left < days * NEAR_END, "right": right - drawn < days * NEAR_END}
    figure.add_annotation(
        x=drawn,
        y=-0.78,
        text=f"截至{day(as_of)}",
        font={"size": look.px(13), "color": look.accent},
        showarrow=False,
        yanchor="top",
        xanchor=next((side for side, near in sides.items() if near), "center"),
    )
