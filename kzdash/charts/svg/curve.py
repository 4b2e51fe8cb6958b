"""A curve: amounts that grow by day, planned and reported, on the span of a project.

It is as wide as what it stands in; days and amounts stand in words around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kzdash.domain.progress.planned_path import Point

WIDTH, HEIGHT = 1000, 200


@dataclass(frozen=True, slots=True)
class Curve:
    """Points in the order of their days; `now` is the day to mark, `top` the highest amount."""

    planned: Sequence[Point]
    reported: Sequence[Point]
    now: date
    first: date
    last: date
    top: Decimal

    def across(self, day: date) -> float:
        """Return where a day lies, as a share of the width."""
        return min(max((day - self.first).days / max((self.last - self.first).days, 1), 0), 1)

    @property
    def falls(self) -> tuple[tuple[Point, Point], ...]:
        """The pairs of reported points of which the later is the smaller."""
        return tuple((one, two) for one, two in pairwise(self.reported) if two[1] < one[1])


def span_curve(planned: Sequence[Point], reported: Sequence[Point], now: date) -> Curve | None:
    """Return the curve over all its points; None where they have no length or no height."""
    days = [day for day, _ in (*planned, *reported)]
    top = max((amount for _, amount in (*planned, *reported)), default=Decimal(0))
    if len(set(days)) < 2 or top <= 0:  # noqa: PLR2004 - a line has two ends
        return None
    return Curve(planned, reported, now, min(days), max(days), top)


def draw_curve(curve: Curve) -> str:
    """Draw both lines, a dot a report, and a line at the day of the board."""
    x = curve.across(curve.now) * WIDTH
    parts = (
        _path("edge", f"M0 0V{HEIGHT}H{WIDTH}"),
        _path("planned", _line(curve, curve.planned)),
        _path("now", f"M{x:.1f} 0V{HEIGHT}" if curve.first <= curve.now <= curve.last else ""),
        _path("reported", _line(curve, curve.reported)),
        _path("fallen", _dots(curve, [later for _, later in curve.falls])),
        _path("dots", _dots(curve, curve.reported)),
    )
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" aria-hidden="true">'
        f"{''.join(parts)}</svg>"
    )


def _path(name: str, drawn: str) -> str:
    return f'<path class="{name}" d="{drawn}"/>' if drawn else ""


def _line(curve: Curve, points: Sequence[Point]) -> str:
    return f"M{'L'.join(_place(curve, point) for point in points)}" if points else ""


def _dots(curve: Curve, points: Sequence[Point]) -> str:
    # a stroke without length is as round as its ends, however the drawing is stretched
    return "".join(f"M{_place(curve, point)}h0" for point in points)


def _place(curve: Curve, point: Point) -> str:
    day, amount = point
    return f"{curve.across(day) * WIDTH:.1f} {HEIGHT - float(amount / curve.top) * HEIGHT:.1f}"
