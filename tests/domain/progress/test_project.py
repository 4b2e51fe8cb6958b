"""Projects: time gone by, stage, physical progress and money, against cases worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kzdash.domain.progress import (
    CategoryProgress,
    ProjectPlan,
    ProjectReport,
    Stage,
    Status,
    assess_project,
    category_progress,
    time_elapsed,
)

TOLERANCE = Decimal(10)
PLAN = ProjectPlan(2023, 2026, Decimal(12000))
HALF_WAY = date(2024, 12, 31)
LAST_DAY = date(2026, 12, 31)
DAY_AFTER = date(2027, 1, 1)


@pytest.mark.parametrize(
    ("first", "last", "as_of", "share"),
    [
        pytest.param(2023, 2023, date(2022, 6, 30), "0", id="long before"),
        pytest.param(2023, 2023, date(2022, 12, 31), "0", id="the day before"),
        pytest.param(2023, 2023, date(2023, 1, 1), "0.002740", id="first day, 1 of 365"),
        pytest.param(2023, 2023, date(2023, 3, 14), "0.2", id="73 of 365"),
        pytest.param(2023, 2023, date(2023, 12, 30), "0.997260", id="364 of 365"),
        pytest.param(2023, 2023, date(2023, 12, 31), "1", id="last day"),
        pytest.param(2023, 2023, date(2024, 1, 1), "1", id="the day after"),
        pytest.param(2023, 2023, date(2030, 1, 1), "1", id="long after"),
        pytest.param(2024, 2024, date(2024, 1, 1), "0.002732", id="leap year, 1 of 366"),
        pytest.param(2024, 2024, date(2024, 2, 29), "0.163934", id="leap day, 60 of 366"),
        pytest.param(2024, 2024, date(2024, 7, 1), "0.5", id="leap year, 183 of 366"),
        pytest.param(2023, 2025, date(2024, 12, 31), "0.666971", id="731 of 1096"),
        pytest.param(2023, 2026, date(2024, 12, 31), "0.500342", id="731 of 1461"),
    ],
)
def test_time_elapsed_is_the_share_of_the_building_days_gone_by_at_the_end_of_the_day(
    first: int, last: int, as_of: date, share: str
) -> None:
    assert round(time_elapsed(first, last, as_of), 6) == Decimal(share)


def test_an_assessment_carries_the_time_elapsed_whatever_was_reported() -> None:
    one_year = ProjectPlan(2023, 2023, Decimal(100))
    as_of = date(2023, 3, 14)
    in_use = ProjectReport(Stage.IN_USE)

    unreported = assess_project(one_year, None, as_of, TOLERANCE)
    done = assess_project(one_year, in_use, as_of, TOLERANCE)

    assert unreported.time_elapsed == done.time_elapsed == Decimal("0.2")


@pytest.mark.parametrize(
    ("stage", "physical", "as_of", "status"),
    [
        pytest.param(Stage.PREPARATION, "0", date(2022, 6, 1), Status.ON_TRACK, id="not begun"),
        pytest.param(Stage.PREPARATION, "0", date(2023, 1, 1), Status.ON_TRACK, id="first day"),
        pytest.param(Stage.PREPARATION, "5", HALF_WAY, Status.BEHIND, id="prepared for too long"),
        pytest.param(Stage.CONSTRUCTION, "50", HALF_WAY, Status.ON_TRACK, id="building in time"),
        pytest.param(Stage.CONSTRUCTION, "20", HALF_WAY, Status.BEHIND, id="building late"),
        pytest.param(Stage.CONSTRUCTION, "95", LAST_DAY, Status.ON_TRACK, id="building, last day"),
        pytest.param(Stage.CONSTRUCTION, "99", DAY_AFTER, Status.OVERDUE, id="building, overdue"),
        pytest.param(Stage.CONSTRUCTION, None, DAY_AFTER, Status.OVERDUE, id="overdue, no figure"),
        pytest.param(Stage.PREPARATION, "0", DAY_AFTER, Status.OVERDUE, id="prepared, overdue"),
        pytest.param(Stage.CONSTRUCTION, "100", DAY_AFTER, Status.OVERDUE, id="all but the word"),
        pytest.param(Stage.BUILT, None, HALF_WAY, Status.DONE, id="built"),
        pytest.param(Stage.BUILT, "90", DAY_AFTER, Status.DONE, id="built, after its years"),
        pytest.param(Stage.IN_USE, None, HALF_WAY, Status.DONE, id="in use"),
        pytest.param(Stage.IN_USE, "100", DAY_AFTER, Status.DONE, id="in use, after its years"),
        pytest.param(None, "50", HALF_WAY, Status.ON_TRACK, id="stage not reported, in time"),
        pytest.param(None, "20", HALF_WAY, Status.BEHIND, id="stage not reported, late"),
        pytest.param(None, None, HALF_WAY, Status.NO_DATA, id="neither stage nor progress"),
        pytest.param(Stage.CONSTRUCTION, None, HALF_WAY, Status.NO_DATA, id="no progress"),
    ],
)
def test_a_project_is_judged_by_stage_then_years_then_physical_progress(
    stage: Stage | None, physical: str | None, as_of: date, status: Status
) -> None:
    report = ProjectReport(stage, physical and Decimal(physical))

    assert assess_project(PLAN, report, as_of, TOLERANCE).status is status


@pytest.mark.parametrize(
    ("physical", "tolerance", "status"),
    [
        pytest.param("60", "10", Status.ON_TRACK, id="ahead of time"),
        pytest.param("50.03", "0", Status.ON_TRACK, id="level with time as shown"),
        pytest.param("50.02", "0", Status.BEHIND, id="one unit under, no tolerance"),
        pytest.param("40.03", "10", Status.ON_TRACK, id="under by exactly the tolerance"),
        pytest.param("40.02", "10", Status.BEHIND, id="one unit past the tolerance"),
        pytest.param("40.025", "10", Status.ON_TRACK, id="shown at the tolerance"),
        pytest.param("40.024", "10", Status.BEHIND, id="shown past the tolerance"),
        pytest.param("0", "50.03", Status.ON_TRACK, id="nought within the tolerance"),
        pytest.param("0", "50.02", Status.BEHIND, id="nought is a figure"),
    ],
)
def test_a_project_is_behind_once_it_lags_time_by_more_than_the_tolerance(
    physical: str, tolerance: str, status: Status
) -> None:
    report = ProjectReport(Stage.CONSTRUCTION, Decimal(physical))

    assert assess_project(PLAN, report, HALF_WAY, Decimal(tolerance)).status is status


@pytest.mark.parametrize(
    ("completed", "spent", "over_plan"),
    [
        pytest.param(None, None, False, id="not reported"),
        pytest.param("0", "0", False, id="nothing spent"),
        pytest.param("3000", "0.25", False, id="a quarter"),
        pytest.param("12000", "1", False, id="exactly the plan"),
        pytest.param("12001.2", "1.0001", True, id="a ten-thousandth over"),
        pytest.param("18000", "1.5", True, id="half as much again"),
    ],
)
def test_money_is_set_against_the_plan_and_said_to_be_over_it_only_past_it(
    completed: str | None, spent: str | None, over_plan: bool
) -> None:
    money = completed and Decimal(completed)
    report = ProjectReport(Stage.CONSTRUCTION, Decimal(50), money)

    assessment = assess_project(PLAN, report, HALF_WAY, TOLERANCE)

    assert assessment.spent == (spent and Decimal(spent))
    assert assessment.over_plan is over_plan
    assert ("已超过计划总投资" in assessment.reason) is over_plan
    assert assessment.status is Status.ON_TRACK


@pytest.mark.parametrize("stage", [Stage.BUILT, None], ids=["done", "without progress"])
def test_a_project_over_plan_is_said_to_be_so_whatever_its_status(stage: Stage | None) -> None:
    report = ProjectReport(stage, None, Decimal(12001))

    assessment = assess_project(PLAN, report, HALF_WAY, TOLERANCE)

    assert assessment.over_plan
    assert "已超过计划总投资" in assessment.reason


def test_a_project_nobody_reported_on_has_no_data() -> None:
    assessment = assess_project(PLAN, None, HALF_WAY, TOLERANCE)

    assert assessment.status is Status.NO_DATA
    assert assessment.spent is None
    assert assessment.over_plan is False


@pytest.mark.parametrize(
    ("report", "as_of", "reason"),
    [
        pytest.param(
            ProjectReport(Stage.CONSTRUCTION, Decimal("40.5")),
            HALF_WAY,
            "形象进度40.5%，建设年限已过50.03%，允许滞后10个百分点。",
            id="progress beside time and tolerance",
        ),
        pytest.param(ProjectReport(Stage.BUILT), HALF_WAY, "项目已完工。", id="built"),
        pytest.param(ProjectReport(Stage.IN_USE), HALF_WAY, "项目已投用。", id="in use"),
        pytest.param(
            ProjectReport(Stage.CONSTRUCTION),
            DAY_AFTER,
            "建设年限至2026年，尚未报告完工。",
            id="overdue",
        ),
        pytest.param(
            ProjectReport(Stage.CONSTRUCTION), HALF_WAY, "未填报形象进度。", id="no progress"
        ),
        pytest.param(
            ProjectReport(Stage.BUILT, None, Decimal(12001)),
            HALF_WAY,
            "项目已完工。完成投资12,001万元已超过计划总投资12,000万元。",
            id="over plan",
        ),
        pytest.param(None, LAST_DAY, "尚无填报数据。", id="nobody reported"),
        pytest.param(
            None, DAY_AFTER, "建设年限至2026年，尚无填报数据。", id="nobody reported in its years"
        ),
    ],
)
def test_the_reason_of_a_project_says_what_it_was_judged_by_and_nothing_else(
    report: ProjectReport | None, as_of: date, reason: str
) -> None:
    assert assess_project(PLAN, report, as_of, TOLERANCE).reason == reason


@pytest.mark.parametrize(
    ("projects", "percent", "reported", "words"),
    [
        pytest.param([], None, 0, "0 个中 0 个已填报", id="no project"),
        pytest.param([("100", None), ("300", None)], None, 0, "2 个中 0 个已填报", id="none"),
        pytest.param([("100", "40")], "40", 1, "1 个中 1 个已填报", id="one"),
        pytest.param([("100", "80"), ("300", "40")], "50", 2, "2 个中 2 个已填报", id="by weight"),
        pytest.param(
            [("100", "80"), ("300", "40"), ("600", None)],
            "50",
            2,
            "3 个中 2 个已填报",
            id="over those that reported",
        ),
        pytest.param([("100", "0"), ("300", None)], "0", 1, "2 个中 1 个已填报", id="nought"),
        pytest.param(
            [("1", "100"), ("2", "0")], "33.33", 2, "2 个中 2 个已填报", id="rounded down"
        ),
        pytest.param(
            [("1", "0"), ("199", "1")], "1", 2, "2 个中 2 个已填报", id="0.995 is rounded up"
        ),
        pytest.param(
            [("10", "10"), ("20", "20"), ("30", "30"), ("40", "40"), ("50", None)],
            "30",
            4,
            "5 个中 4 个已填报",
            id="four of five",
        ),
    ],
)
def test_a_category_is_weighted_by_planned_investment_and_says_of_how_many_it_speaks(
    projects: list[tuple[str, str | None]], percent: str | None, reported: int, words: str
) -> None:
    pairs = [(Decimal(planned), physical and Decimal(physical)) for planned, physical in projects]

    progress = category_progress(pairs)

    assert progress == CategoryProgress(percent and Decimal(percent), reported, len(projects))
    assert progress.words == words


@pytest.mark.parametrize(
    ("code", "label"),
    [("preparation", "前期"), ("construction", "在建"), ("built", "完工"), ("in_use", "投用")],
)
def test_a_stage_is_found_by_its_code_and_shown_by_its_word(code: str, label: str) -> None:
    assert Stage.of(code).label == label


def test_an_unknown_stage_code_is_an_error() -> None:
    with pytest.raises(KeyError, match="ruin"):
        Stage.of("ruin")
