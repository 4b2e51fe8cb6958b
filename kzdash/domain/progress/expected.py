"""Where an indicator is expected to stand on its way from baseline to target.

Without goals that is the straight line between the two. Goals of years are steps on the way: the
line runs from one to the next. A rate is no way to go: it is held to the target, or, where years
have goals of their own, to the mean of what was asked of the years that have figures.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING

from kzdash.domain.formatting import round_half_up
from kzdash.domain.progress.figure_period import is_provisional
from kzdash.domain.progress.target import Measure, year_end

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from kzdash.domain.progress.target import IndicatorTarget

HUNDRED = Decimal(100)
Point = tuple["date", Decimal]


def yearly_goals(target: IndicatorTarget) -> dict[int, Decimal]:
    """Return the goals of whole years on the way, by year.

    The target year itself is asked the target, but of a rate, whose target is a mean.
    """
    last = target.target_year + (target.measure is Measure.GROWTH)
    return {
        year: round_half_up(goal, target.decimals)
        for year, goal in sorted(target.goals.items())
        if not is_provisional(year) and target.baseline_year < year < last
    }


def expected_path(target: IndicatorTarget, levels: Mapping[int, Decimal]) -> tuple[Point, ...]:
    """Return the points that the expected line runs through, in terms of the indicator's value.

    It starts at the baseline, where that is known. A growth rate has none. Without goals there is
    none either where the baseline is unknown, or past the target already.
    """
    if target.measure is Measure.GROWTH:
        return ()
    baseline = baseline_value(target, levels)
    goals = _goals_as_values(target, levels)
    end = (year_end(target.target_year), target.target)
    if not goals and (baseline is None or target.sign * (target.target - baseline) <= 0):
        return ()
    start = [] if baseline is None else [(year_end(target.baseline_year), baseline)]
    steps = [(year_end(year), goal) for year, goal in goals.items()]
    return (*start, *steps, end)


def expected_on(path: Sequence[Point], day: date) -> Decimal | None:
    """Return where a path stands on a day, exactly; None outside of it."""
    for (first, low), (last, high) in pairwise(path):
        if first <= day <= last:
            return low + (high - low) * Decimal((day - first).days) / (last - first).days
    return None


def expected_growth(target: IndicatorTarget, levels: Mapping[int, Decimal]) -> Decimal | None:
    """Return the geometric mean in % of what was asked of the years that have figures.

    A year without a goal is asked the target. None where none of them has a goal of its own, or a
    goal has no mean.
    """
    goals = yearly_goals(target)
    years = [year for year in levels if year > target.baseline_year]
    if not goals.keys() & set(years):
        return None
    return mean_growth([goals.get(year, target.target) for year in years], target.decimals)


def mean_growth(rates: Sequence[Decimal], decimals: int) -> Decimal | None:
    """Return the geometric mean of rates in %, (∏(1+gᵢ))^(1/n) - 1; None where there is none."""
    factors = [1 + rate / HUNDRED for rate in rates]
    if not factors or min(factors) <= 0:
        return None
    mean = prod(factors, start=Decimal(1)) ** (1 / Decimal(len(factors))) - 1
    return round_half_up(mean * HUNDRED, decimals)


def baseline_value(target: IndicatorTarget, levels: Mapping[int, Decimal]) -> Decimal | None:
    """Return the value at the baseline date; None where it is unknown, and of a growth rate."""
    match target.measure:
        case Measure.GROWTH:
            return None
        case Measure.CUMULATIVE:
            return Decimal(0)
        case Measure.CHANGE:
            return Decimal(0) if target.baseline_year in levels else None
        case Measure.LEVEL:
            return levels.get(target.baseline_year)


def _goals_as_values(target: IndicatorTarget, levels: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """Return the goals of years as values: of a change, how far they are from the baseline."""
    goals = yearly_goals(target)
    if target.measure is not Measure.CHANGE:
        return goals
    first = levels.get(target.baseline_year)
    if first is None:
        return {}
    return {year: target.reported_sign * (goal - first) for year, goal in goals.items()}
