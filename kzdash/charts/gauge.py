"""A progress gauge: how far an indicator has come, its target, and where it should be by now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from kzdash.charts import base
from kzdash.charts.theme import PAGE, ChartTheme, escape_markup

if TYPE_CHECKING:
    from kzdash.board.items import IndicatorItem

FULL = 1.25
MARK = 0.018
STRIPES = 20
SHORT, VALUE_TYPE, LONG_VALUE_TYPE = 8, 23, 15
ARC = (0.4, 1.0)


@dataclass(frozen=True, slots=True)
class Dial:
    """What a gauge shows; lengths are shares of the way to the target (1 = reached)."""

    value: str
    target: str
    status: str
    colour: str
    filled: float | None
    expected: float | None


def compute_dial(item: IndicatorItem, look: ChartTheme = PAGE) -> Dial:
    """Work out a gauge: the way gone where there is one, else the value over the target."""
    assessment = item.assessment
    value = assessment.value
    filled = assessment.progress
    if filled is None and value is not None:
        filled = value / item.target.target
    # a line of its own where type is large
    parting = "<br>" if look.smallest else " · "
    return Dial(
        value="—" if value is None else escape_markup(item.shown(value)),
        target=f"目标 {escape_markup(item.target_words)}"
        + ("" if value is None else f"{parting}{item.period_words}"),
        status=f"{item.status.shape} {item.status_words}",
        colour=look.tones[item.status.tone],
        filled=None if filled is None else min(max(float(filled), 0), FULL),
        expected=_expected_share(item),
    )


def draw_gauge(item: IndicatorItem, height: int = 170, look: ChartTheme = PAGE) -> go.Figure:
    """Draw one gauge, its value, target and status below the arc."""
    shown = compute_dial(item, look)
    figure = base.blank_figure(height, look)
    figure.add_trace(
        go.Indicator(
            mode="gauge",
            value=shown.filled or 0,
            domain={"x": [0.08, 0.92], "y": list(ARC)},
            gauge=_arc(shown, look),
        )
    )
    for text, y, size, colour in (
        (f"<b>{shown.value}</b>", 0.46, _value_size(shown.value), look.ink),
        (shown.target, 0.25, 12, look.muted),
        (f"<b>{shown.status}</b>", 0.07, 14, shown.colour),
    ):
        figure.add_annotation(
            text=text,
            x=0.5,
            y=y,
            xref="paper",
            yref="paper",
            xanchor="center",
            yanchor="middle",
            showarrow=False,
            font={"size": look.px(size), "color": colour},
        )
    return figure


def _value_size(value: str) -> int:
    """Large, but for a figure whose unit is many characters long, which would run over the arc."""
    width = sum(1 if character.isascii() else 2 for character in value)
    return VALUE_TYPE if width <= SHORT else LONG_VALUE_TYPE


def _expected_share(item: IndicatorItem) -> float | None:
    assessment = item.assessment
    if assessment.expected is None or assessment.baseline is None:
        return None
    way = item.target.target - assessment.baseline
    return float((assessment.expected - assessment.baseline) / way)


def _arc(shown: Dial, look: ChartTheme) -> dict[str, Any]:
    steps = _stripes(look) if shown.filled is None else []
    if shown.expected is not None:
        at = shown.expected
        steps.append({"range": [at - MARK, at + MARK], "color": look.ink, "thickness": 1})
    return {
        "axis": {"range": [0, FULL], "visible": False},
        "bar": {"color": shown.colour, "thickness": 0.62},
        "bgcolor": look.track,
        "bordercolor": look.edge,
        "borderwidth": 0 if look.edge == look.track else look.px(0.8),
        "steps": steps,
        "threshold": {
            "line": {"color": look.accent, "width": look.px(4)},
            "thickness": 1,
            "value": 1,
        },
    }


def _stripes(look: ChartTheme) -> list[dict[str, Any]]:
    """Hatch the whole arc: nobody has reported, which is not the same as nothing done."""
    width = FULL / STRIPES
    return [{"range": [width * n, width * (n + 0.5)], "color": look.ground} for n in range(STRIPES)]
