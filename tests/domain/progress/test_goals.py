"""Goals of years and provisional figures, against cases worked by hand.

Where a case needs no figure of the plan it walks 1096 units, one for each day from the end of 2022
to the end of 2025: without goals the line stands at 365 after 2023 and at 731 after 2024.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kzdash.domain.progress import (
    Direction,
    IndicatorTarget,
    Measure,
    ReportedFigure,
    Status,
    assess_indicator,
    figure_period,
)
from kzdash.domain.progress.expected import expected_path

MID_2024 = date(2024, 6, 30)
MID_2025 = date(2025, 6, 30)
NOV_2025 = date(2025, 11, 28)
MAR_2026 = date(2026, 3, 31)
ON_TRACK, BEHIND, FAR = Status.ON_TRACK, Status.BEHIND, Status.FAR_BEHIND


def ask(
    kind: str, target: str, goals: dict[int, str], *, tolerance: str = "10", decimals: int = 0
) -> IndicatorTarget:
    """What is asked, `kind` being measure and direction: `level up`."""
    measure, direction = kind.split()
    return IndicatorTarget(
        Measure(measure),
        Direction(direction),
        Decimal(target),
        Decimal(tolerance),
        decimals,
        "%",
        2022,
        2025,
        {period: Decimal(goal) for period, goal in goals.items()},
    )


def figures(reported: dict[int, str]) -> list[ReportedFigure]:
    """One report of each period, made on its last day."""
    return [
        ReportedFigure(period, Decimal(value), figure_period.period_end(period))
        for period, value in reported.items()
    ]


@pytest.mark.parametrize(
    ("kind", "target", "goals", "reported", "as_of", "expected", "status"),
    [
        # the goal of the value's own year is what is expected of it
        ("level up", "1096", {2023: "100"}, {2022: "0", 2023: "100"}, MID_2024, "100", ON_TRACK),
        ("level up", "1096", {2023: "100"}, {2022: "0", 2023: "99"}, MID_2024, "100", BEHIND),
        ("level up", "1096", {2023: "100"}, {2022: "0", 2023: "90"}, MID_2024, "100", BEHIND),
        ("level up", "1096", {2023: "100"}, {2022: "0", 2023: "89"}, MID_2024, "100", FAR),
        # a goal above the straight line asks for more than it
        ("level up", "1096", {2023: "500"}, {2022: "0", 2023: "400"}, MID_2024, "500", FAR),
        # between two goals the line runs from one to the other: 2024 lies between 2023 and 2025
        ("level up", "1096", {2023: "730"}, {2022: "0", 2024: "913"}, MID_2025, "913", ON_TRACK),
        ("level up", "1096", {2023: "730"}, {2022: "0", 2024: "912"}, MID_2025, "913", BEHIND),
        # a goal of a later year bends the way before it, too
        ("level up", "1096", {2024: "0"}, {2022: "0", 2023: "0"}, MID_2024, "0", ON_TRACK),
        # two goals
        (
            *("level up", "1096", {2023: "10", 2024: "20"}),
            *({2022: "0", 2023: "10", 2024: "15"}, MID_2025, "20", BEHIND),
        ),
        # a level without a known baseline is judged where its year has a goal ...
        ("level up", "1096", {2023: "100"}, {2023: "100"}, MID_2024, "100", ON_TRACK),
        ("level up", "1096", {2023: "100"}, {2023: "80"}, MID_2024, "100", FAR),
        # ... or lies between a goal and the target: 365 of 731 days from 100 to 1096
        ("level up", "1096", {2023: "100"}, {2024: "600"}, MID_2025, "599", ON_TRACK),
        # ... but not before the first goal
        ("level up", "1096", {2024: "100"}, {2023: "80"}, MID_2024, None, Status.NO_DATA),
        # lower is better
        ("level down", "9", {2023: "11"}, {2022: "12", 2023: "11"}, MID_2024, "11", ON_TRACK),
        ("level down", "9", {2023: "11"}, {2022: "12", 2023: "12"}, MID_2024, "11", BEHIND),
        # a baseline past the target: held to the year's goal, not to the target
        ("level down", "9", {2024: "8"}, {2022: "7", 2023: "7", 2024: "10"}, MID_2025, "8", BEHIND),
        # a value that meets the target has met it, whatever the year was asked
        ("level up", "50", {2023: "60"}, {2022: "0", 2023: "55"}, MID_2024, "60", Status.MET),
        # a change: goals are levels, as they are reported; 40 to 42 is 2
        ("change up", "5", {2023: "42"}, {2022: "40", 2023: "42"}, MID_2024, "2", ON_TRACK),
        ("change up", "5", {2023: "42"}, {2022: "40", 2023: "41"}, MID_2024, "2", BEHIND),
        # a change down: 40 to 37 is 3
        ("change down", "5", {2023: "37"}, {2022: "40", 2023: "37"}, MID_2024, "3", ON_TRACK),
        ("change down", "5", {2023: "37"}, {2022: "40", 2023: "38"}, MID_2024, "3", BEHIND),
        # a count
        ("cumulative up", "150", {2023: "40"}, {2023: "40"}, MID_2024, "40", ON_TRACK),
        ("cumulative up", "150", {2023: "40"}, {2023: "29"}, MID_2024, "40", FAR),
        # the goal of the target year is the target: one of its own is passed over
        ("cumulative up", "150", {2025: "10"}, {2024: "100"}, MID_2025, "100", ON_TRACK),
        # and so is one of the baseline year, or outside of the plan's years
        ("cumulative up", "150", {2022: "99"}, {2024: "100"}, MID_2025, "100", ON_TRACK),
        ("cumulative up", "150", {2026: "99"}, {2024: "100"}, MID_2025, "100", ON_TRACK),
    ],
)
def test_goals_of_years_are_steps_on_the_way(
    kind: str,
    target: str,
    goals: dict[int, str],
    reported: dict[int, str],
    as_of: date,
    expected: str | None,
    status: Status,
) -> None:
    assessment = assess_indicator(ask(kind, target, goals), figures(reported), as_of)

    assert assessment.expected == (None if expected is None else Decimal(expected))
    assert assessment.status is status


@pytest.mark.parametrize(
    ("goals", "reported", "expected", "status"),
    [
        # without goals a rate is held to the target: the mean of 4 is short of 5
        ({}, {2023: "4"}, None, BEHIND),
        # the year's own goal is what its rate is held to
        ({2023: "4"}, {2023: "4"}, "4", ON_TRACK),
        ({2023: "4"}, {2023: "3.5"}, "4", BEHIND),
        ({2023: "4"}, {2023: "2.9"}, "4", FAR),
        # √(1.04 × 1.06) - 1 = 4.995 %, shown as 5.00; √(1.04 × 1.05) - 1 = 4.50 %
        ({2023: "4", 2024: "6"}, {2023: "4", 2024: "5"}, "5.00", BEHIND),
        # a year without a goal is asked the target: √(1.03 × 1.05) - 1 = 4.00 %
        ({2023: "3"}, {2023: "4", 2024: "4"}, "4.00", ON_TRACK),
        # a goal of a year without a figure says nothing of the others
        ({2024: "1"}, {2023: "4"}, None, BEHIND),
        # the target year may have a goal of its own, for the target is a mean
        ({2025: "3"}, {2025: "3.5"}, "3", Status.ON_TRACK),
        # a goal that has no mean
        ({2023: "-100"}, {2023: "4"}, None, BEHIND),
        # the mean of the figures meets the target, whatever the years were asked
        ({2023: "9"}, {2023: "6"}, "9", Status.MET),
    ],
)
def test_a_rate_is_held_to_the_mean_of_what_its_years_were_asked(
    goals: dict[int, str], reported: dict[int, str], expected: str | None, status: Status
) -> None:
    target = ask("growth up", "5", goals, tolerance="1", decimals=2)

    assessment = assess_indicator(target, figures(reported), date(2025, 12, 31))

    assert assessment.expected == (None if expected is None else Decimal(expected))
    assert assessment.status is status


@pytest.mark.parametrize(
    ("goals", "quarter_value", "final", "goal", "ahead", "status"),
    [
        ({20252: "60"}, "60", None, "60", "0", ON_TRACK),
        ({20252: "60"}, "59", None, "60", "-1", BEHIND),
        ({20252: "60"}, "49", None, "60", "-11", FAR),
        ({20252: "60"}, "70", None, "60", "10", ON_TRACK),
        # no goal of its own: no judgement, whatever the year is asked
        ({}, "60", None, None, None, None),
        ({2024: "60", 20251: "10", 20253: "90"}, "60", None, None, None, None),
    ],
)
def test_a_provisional_figure_is_held_to_the_goal_of_its_own_period_alone(
    goals: dict[int, str],
    quarter_value: str,
    final: str | None,
    goal: str | None,
    ahead: str | None,
    status: Status | None,
) -> None:
    reported = {2022: "0", 2024: "80", 20252: quarter_value}
    assessment = assess_indicator(ask("level up", "100", goals), figures(reported), NOV_2025)

    found = assessment.provisional
    assert found is not None
    assert found.value == Decimal(quarter_value)
    assert found.goal == (None if goal is None else Decimal(goal))
    assert found.ahead == (None if ahead is None else Decimal(ahead))
    assert found.status is status
    assert found.period_words == "2025年上半年"


@pytest.mark.parametrize("direction", ["level down", "change down"])
def test_a_provisional_figure_that_should_be_low_is_ahead_below_its_goal(direction: str) -> None:
    target = ask(direction, "5", {20251: "11"}, tolerance="1")

    ahead, behind = (
        assess_indicator(target, figures({20251: value}), NOV_2025).provisional
        for value in ("10", "12")
    )

    assert ahead is not None
    assert behind is not None
    assert (ahead.status, ahead.ahead) == (ON_TRACK, 1)
    assert (behind.status, behind.ahead) == (BEHIND, -1)


@pytest.mark.parametrize(
    ("reported", "as_of", "period"),
    [
        # the latest period counts
        ({20251: "1", 20252: "2", 20253: "3"}, NOV_2025, 20253),
        ({20243: "1", 20251: "2"}, NOV_2025, 20251),
        # what is not over yet has no figure
        ({20252: "2", 20251: "1"}, date(2025, 6, 29), 20251),
        # the figure of its year replaces it
        ({20243: "1", 2024: "5"}, NOV_2025, None),
        ({20253: "1", 2025: "5"}, MAR_2026, None),
        # so does one of a later year
        ({20232: "1", 2024: "5"}, NOV_2025, None),
        # outside of the plan's years, or of no quarter
        ({20212: "1"}, NOV_2025, None),
        ({20261: "1"}, date(2026, 4, 30), None),
        ({2024: "1"}, NOV_2025, None),
    ],
)
def test_the_latest_provisional_figure_counts_until_its_year_has_one(
    reported: dict[int, str], as_of: date, period: int | None
) -> None:
    found = assess_indicator(ask("level up", "100", {}), figures(reported), as_of).provisional

    assert (found.period if found else None) == period


def test_the_provisional_figure_entered_last_counts() -> None:
    made = [
        ReportedFigure(20252, Decimal(7), date(2025, 8, 1), 1),
        ReportedFigure(20252, Decimal(8), date(2025, 7, 1), 2),
        ReportedFigure(20252, Decimal(9), date(2025, 12, 1), 3),
    ]
    found = assess_indicator(ask("level up", "100", {}), made, NOV_2025).provisional

    assert found is not None
    assert found.value == 8


def test_a_provisional_figure_changes_no_figure_and_no_status() -> None:
    target = ask("level up", "100", {20252: "99", 2024: "70"})
    final = {2022: "0", 2024: "80"}

    with_it = assess_indicator(target, figures({**final, 20252: "1"}), NOV_2025)
    without = assess_indicator(target, figures(final), NOV_2025)

    assert replace(with_it, provisional=None) == without


@pytest.mark.parametrize(
    ("goals", "words"),
    [
        ({}, "按时间进度2024年末应为67%"),
        ({2024: "60"}, "按年度目标2024年末应为60%"),
    ],
)
def test_the_reason_says_what_was_asked_of_the_year(goals: dict[int, str], words: str) -> None:
    target = ask("level up", "100", goals)
    assessment = assess_indicator(target, figures({2022: "0", 2023: "40", 2024: "60"}), MID_2025)

    assert words in assessment.reason


def test_the_reason_says_what_was_asked_of_rates() -> None:
    target = ask("growth up", "5", {2024: "4"}, decimals=2)

    assert "按各年目标平均应为4%" in assess_indicator(target, figures({2024: "3"}), MID_2025).reason


def test_a_past_baseline_and_a_goal_are_both_told() -> None:
    target = ask("level down", "9", {2024: "8"})
    assessment = assess_indicator(target, figures({2022: "7", 2023: "7", 2024: "10"}), MID_2025)

    assert "已达到或优于目标，不折算完成率；按年度目标2024年末应为8%" in assessment.reason
    assert assessment.progress is None


@pytest.mark.parametrize(
    ("goals", "levels", "points"),
    [
        ({}, {2022: "10"}, [(2022, "10"), (2025, "100")]),
        ({2023: "20"}, {2022: "10"}, [(2022, "10"), (2023, "20"), (2025, "100")]),
        ({2024: "20"}, {}, [(2024, "20"), (2025, "100")]),
        ({20241: "20"}, {2022: "10"}, [(2022, "10"), (2025, "100")]),
        ({}, {}, []),
        ({}, {2022: "100"}, []),
    ],
)
def test_the_expected_path_runs_through_baseline_goals_and_target(
    goals: dict[int, str], levels: dict[int, str], points: list[tuple[int, str]]
) -> None:
    target = ask("level up", "100", goals)

    path = expected_path(target, {year: Decimal(level) for year, level in levels.items()})

    assert list(path) == [(date(year, 12, 31), Decimal(value)) for year, value in points]


@pytest.mark.parametrize(
    ("period", "words", "last_day"),
    [
        (2025, "2025年", date(2025, 12, 31)),
        (20251, "2025年一季度", date(2025, 3, 31)),
        (20252, "2025年上半年", date(2025, 6, 30)),
        (20253, "2025年前三季度", date(2025, 9, 30)),
    ],
)
def test_a_period_has_words_and_a_last_day(period: int, words: str, last_day: date) -> None:
    assert figure_period.period_words(period) == words
    assert figure_period.period_end(period) == last_day
    assert figure_period.year_of(period) == 2025


@pytest.mark.parametrize("period", [0, 2021, 2026, 20240, 20244, 20264, 20211, 99999])
def test_other_numbers_are_no_period(period: int) -> None:
    assert not figure_period.is_period(period, 2022, 2025)
