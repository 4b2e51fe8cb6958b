"""What the plan asks of an indicator: a measure, a direction, a target and its years."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal


class Measure(StrEnum):
    """What of an indicator is set beside its target."""

    LEVEL = "level"
    CHANGE = "change"
    GROWTH = "growth"
    CUMULATIVE = "cumulative"


class Direction(StrEnum):
    """Which way is good."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class IndicatorTarget:
    """What the plan asks of an indicator.

    `target` and `tolerance` are in the indicator's own unit; a `change` counts its target in the
    direction asked, so both a rise and a fall by 0.04 are a target of 0.04. `goals` are the figures
    asked on the way, by period (`figure_period`), in terms of what is reported.
    """

    measure: Measure
    direction: Direction
    target: Decimal
    tolerance: Decimal
    decimals: int
    unit: str
    baseline_year: int
    target_year: int
    goals: Mapping[int, Decimal] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def sign(self) -> int:
        """+1 where a larger value is better, -1 where a smaller one is."""
        falling = self.direction is Direction.DOWN and self.measure is not Measure.CHANGE
        return -1 if falling else 1

    @property
    def reported_sign(self) -> int:
        """+1 where a larger reported figure is better, -1 where a smaller one is."""
        return -1 if self.direction is Direction.DOWN else 1

    @property
    def days(self) -> int:
        """The days from baseline date to target date."""
        return (year_end(self.target_year) - year_end(self.baseline_year)).days

    def days_gone(self, on: date) -> int:
        """The days from baseline date to `on`, 0 before."""
        return max((on - year_end(self.baseline_year)).days, 0)


def year_end(year: int) -> date:
    """Return 31 December of the year, where every yearly figure stands."""
    return date(year, 12, 31)
