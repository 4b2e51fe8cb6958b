"""The dial of an indicator: its bullet bent into half a circle, as Plotly draws it on 指标."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kzdash.charts.svg.bullet import AXIS_END, Bullet, Scale

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH, HEIGHT = 156, 78
CENTRE_X, CENTRE_Y, RADIUS = 78, 72, 57
SHORT_VALUE_WIDTH = 8
TRACK_WIDTH, BAR_WIDTH = 16, 10


def draw_dial(bullet: Bullet) -> str:
    """Draw a dial: bar, target as a line across it, expected by now as a short one."""
    return (
        f'<svg class="dial" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'aria-hidden="true">{"".join(_parts(bullet))}</svg>'
    )


def is_short(value: str) -> bool:
    """Whether a value has room for large type under an arc: four Chinese characters at most."""
    return sum(1 if character.isascii() else 2 for character in value) <= SHORT_VALUE_WIDTH


def _parts(bullet: Bullet) -> Iterable[str]:
    if bullet.scale is Scale.LENGTH:
        filled = min(max(bullet.completed, 0), AXIS_END)
        yield f'<path class="arc" d="{_arc(AXIS_END)}" stroke-width="{TRACK_WIDTH}"/>'
        yield f'<path class="bar {bullet.tone}" d="{_arc(filled)}" stroke-width="{BAR_WIDTH}"/>'
        if bullet.expected is not None:
            yield f'<path class="expected-line" d="{_line(bullet.expected, TRACK_WIDTH)}"/>'
    else:
        yield f'<path class="{bullet.scale}" d="{_arc(AXIS_END)}"/>'
    if bullet.has_target:
        yield f'<path class="target-line" d="{_line(1, TRACK_WIDTH + 6)}"/>'


def _arc(share: float) -> str:
    """Return the path from the left end of the arc to a share of the way."""
    x, y = _point(share, RADIUS)
    return f"M{CENTRE_X - RADIUS} {CENTRE_Y}A{RADIUS} {RADIUS} 0 0 1 {x:.1f} {y:.1f}"


def _line(share: float, length: float) -> str:
    """Return a line across the arc at a share of the way, at its end if that lies beyond."""
    (x, y), (to_x, to_y) = (
        _point(min(max(share, 0), AXIS_END), RADIUS + side * length / 2) for side in (-1, 1)
    )
    return f"M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}"


def _point(share: float, radius: float) -> tuple[float, float]:
    angle = math.pi * (1 - share / AXIS_END)
    return CENTRE_X + radius * math.cos(angle), CENTRE_Y - radius * math.sin(angle)
