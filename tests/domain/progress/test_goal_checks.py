"""Each goal beside the figure of its own period, by hand; a goal never changes a figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kzdash.domain.progress import (
    Direction,
    IndicatorTarget,
    Measure,
    ReportedFigure,
    assess_indicator,
    figure_period,
)
from kzdash.domain.progress.goals import check_goals
from tests.hypothesis_settings import USUAL

DAY = date(2025, 11, 28)
NO_GOALS = IndicatorTarget(Measure.LEVEL, Direction.UP, Decimal(56), Decimal(1), 2, "%", 2022, 2025)


def ask(goals: dict[int, str], **more: Any) -> IndicatorTarget:
    asked = {period: Decimal(goal) for period, goal in goals.items()}
    return replace(NO_GOALS, goals=asked, **more)


@pytest.mark.parametrize(
    ("target", "figures", "checks"),
    [
        # no goals, nothing to hold figures to
        (ask({}), {2023: "53"}, []),
        # reached exactly, missed by a hundredth, no figure yet
        (
            ask({2023: "53", 2024: "54"}),
            {2023: "53", 2024: "53.99"},
            [(2023, "53", "53", "0"), (2024, "54", "53.99", "-0.01")],
        ),
        (ask({2024: "54"}), {2023: "60"}, [(2024, "54", None, None)]),
        # a part of a year answers its own goal, and no other figure does
        (
            ask({20252: "55"}),
            {2024: "54", 20251: "56", 20252: "54.2"},
            [(20252, "55", "54.2", "-0.8")],
        ),
        # in the order in which periods end: a half year before its year
        (
            ask({20242: "54", 2024: "55", 2023: "53"}),
            {},
            [(2023, "53", None, None), (20242, "54", None, None), (2024, "55", None, None)],
        ),
        # rounded as shown, both of them
        (ask({2024: "54.004"}), {2024: "53.996"}, [(2024, "54.00", "54.00", "0.00")]),
        # where a smaller figure is better it is ahead below its goal
        (
            ask({2024: "9"}, direction=Direction.DOWN),
            {2024: "8.5"},
            [(2024, "9", "8.5", "0.5")],
        ),
        (
            ask({2024: "40"}, measure=Measure.CHANGE, direction=Direction.DOWN),
            {2022: "45", 2024: "41"},
            [(2024, "40", "41", "-1")],
        ),
        # the target year is asked the target, but of a rate
        (ask({2025: "5"}), {2025: "6"}, []),
        (ask({2025: "5"}, measure=Measure.GROWTH), {2025: "6"}, [(2025, "5", "6", "1")]),
        # goals that no plan of these years has
        (ask({2022: "5", 20221: "5", 20254: "5", 20261: "5", 2030: "5"}), {2022: "6"}, []),
    ],
)
def test_a_goal_is_answered_by_the_figure_of_its_own_period(
    target: IndicatorTarget,
    figures: dict[int, str],
    checks: list[tuple[int, str, str | None, str | None]],
) -> None:
    found = check_goals(target, {period: Decimal(value) for period, value in figures.items()})

    def exact(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    assert [(one.period, one.goal, one.value, one.ahead) for one in found] == [
        (period, Decimal(goal), exact(value), exact(ahead)) for period, goal, value, ahead in checks
    ]


PERIODS = [2022, 2023, 2024, 2025, 20251, 20252, 20253]
AMOUNTS = some.integers(0, 10_000).map(lambda part: Decimal(part).scaleb(-2))
GIVEN = some.dictionaries(some.sampled_from(PERIODS), AMOUNTS, max_size=7)


@settings(USUAL)
@given(goals=GIVEN, figures=GIVEN, measure=some.sampled_from(list(Measure)))
def test_a_goal_never_changes_a_figure_only_its_judgement(
    goals: dict[int, Decimal], figures: dict[int, Decimal], measure: Measure
) -> None:
    reported = [
        ReportedFigure(period, value, figure_period.period_end(period))
        for period, value in figures.items()
        if figure_period.period_end(period) <= DAY
    ]
    plain = replace(NO_GOALS, measure=measure)

    before = assess_indicator(plain, reported, DAY)
    after = assess_indicator(replace(plain, goals=goals), reported, DAY)

    for figure in ("value", "period", "baseline", "gap", "progress", "forecast", "levels"):
        assert getattr(before, figure) == getattr(after, figure)
    assert (before.missing, before.awaited) == (after.missing, after.awaited)


@settings(USUAL)
@given(goals=GIVEN, figures=GIVEN, measure=some.sampled_from(list(Measure)), later=AMOUNTS)
def test_a_provisional_figure_changes_nothing_but_itself(
    goals: dict[int, Decimal], figures: dict[int, Decimal], measure: Measure, later: Decimal
) -> None:
    target = replace(NO_GOALS, measure=measure, goals=goals)
    reported = [
        ReportedFigure(period, value, figure_period.period_end(period))
        for period, value in figures.items()
        if figure_period.period_end(period) <= DAY
    ]
    more = ReportedFigure(20252, later, DAY, seq=99)

    before = assess_indicator(target, reported, DAY)
    after = assess_indicator(target, [*reported, more], DAY)

    assert replace(before, provisional=None) == replace(after, provisional=None)
