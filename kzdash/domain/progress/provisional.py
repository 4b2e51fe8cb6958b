"""A provisional figure (快报) of a part of a year, held to the goal of that part alone.

It never changes the indicator's value or status, and counts only until its year's figure is in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.domain.formatting import round_half_up
from kzdash.domain.progress.figure_period import (
    is_period,
    is_provisional,
    period_end,
    period_words,
    year_of,
)
from kzdash.domain.progress.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal

    from kzdash.domain.progress.figure_period import ReportedFigure
    from kzdash.domain.progress.target import IndicatorTarget


@dataclass(frozen=True, slots=True)
class ProvisionalFigure:
    """The latest provisional figure, as reported, beside the `goal` of its period if it has one.

    `ahead` is by how much it is on the good side of the goal; `status` is None without a goal.
    """

    period: int
    value: Decimal
    goal: Decimal | None
    ahead: Decimal | None
    status: Status | None

    @property
    def period_words(self) -> str:
        """The part of the year it is of."""
        return period_words(self.period)


def judge_provisional(
    target: IndicatorTarget,
    figures: Iterable[ReportedFigure],
    levels: Mapping[int, Decimal],
    as_of: date,
) -> ProvisionalFigure | None:
    """Judge the provisional figure of the latest period whose year has no final figure yet.

    `levels` are the final figures that count, by year. Of several reports on a period the last
    made by the day counts; a figure whose period has not ended is none.
    """
    counted = [
        figure
        for figure in figures
        if is_provisional(figure.period)
        and is_period(figure.period, target.baseline_year, target.target_year)
        and figure.as_of <= as_of
        and period_end(figure.period) <= as_of
        and year_of(figure.period) > max(levels, default=0)
    ]
    if not counted:
        return None
    latest = max(counted, key=lambda figure: (figure.period, figure.seq))
    value = round_half_up(latest.value, target.decimals)
    goal = target.goals.get(latest.period)
    if goal is None:
        return ProvisionalFigure(latest.period, value, None, None, None)
    goal = round_half_up(goal, target.decimals)
    ahead = target.reported_sign * (value - goal)
    if ahead >= 0:
        status = Status.ON_TRACK
    else:
        status = Status.BEHIND if -ahead <= target.tolerance else Status.FAR_BEHIND
    return ProvisionalFigure(latest.period, value, goal, ahead, status)
