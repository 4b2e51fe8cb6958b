"""How an indicator stands: value, gap, progress, expected, forecast and status.

The rules, by measure:

- `level`: the latest level against a target level.
- `change`: latest level minus baseline level, counted in the direction asked.
- `growth`: the geometric mean of the yearly rates, (∏(1+gᵢ))^(1/n) - 1.
- `cumulative`: the count reached so far, from 0 at the baseline date.

Baseline and target stand at 31 December of their years; parts of the way are counted in days.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import prod
from types import MappingProxyType
from typing import TYPE_CHECKING

from kzdash.domain.formatting import round_half_up
from kzdash.domain.progress import explanation
from kzdash.domain.progress.status import Status
from kzdash.domain.progress.target import Direction, IndicatorTarget, Measure, year_end

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

RATIO_DECIMALS = 4
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class ReportedFigure:
    """A reported figure of one year; of those made by the day, the highest `seq` counts."""

    period: int
    value: Decimal
    as_of: date
    seq: int = 1


@dataclass(frozen=True, slots=True)
class Assessment:
    """How an indicator stands on a day.

    `value`, `gap`, `expected` and `forecast` are in the indicator's unit, rounded as shown;
    `progress` is a ratio that may be under 0 or over 1; `missing` are the years without a figure
    that should have one, `awaited` those whose figure is not published yet; `levels` the figures
    that counted, by year; `reason` says how and why.
    """

    status: Status
    value: Decimal | None
    period: int | None
    baseline: Decimal | None
    gap: Decimal | None
    progress: Decimal | None
    expected: Decimal | None
    forecast: Decimal | None
    missing: tuple[int, ...]
    awaited: tuple[int, ...]
    levels: Mapping[int, Decimal]
    reason: str

    @classmethod
    def unjudged(cls, reason: str) -> Assessment:
        """Return that nothing can be said of an indicator, and why."""
        return cls(
            status=Status.UNJUDGED,
            value=None,
            period=None,
            baseline=None,
            gap=None,
            progress=None,
            expected=None,
            forecast=None,
            missing=(),
            awaited=(),
            levels=MappingProxyType({}),
            reason=reason,
        )


def assess_indicator(
    target: IndicatorTarget,
    figures: Iterable[ReportedFigure],
    as_of: date,
    published_on: Callable[[int], date] = year_end,
) -> Assessment:
    """Judge an indicator on a day from the reports made by then, in whatever order they come.

    `published_on` gives the day on which the figure of a year is published; from the day after it
    is missing where nobody has reported it.

    Years outside baseline to target are passed over. A growth rate of -100 % or less has no
    geometric mean: then there is no judgement.
    """
    levels = _levels(target, figures, as_of)
    silent = _silent(target, levels, as_of)
    awaited = tuple(year for year in silent if as_of <= published_on(year))
    missing = tuple(year for year in silent if year not in awaited)
    baseline = _baseline(target, levels)
    value = _value(target, levels)
    period = None if value is None else max(levels)
    gap = None if value is None else _better_by(target, value, target.target)
    progress = expected = forecast = judged_on = None
    if value is not None and period is not None and baseline is not None:
        judged_on = min(year_end(period), as_of)
        gone = target.days_gone(judged_on)
        way = target.target - baseline
        if target.sign * way > 0:
            progress = round_half_up((value - baseline) / way, RATIO_DECIMALS)
            expected = round_half_up(baseline + way * gone / target.days, target.decimals)
        if gone:
            forecast = round_half_up(
                baseline + (value - baseline) * target.days / gone, target.decimals
            )
    status = _status(target, levels, as_of, value, expected)
    judged = explanation.Judgement(value, baseline, expected, judged_on, missing, awaited, status)
    return Assessment(
        status=status,
        value=value,
        period=period,
        baseline=baseline,
        gap=gap,
        progress=progress,
        expected=expected,
        forecast=forecast,
        missing=missing,
        awaited=awaited,
        levels=MappingProxyType(levels),
        reason=explanation.explain(target, levels, judged),
    )


def _better_by(target: IndicatorTarget, value: Decimal, than: Decimal) -> Decimal:
    """How far a value is on the good side of another; negative on the bad side."""
    return value - than if target.sign > 0 else than - value


def _levels(
    target: IndicatorTarget, figures: Iterable[ReportedFigure], as_of: date
) -> dict[int, Decimal]:
    """The figure that counts of each year, rounded as shown: the last entered for `as_of`."""
    latest: dict[int, ReportedFigure] = {}
    for figure in figures:
        if figure.as_of > as_of or not target.baseline_year <= figure.period <= target.target_year:
            continue
        known = latest.get(figure.period)
        if known is None or figure.seq > known.seq:
            latest[figure.period] = figure
    return {year: round_half_up(latest[year].value, target.decimals) for year in sorted(latest)}


def _silent(target: IndicatorTarget, levels: dict[int, Decimal], as_of: date) -> tuple[int, ...]:
    """The years that are over and have no figure."""
    from_baseline = target.measure in {Measure.LEVEL, Measure.CHANGE}
    first = target.baseline_year if from_baseline else target.baseline_year + 1
    years = range(first, target.target_year + 1)
    return tuple(year for year in years if year_end(year) < as_of and year not in levels)


def _baseline(target: IndicatorTarget, levels: dict[int, Decimal]) -> Decimal | None:
    match target.measure:
        case Measure.GROWTH:
            return None
        case Measure.CUMULATIVE:
            return Decimal(0)
        case Measure.CHANGE:
            return Decimal(0) if target.baseline_year in levels else None
        case Measure.LEVEL:
            return levels.get(target.baseline_year)


def _value(target: IndicatorTarget, levels: dict[int, Decimal]) -> Decimal | None:
    if not levels:
        return None
    latest = levels[max(levels)]
    match target.measure:
        case Measure.GROWTH:
            return _mean_growth(target, levels)
        case Measure.CHANGE:
            if target.baseline_year not in levels:
                return None
            change = latest - levels[target.baseline_year]
            return change if target.direction is Direction.UP else -change
        case _:
            return latest


def _mean_growth(target: IndicatorTarget, levels: dict[int, Decimal]) -> Decimal | None:
    rates = [rate for year, rate in levels.items() if year > target.baseline_year]
    if not rates:
        return None
    factors = [1 + rate / HUNDRED for rate in rates]
    if min(factors) <= 0:
        return None
    mean = prod(factors, start=Decimal(1)) ** (1 / Decimal(len(factors))) - 1
    return round_half_up(mean * HUNDRED, target.decimals)


def _status(
    target: IndicatorTarget,
    levels: dict[int, Decimal],
    as_of: date,
    value: Decimal | None,
    expected: Decimal | None,
) -> Status:
    if as_of <= year_end(target.baseline_year + 1):
        return Status.NOT_DUE
    over = year_end(target.target_year) < as_of
    nothing_since = max(levels, default=0) <= target.baseline_year
    if value is None or nothing_since or (over and target.target_year not in levels):
        no_mean = value is None and not nothing_since and target.measure is Measure.GROWTH
        return Status.UNJUDGED if no_mean else Status.NO_DATA
    if _better_by(target, value, target.target) >= 0:
        return Status.MET
    if over:
        return Status.MISSED
    if target.measure is Measure.LEVEL and target.baseline_year not in levels:
        return Status.NO_DATA
    # a rate, and a level whose baseline is past the target, are held to the target itself
    return _status_by_line(target, value, target.target if expected is None else expected)


def _status_by_line(target: IndicatorTarget, value: Decimal, item: Decimal) -> Status:
    short = _better_by(target, item, value)
    if short <= 0:
        return Status.ON_TRACK
    return Status.BEHIND if short <= target.tolerance else Status.FAR_BEHIND
