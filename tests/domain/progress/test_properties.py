"""What holds for any indicator, whatever its figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kzdash.domain.formatting import format_percent
from kzdash.domain.progress import (
    Direction,
    IndicatorTarget,
    Measure,
    ProjectPlan,
    ProjectReport,
    ReportedFigure,
    Stage,
    Status,
    assess_indicator,
    assess_project,
    category_progress,
)

if TYPE_CHECKING:
    from kzdash.domain.progress import Assessment

repeatable = settings(derandomize=True, deadline=None)

BASELINE_YEAR = 2022
TARGET_YEAR = 2025
NEW_YEAR = date(2023, 1, 1)
START = Decimal(50)
LOWEST_RATE = Decimal(-95)
RANK = {
    Status.NO_DATA: 0,
    Status.NOT_DUE: 0,
    Status.FAR_BEHIND: 1,
    Status.MISSED: 1,
    Status.BEHIND: 2,
    Status.ON_TRACK: 3,
    Status.MET: 4,
}


@dataclass(frozen=True)
class Case:
    """What `assess` is given."""

    target: IndicatorTarget
    figures: list[ReportedFigure]
    as_of: date

    def assess(self) -> Assessment:
        return assess_indicator(self.target, self.figures, self.as_of)


def amounts(low: int, high: int) -> st.SearchStrategy[Decimal]:
    """Small whole amounts, that often meet, or any with decimals to hide."""
    return st.integers(max(low, -2), 12).map(Decimal) | st.decimals(low, high, places=2)


values = amounts(-90, 150)
goals = st.dictionaries(
    st.sampled_from([2021, 2022, 2023, 2024, 2025, 2026, 20231, 20242, 20253]), values, max_size=3
)
targets = st.builds(
    IndicatorTarget,
    measure=st.sampled_from(Measure),
    direction=st.sampled_from(Direction),
    target=amounts(-20, 120),
    tolerance=amounts(0, 20),
    decimals=st.integers(0, 3),
    unit=st.sampled_from(["%", "个", "㎡"]),
    baseline_year=st.just(BASELINE_YEAR),
    target_year=st.just(TARGET_YEAR),
    goals=goals | st.just({}),
)
periods = st.sampled_from([2022, 2024, 2023, 2025, 2022, 2024, 2021, 2026])
report_days = st.sampled_from([NEW_YEAR, date(2024, 1, 31)]) | st.dates(NEW_YEAR, date(2025, 6, 30))
as_of_days = st.sampled_from(
    [date(2024, 6, 30), date(2025, 6, 30), date(2025, 12, 31), date(2026, 1, 1)]
) | st.dates(NEW_YEAR, date(2026, 6, 30))


# whatever the rules and the seed's checks accept of a figure, and more
accepted = st.decimals(-(10**15) + 1, 10**15 - 1, places=6) | st.sampled_from(
    [Decimal(text) for text in ("0", "1E-6", "-1E-6", "-100", "-99.999999", "999999999999999")]
)


@st.composite
def odd_cases(draw: st.DrawFn) -> Case:
    first = draw(st.integers(1949, 2099))
    target = IndicatorTarget(
        measure=draw(st.sampled_from(Measure)),
        direction=draw(st.sampled_from(Direction)),
        target=draw(accepted),
        tolerance=abs(draw(accepted)),
        decimals=draw(st.integers(0, 6)),
        unit="%",
        baseline_year=first,
        target_year=draw(st.integers(first + 1, 2100)),
    )
    years = st.integers(target.baseline_year - 1, target.target_year)
    as_of = draw(st.dates(date(first, 1, 1), date(2100, 12, 31)))
    # most by the day that is looked at: what is reported later is not judged at all
    days = st.just(as_of) | st.dates(date(first, 1, 1), date(2101, 12, 31))
    reports = st.lists(st.tuples(years, accepted, days), max_size=6)
    figures = [ReportedFigure(*report, seq) for seq, report in enumerate(draw(reports), start=1)]
    return Case(target, figures, as_of)


@pytest.mark.slow
@settings(repeatable, max_examples=500)
@given(odd_cases())
def test_every_figure_that_may_be_reported_is_judged_or_said_why_not(case: Case) -> None:
    assessment = case.assess()

    assert assessment.reason.endswith("。")
    assert (assessment.value is None) == (assessment.period is None)


@repeatable
@given(
    st.tuples(st.integers(1949, 2100), st.integers(1949, 2100)),
    accepted.map(abs),
    st.decimals(0, 100, places=6) | st.none(),
    accepted.map(abs) | st.none(),
    st.sampled_from([None, *Stage]),
)
def test_every_project_that_may_be_reported_is_judged(
    years: tuple[int, int],
    planned: Decimal,
    physical: Decimal | None,
    completed: Decimal | None,
    stage: Stage | None,
) -> None:
    report = ProjectReport(stage, physical, completed)

    found = assess_project(ProjectPlan(*years, planned), report, date(2025, 6, 30), Decimal(10))

    assert 0 <= found.time_elapsed <= 1
    assert format_percent(found.spent)
    assert category_progress([(planned, physical)]).count == 1


@st.composite
def cases(draw: st.DrawFn) -> Case:
    reports = st.lists(st.tuples(periods, values, report_days), min_size=2, max_size=8)
    figures = [
        ReportedFigure(period, value, reported_on, seq)
        for seq, (period, value, reported_on) in enumerate(draw(reports), start=1)
    ]
    return Case(draw(targets), figures, draw(as_of_days))


def better(target: IndicatorTarget, value: Decimal, by: Decimal) -> Decimal:
    """The value moved the good way, a falling rate never to where it has no mean."""
    if target.direction is Direction.UP:
        return value + by
    falls_far = target.measure is Measure.GROWTH and value - by < LOWEST_RATE
    return LOWEST_RATE if falls_far else value - by


def never_lower(before: Decimal | None, after: Decimal | None) -> bool:
    if before is None or after is None:
        return before is after
    return after >= before


@repeatable
@given(cases(), st.data(), amounts(0, 150))
def test_moving_a_value_the_good_way_never_lowers_progress_gap_or_status(
    case: Case, data: st.DataObject, by: Decimal
) -> None:
    moved = data.draw(st.sampled_from(case.figures))
    assume(moved.period != BASELINE_YEAR or case.target.measure is Measure.CUMULATIVE)
    improved = replace(moved, value=better(case.target, moved.value, by))
    others = [figure for figure in case.figures if figure is not moved]

    before = case.assess()
    after = replace(case, figures=[*others, improved]).assess()

    assert never_lower(before.progress, after.progress)
    assert never_lower(before.gap, after.gap)
    assert RANK[after.status] >= RANK[before.status]


@repeatable
@given(
    st.sampled_from(["level up", "level down", "change up", "change down", "cumulative up"]),
    st.decimals(1, 200, places=2),
    amounts(0, 40),
    st.integers(0, 3),
    st.lists(st.integers(-20, 120), min_size=2, max_size=6).map(sorted),
)
def test_the_further_a_figure_has_come_the_better_it_stands(
    kind: str, way: Decimal, tolerance: Decimal, decimals: int, percents: list[int]
) -> None:
    measure, direction = kind.split()
    towards = Decimal(1 if direction == "up" else -1)
    aim = START + towards * way if measure == "level" else way
    start = Decimal(0) if measure == "cumulative" else START
    target = IndicatorTarget(
        Measure(measure),
        Direction(direction),
        aim,
        tolerance,
        decimals,
        "%",
        BASELINE_YEAR,
        TARGET_YEAR,
    )
    stands = [
        assess_indicator(
            target,
            [
                ReportedFigure(2022, start, NEW_YEAR),
                ReportedFigure(2024, start + towards * way * percent / 100, date(2025, 1, 31)),
            ],
            date(2025, 6, 30),
        )
        for percent in percents
    ]

    for worse, not_worse in pairwise(stands):
        assert never_lower(worse.progress, not_worse.progress)
        assert never_lower(worse.gap, not_worse.gap)
        assert RANK[not_worse.status] >= RANK[worse.status]


@repeatable
@given(cases(), st.integers(-3, 3))
def test_scaling_the_unit_changes_neither_progress_nor_status(case: Case, power: int) -> None:
    assume(case.target.measure is not Measure.GROWTH)
    scaled_target = replace(
        case.target,
        target=case.target.target.scaleb(power),
        tolerance=case.target.tolerance.scaleb(power),
        decimals=case.target.decimals - power,
    )
    scaled_figures = [replace(figure, value=figure.value.scaleb(power)) for figure in case.figures]

    before = case.assess()
    after = Case(scaled_target, scaled_figures, case.as_of).assess()

    assert (after.progress, after.status) == (before.progress, before.status)


@repeatable
@given(cases(), st.data())
def test_the_order_of_reports_does_not_matter(case: Case, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(case.figures))

    assert replace(case, figures=shuffled).assess() == case.assess()


@repeatable
@given(cases(), st.data())
def test_handing_over_a_report_twice_changes_nothing(case: Case, data: st.DataObject) -> None:
    twice = data.draw(st.sampled_from(case.figures))

    assert replace(case, figures=[*case.figures, twice]).assess() == case.assess()


@repeatable
@given(cases())
def test_reporting_the_same_again_changes_nothing(case: Case) -> None:
    before = case.assess()
    again = [
        ReportedFigure(year, level, case.as_of, seq=100 + year)
        for year, level in before.levels.items()
    ]

    assert replace(case, figures=[*case.figures, *again]).assess() == before


@repeatable
@given(cases(), st.data(), values)
def test_a_later_correction_of_a_period_replaces_the_earlier(
    case: Case, data: st.DataObject, value: Decimal
) -> None:
    period = data.draw(st.sampled_from(case.figures)).period
    correction = ReportedFigure(period, value, case.as_of, seq=100)
    others = [figure for figure in case.figures if figure.period != period]

    corrected = replace(case, figures=[correction, *case.figures]).assess()

    assert corrected == replace(case, figures=[correction, *others]).assess()


@repeatable
@given(cases())
def test_what_is_reported_later_or_of_other_years_is_not_seen(case: Case) -> None:
    seen = [
        figure
        for figure in case.figures
        if figure.as_of <= case.as_of and BASELINE_YEAR <= figure.period <= TARGET_YEAR
    ]

    assert replace(case, figures=seen).assess() == case.assess()


@repeatable
@given(cases())
def test_progress_and_expected_are_none_just_where_there_is_no_way_to_go(case: Case) -> None:
    assessment = case.assess()
    asked = case.target
    start = {
        Measure.LEVEL: assessment.levels.get(BASELINE_YEAR),
        Measure.CHANGE: Decimal(0) if BASELINE_YEAR in assessment.levels else None,
        Measure.GROWTH: None,
        Measure.CUMULATIVE: Decimal(0),
    }[asked.measure]
    falling = asked.direction is Direction.DOWN and asked.measure is not Measure.CHANGE
    there_is_a_way = (
        assessment.levels != {}
        and start is not None
        and (start > asked.target if falling else start < asked.target)
    )

    assert assessment.baseline == start
    assert (assessment.progress is not None) is there_is_a_way
    explained = "不折算完成率" in assessment.reason
    assert explained is (assessment.value is not None and not there_is_a_way)
    straight = replace(case, target=replace(asked, goals={})).assess()
    assert (straight.expected is not None) is there_is_a_way


@repeatable
@given(cases(), goals)
def test_goals_change_no_figure_but_what_is_expected(
    case: Case, others: dict[int, Decimal]
) -> None:
    with_them, without = (
        replace(case, target=replace(case.target, goals=asked)).assess() for asked in (others, {})
    )

    for figure in ("value", "period", "baseline", "gap", "progress", "forecast", "missing"):
        assert getattr(with_them, figure) == getattr(without, figure)
    assert with_them.levels == without.levels
    assert (with_them.status is Status.MET) is (without.status is Status.MET)


@repeatable
@given(cases())
def test_a_forecast_takes_two_known_points(case: Case) -> None:
    assessment = case.assess()
    known = assessment.value is not None and assessment.baseline is not None
    apart = assessment.period is not None and assessment.period > BASELINE_YEAR

    assert (assessment.forecast is not None) is (known and apart)


@repeatable
@given(cases())
def test_value_period_and_gap_are_there_together(case: Case) -> None:
    assessment = case.assess()

    together = {assessment.value is None, assessment.period is None, assessment.gap is None}

    assert len(together) == 1


@repeatable
@given(cases())
def test_a_status_never_contradicts_the_gap(case: Case) -> None:
    assessment = case.assess()
    assume(assessment.status not in {Status.NO_DATA, Status.NOT_DUE})

    assert assessment.gap is not None
    assert (assessment.status is Status.MET) is (assessment.gap >= 0)


@repeatable
@given(cases())
def test_missed_is_said_of_the_target_year_only_and_once_it_is_over(case: Case) -> None:
    assessment = case.assess()
    over = case.as_of > date(TARGET_YEAR, 12, 31)

    if assessment.status is Status.MISSED:
        assert over
        assert assessment.period == TARGET_YEAR
    if over:
        assert assessment.status in {Status.MET, Status.MISSED, Status.NO_DATA}


@repeatable
@given(cases())
def test_a_reason_is_a_sentence_for_people(case: Case) -> None:
    reason = case.assess().reason

    assert reason.endswith("。")
    assert reason.count("。") == 1
    assert not [word for word in ("none", "nan", "inf", "decimal", "e+") if word in reason.lower()]


@repeatable
@given(cases())
def test_every_missing_year_is_named_in_the_reason(case: Case) -> None:
    assessment = case.assess()

    assert not set(assessment.missing) & set(assessment.levels)
    assert all(str(year) in assessment.reason for year in assessment.missing)
