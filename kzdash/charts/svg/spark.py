"""A spark: the figures of some years as a line without axes, as small as a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

WIDTH, HEIGHT, ROOM = 60, 16, 3


def draw_spark(levels: Mapping[int, Decimal], first_year: int, last_year: int) -> str:
    """Draw the figures by year, each at its place between two years, and a dot at the latest.

    Fewer than two figures are no line: then the drawing is empty, and keeps its place.
    """
    drawn = _line(levels, first_year, last_year) if len(levels) > 1 else ""
    return (
        f'<svg class="spark" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'aria-hidden="true">{drawn}</svg>'
    )


def _line(levels: Mapping[int, Decimal], first_year: int, last_year: int) -> str:
    years = sorted(levels)
    low, high = min(levels.values()), max(levels.values())
    across = (WIDTH - 2 * ROOM) / (last_year - first_year)
    down = (HEIGHT - 2 * ROOM) / float(high - low or 1)
    points = [
        (
            ROOM + (year - first_year) * across,
            # a line of equal figures runs along the middle
            HEIGHT / 2 if high == low else HEIGHT - ROOM - float(levels[year] - low) * down,
        )
        for year in years
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    return f'<polyline points="{path}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>'
