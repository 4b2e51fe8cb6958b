"""A progress gauge: how far an indicator has come, its target, and where it should be now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from kzdash.charts import base
from kzdash.charts.theme import PAGE, ChartTheme, escape_markup

if TYPE_CHECKING:
    from kzdash.board.items import IndicatorItem

SCALE_END = 1.25
MARK_HALF_WIDTH = 0.018
STRIPE_COUNT = 20
SHORT_VALUE_WIDTH, VALUE_TYPE, LONG_VALUE_TYPE = 8, 23, 15
ARC_DOMAIN = (0.4, 1.0)


@dataclass(frozen=True, slots=True)
class Dial:
    """The texts and lengths of a gauge; a length is a share of the way to the target (1 = met)."""

    value: str
    target: str
    status: str
    colour: str
    filled: float | None
    expected: float | None


def compute_dial(item: IndicatorItem, theme: ChartTheme = PAGE) -> Dial:
    """Compute a gauge, filled by the indicator's progress or, without one, value over target."""
    assessment = item.assessment
    value = assessment.value
    filled = assessment.progress
    if filled is None and value is not None:
        filled = value / item.target.target
    # on a slide, where the type is large, the period takes its own line, and the state has no
    # room for its detail
    separator = "<br>" if theme.min_type_px else " · "
    return Dial(
        value="—" if value is None else escape_markup(item.format_value(value)),
        target=f"目标 {escape_markup(item.target_words)}"
        + ("" if value is None else f"{separator}{item.period_words}"),
        status=item.state.marked if theme.min_type_px else item.marked,
        colour=theme.tones[item.state.tone],
        filled=None if filled is None else min(max(float(filled), 0), SCALE_END),
        expected=_expected_share(item),
    )


def draw_gauge(item: IndicatorItem, height: int = 170, theme: ChartTheme = PAGE) -> go.Figure:
    """Draw one gauge with its value, target and status below the arc; `height` is in pixels."""
    dial = compute_dial(item, theme)
    figure = base.blank_figure(height, theme)
    figure.add_trace(
        go.Indicator(
            mode="gauge",
            value=dial.filled or 0,
            domain={"x": [0.08, 0.92], "y": list(ARC_DOMAIN)},
            gauge=_arc(dial, theme),
        )
    )
    for text, y, size, colour in (
        (f"<b>{dial.value}</b>", 0.46, _value_size(dial.value), theme.ink),
        (dial.target, 0.25, 12, theme.muted),
        (f"<b>{dial.status}</b>", 0.07, 14, dial.colour),
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
            font={"size": theme.px(size), "color": colour},
        )
    return figure


def _value_size(value: str) -> int:
    """Return a smaller size for a value with a long unit, which would run over the arc."""
    width = sum(1 if character.isascii() else 2 for character in value)
    return VALUE_TYPE if width <= SHORT_VALUE_WIDTH else LONG_VALUE_TYPE


def _expected_share(item: IndicatorItem) -> float | None:
    assessment = item.assessment
    if assessment.expected is None or assessment.baseline is None:
        return None
    way = item.target.target - assessment.baseline
    return float((assessment.expected - assessment.baseline) / way)


def _arc(dial: Dial, theme: ChartTheme) -> dict[str, Any]:
    steps = _stripes(theme) if dial.filled is None else []
    if dial.expected is not None:
        at = dial.expected
        steps.append(
            {
                "range": [at - MARK_HALF_WIDTH, at + MARK_HALF_WIDTH],
                "color": theme.ink,
                "thickness": 1,
            }
        )
    return {
        "axis": {"range": [0, SCALE_END], "visible": False},
        "bar": {"color": dial.colour, "thickness": 0.62},
        "bgcolor": theme.track,
        "bordercolor": theme.edge,
        "borderwidth": 0 if theme.edge == theme.track else theme.px(0.8),
        "steps": steps,
        "threshold": {
            "line": {"color": theme.accent, "width": theme.px(4)},
            "thickness": 1,
            "value": 1,
        },
    }


def _stripes(theme: ChartTheme) -> list[dict[str, Any]]:
    """Hatch the whole arc: no report is not the same as no progress."""
    width = SCALE_END / STRIPE_COUNT
    return [
        {"range": [width * n, width * (n + 0.5)], "color": theme.ground}
        for n in range(STRIPE_COUNT)
    ]
