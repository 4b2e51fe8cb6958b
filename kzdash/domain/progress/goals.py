"""Each goal on an indicator's way beside the figure of its own period.

The figure of a year answers the goal of that year alone, and a provisional one that of its part.
None of this changes the indicator's value or status.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.domain.formatting import round_half_up
from kzdash.domain.progress.expected import yearly_goals
from kzdash.domain.progress.figure_period import is_period, is_provisional, period_end

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from kzdash.domain.progress.target import IndicatorTarget


@dataclass(frozen=True, slots=True)
class GoalCheck:
    """A goal, as reported figures are, with the figure of its period, None where there is none.

    `ahead` is by how much the figure is on the good side of the goal.
    """

    period: int
    goal: Decimal
    value: Decimal | None
    ahead: Decimal | None


def check_goals(target: IndicatorTarget, figures: Mapping[int, Decimal]) -> tuple[GoalCheck, ...]:
    """Hold figures, by period, to the goals that count, in the order in which periods end."""
    first, last = target.baseline_year + 1, target.target_year
    goals = yearly_goals(target) | {
        period: round_half_up(goal, target.decimals)
        for period, goal in target.goals.items()
        if is_provisional(period) and is_period(period, first, last)
    }
    return tuple(
        _check(target, period, goals[period], figures.get(period))
        for period in sorted(goals, key=lambda period: (period_end(period), period))
    )


def _check(
    target: IndicatorTarget, period: int, goal: Decimal, figure: Decimal | None
) -> GoalCheck:
    if figure is None:
        return GoalCheck(period, goal, None, None)
    value = round_half_up(figure, target.decimals)
    return GoalCheck(period, goal, value, target.reported_sign * (value - goal))
