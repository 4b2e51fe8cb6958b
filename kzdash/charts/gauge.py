"""A dial: how far an indicator has come, its target, and where it should be now.

The arc is the axis of the bullets, bent: completion from baseline to target, the good side to the
right. What has no way to go has no length on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from kzdash.charts import base
from kzdash.charts.svg.bullet import AXIS_END, Bullet, Scale, compute_bullet
from kzdash.charts.theme import PAGE, ChartTheme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.items import IndicatorItem

MARK_HALF_WIDTH = 0.018
STRIPE_COUNT, DOT_COUNT = 12, 16
DIAL_HEIGHT = 78
SIDE_ROOM = 0.08


@dataclass(frozen=True, slots=True)
class Dial:
    """The lengths of a dial, as shares of the way to the target (1 = met), and its colour."""

    scale: Scale
    colour: str
    filled: float
    expected: float | None
    has_target: bool


def compute_dial(item: IndicatorItem, theme: ChartTheme = PAGE) -> Dial:
    """Compute a dial, whose bar ends at the ends of the arc however far off the figure is."""
    bullet: Bullet = compute_bullet(item)
    return Dial(
        scale=bullet.scale,
        colour=theme.tones[bullet.tone],
        filled=min(max(bullet.completed, 0), AXIS_END),
        expected=bullet.expected,
        has_target=bullet.has_target,
    )


def draw_dials(
    items: Sequence[IndicatorItem], across: int = 1, theme: ChartTheme = PAGE
) -> go.Figure:
    """Draw arcs alone, side by side, in a row with room for `across`; words stand beneath it."""
    figure = base.blank_figure(DIAL_HEIGHT, theme, margin={"l": 0, "r": 0, "t": 6, "b": 0})
    for place, item in enumerate(items):
        cell = (place / across, (place + 1) / across)
        figure.add_trace(_indicator(compute_dial(item, theme), theme, cell))
    return figure


def _indicator(dial: Dial, theme: ChartTheme, across: tuple[float, float]) -> go.Indicator:
    """Return the arc in a part of the figure's width, with some room on both sides."""
    room = (across[1] - across[0]) * SIDE_ROOM
    return go.Indicator(
        mode="gauge",
        value=dial.filled,
        domain={"x": [across[0] + room, across[1] - room], "y": [0.0, 1.0]},
        gauge=_arc(dial, theme),
    )


def _arc(dial: Dial, theme: ChartTheme) -> dict[str, Any]:
    has_length = dial.scale is Scale.LENGTH
    is_empty = dial.scale is Scale.NO_LENGTH
    arc: dict[str, Any] = {
        "axis": {"range": [0, AXIS_END], "visible": False},
        "bar": {"color": dial.colour, "thickness": 0.62 if has_length else 0},
        "bgcolor": "rgba(0,0,0,0)" if is_empty else theme.track,
        "bordercolor": theme.edge,
        "borderwidth": 0 if is_empty or theme.edge == theme.track else theme.px(0.8),
        "steps": _steps(dial, theme),
    }
    if dial.has_target:
        line = {"color": theme.accent, "width": theme.px(4)}
        arc["threshold"] = {"line": line, "thickness": 1, "value": 1}
    return arc


def _steps(dial: Dial, theme: ChartTheme) -> list[dict[str, Any]]:
    """Mark where it should be by now; hatch an arc nobody reported for, dot one without length."""
    match dial.scale:
        case Scale.NO_FIGURE:
            return _stripes(STRIPE_COUNT, 0.5, {"color": theme.ground})
        case Scale.NO_LENGTH:
            return _stripes(DOT_COUNT, 0.3, {"color": theme.grid, "thickness": 0.12})
    if dial.expected is None:
        return []
    # what should be by now may lie beyond the target, or behind the baseline
    at = min(max(dial.expected, 0), AXIS_END)
    span = [at - MARK_HALF_WIDTH, at + MARK_HALF_WIDTH]
    return [{"range": span, "color": theme.ink, "thickness": 1}]


def _stripes(count: int, share: float, look: dict[str, Any]) -> list[dict[str, Any]]:
    width = AXIS_END / count
    return [{"range": [width * n, width * (n + share)], **look} for n in range(count)]
