"""Indicators, against cases worked by hand.

Where a case needs no figure of the plan it walks 1096 units, one for each day from the end of 2022
to the end of 2025, so that the line stands at 365 after 2023, at 731 after 2024 and at 912 on
30 June 2025.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kzdash.domain.progress import (
    Assessment,
    Direction,
    IndicatorTarget,
    Measure,
    ReportedFigure,
    Status,
    assess_indicator,
)

Stand = dict[str, Status | Decimal | None]

NEW_YEAR_2023 = date(2023, 1, 1)
END_2023 = date(2023, 12, 31)
NEW_YEAR_2024 = date(2024, 1, 1)
MID_2024 = date(2024, 6, 30)
MID_2025 = date(2025, 6, 30)
END_2025 = date(2025, 12, 31)
NEW_YEAR_2026 = date(2026, 1, 1)
NOV_2026 = date(2026, 11, 23)


def ask(kind: str, target: str, *, tolerance: str = "0", decimals: int = 0) -> IndicatorTarget:
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
    )


def figures(reported: dict[int, str]) -> list[ReportedFigure]:
    """One report of each year, made on its 31 December."""
    return [
        ReportedFigure(year, Decimal(value), date(year, 12, 31)) for year, value in reported.items()
    ]


def stand(
    status: Status,
    value: str | None = None,
    gap: str | None = None,
    progress: str | None = None,
    expected: str | None = None,
    forecast: str | None = None,
) -> Stand:
    """How an indicator should stand; what is not named is none."""
    texts = {
        "value": value,
        "gap": gap,
        "progress": progress,
        "expected": expected,
        "forecast": forecast,
    }
    numbers = {name: None if text is None else Decimal(text) for name, text in texts.items()}
    return {"status": status, **numbers}


def stand_of(assessment: Assessment) -> Stand:
    return {
        "status": assessment.status,
        "value": assessment.value,
        "gap": assessment.gap,
        "progress": assessment.progress,
        "expected": assessment.expected,
        "forecast": assessment.forecast,
    }


URBANISATION = ask("level up", "56", tolerance="1", decimals=2)
URBANISATION_TIGHT = ask("level up", "56", tolerance="0.93", decimals=2)
MEAN_GROWTH = ask("growth up", "5", tolerance="1", decimals=2)
UNEMPLOYMENT = ask("level down", "9", tolerance="0.5", decimals=1)
INCOME_RATIO = ask("change down", "0.04", tolerance="0.01", decimals=4)
CLEAN_DAYS = ask("change up", "0.6", tolerance="0.1", decimals=1)
ENTERPRISES = ask("cumulative up", "50", tolerance="10")
PATENTS = ask("cumulative up", "150", tolerance="10")
URBANISED = {2022: "52.64", 2023: "53.34", 2024: "53.94"}


@pytest.mark.parametrize(
    ("target", "reported", "as_of", "expected"),
    [
        pytest.param(
            URBANISATION,
            URBANISED,
            MID_2025,
            stand(Status.BEHIND, "53.94", "-2.06", "0.3869", "54.88", "54.59"),
            id="4: behind where the tolerance allows the 0.94 it is short",
        ),
        pytest.param(
            URBANISATION_TIGHT,
            URBANISED,
            MID_2025,
            stand(Status.FAR_BEHIND, "53.94", "-2.06", "0.3869", "54.88", "54.59"),
            id="4: far behind where the tolerance is 0.93",
        ),
        pytest.param(
            URBANISATION,
            URBANISED,
            NOV_2026,
            stand(Status.NO_DATA, "53.94", "-2.06", "0.3869", "54.88", "54.59"),
            id="4: the target year is over without its figure",
        ),
        pytest.param(
            MEAN_GROWTH,
            {2023: "7.5", 2024: "3.9"},
            MID_2025,
            stand(Status.MET, "5.68", "0.68"),
            id="1: two yearly rates",
        ),
        pytest.param(
            UNEMPLOYMENT,
            {2022: "12", 2024: "10.5"},
            MID_2025,
            stand(Status.BEHIND, "10.5", "-1.5", "0.5", "10.0", "9.8"),
            id="7: half way down",
        ),
        pytest.param(
            UNEMPLOYMENT,
            {2022: "8", 2024: "8.5"},
            MID_2025,
            stand(Status.MET, "8.5", "0.5", forecast="8.7"),
            id="7: baseline already past the target",
        ),
        pytest.param(
            INCOME_RATIO,
            {2022: "2.10", 2024: "2.08"},
            MID_2025,
            stand(Status.BEHIND, "0.02", "-0.02", "0.5", "0.0267", "0.0300"),
            id="3: half of the fall",
        ),
        pytest.param(
            CLEAN_DAYS,
            {2023: "86.1", 2024: "86.6"},
            MID_2025,
            stand(Status.NO_DATA),
            id="6: the baseline is unknown",
        ),
        pytest.param(
            PATENTS,
            {2024: "165"},
            MID_2025,
            stand(Status.MET, "165", "15", "1.1", "100", "247"),
            id="15: past the target a year early",
        ),
        pytest.param(
            ENTERPRISES,
            {2024: "0"},
            MID_2025,
            stand(Status.FAR_BEHIND, "0", "-50", "0", "33", "0"),
            id="13: nought is a value",
        ),
    ],
)
def test_an_indicator_of_the_plan_stands_as_the_design_worked_it(
    target: IndicatorTarget, reported: dict[int, str], as_of: date, expected: Stand
) -> None:
    assert stand_of(assess_indicator(target, figures(reported), as_of)) == expected


LEVEL_UP = ask("level up", "2096", tolerance="31")
LEVEL_DOWN = ask("level down", "1000", tolerance="31")
CHANGE_UP = ask("change up", "1096", tolerance="31")
CHANGE_DOWN = ask("change down", "1096", tolerance="31")
COUNT_UP = ask("cumulative up", "1096", tolerance="31")
COUNT_DOWN = ask("cumulative down", "1096", tolerance="31")

AT_TARGET = stand(Status.MET, "1096", "0", "1", "731", "1643")
UNDER_TARGET = stand(Status.ON_TRACK, "1095", "-1", "0.9991", "731", "1642")
ON_THE_LINE = stand(Status.ON_TRACK, "731", "-365", "0.6670", "731", "1096")
UNDER_THE_LINE = stand(Status.BEHIND, "730", "-366", "0.6661", "731", "1095")
AT_TOLERANCE = stand(Status.BEHIND, "700", "-396", "0.6387", "731", "1050")
PAST_TOLERANCE = stand(Status.FAR_BEHIND, "699", "-397", "0.6378", "731", "1048")
WRONG_WAY = stand(Status.FAR_BEHIND, "-100", "-1196", "-0.0912", "731", "-150")


@pytest.mark.parametrize(
    ("target", "baseline", "latest", "expected"),
    [
        pytest.param(
            LEVEL_UP,
            "1000",
            "3192",
            stand(Status.MET, "3192", "1096", "2", "1731", "4287"),
            id="level up, twice the way",
        ),
        pytest.param(
            LEVEL_UP,
            "1000",
            "2096",
            stand(Status.MET, "2096", "0", "1", "1731", "2643"),
            id="level up, at target",
        ),
        pytest.param(
            LEVEL_UP,
            "1000",
            "2095",
            stand(Status.ON_TRACK, "2095", "-1", "0.9991", "1731", "2642"),
            id="level up, one under target",
        ),
        pytest.param(
            LEVEL_UP,
            "1000",
            "1731",
            stand(Status.ON_TRACK, "1731", "-365", "0.6670", "1731", "2096"),
            id="level up, on the line",
        ),
        pytest.param(
            LEVEL_UP,
            "1000",
            "1730",
            stand(Status.BEHIND, "1730", "-366", "0.6661", "1731", "2095"),
            id="level up, one under the line",
        ),
        pytest.param(
            LEVEL_UP,
            "1000",
            "1700",
            stand(Status.BEHIND, "1700", "-396", "0.6387", "1731", "2050"),
            id="level up, at tolerance",
        ),
        pytest.param(
            LEVEL_UP,
            "1000",
            "1699",
            stand(Status.FAR_BEHIND, "1699", "-397", "0.6378", "1731", "2048"),
            id="level up, one past tolerance",
        ),
        pytest.param(
            LEVEL_UP,
            "1000",
            "900",
            stand(Status.FAR_BEHIND, "900", "-1196", "-0.0912", "1731", "850"),
            id="level up, under the baseline",
        ),
        pytest.param(
            LEVEL_DOWN,
            "2096",
            "1000",
            stand(Status.MET, "1000", "0", "1", "1365", "453"),
            id="level down, at target",
        ),
        pytest.param(
            LEVEL_DOWN,
            "2096",
            "1001",
            stand(Status.ON_TRACK, "1001", "-1", "0.9991", "1365", "454"),
            id="level down, one over target",
        ),
        pytest.param(
            LEVEL_DOWN,
            "2096",
            "1365",
            stand(Status.ON_TRACK, "1365", "-365", "0.6670", "1365", "1000"),
            id="level down, on the line",
        ),
        pytest.param(
            LEVEL_DOWN,
            "2096",
            "1366",
            stand(Status.BEHIND, "1366", "-366", "0.6661", "1365", "1001"),
            id="level down, one over the line",
        ),
        pytest.param(
            LEVEL_DOWN,
            "2096",
            "1396",
            stand(Status.BEHIND, "1396", "-396", "0.6387", "1365", "1046"),
            id="level down, at tolerance",
        ),
        pytest.param(
            LEVEL_DOWN,
            "2096",
            "1397",
            stand(Status.FAR_BEHIND, "1397", "-397", "0.6378", "1365", "1048"),
            id="level down, one past tolerance",
        ),
        pytest.param(
            LEVEL_DOWN,
            "2096",
            "2196",
            stand(Status.FAR_BEHIND, "2196", "-1196", "-0.0912", "1365", "2246"),
            id="level down, over the baseline",
        ),
        pytest.param(CHANGE_UP, "500", "1596", AT_TARGET, id="change up, at target"),
        pytest.param(CHANGE_UP, "500", "1595", UNDER_TARGET, id="change up, one under target"),
        pytest.param(CHANGE_UP, "500", "1231", ON_THE_LINE, id="change up, on the line"),
        pytest.param(CHANGE_UP, "500", "1230", UNDER_THE_LINE, id="change up, one under the line"),
        pytest.param(CHANGE_UP, "500", "1200", AT_TOLERANCE, id="change up, at tolerance"),
        pytest.param(CHANGE_UP, "500", "1199", PAST_TOLERANCE, id="change up, past tolerance"),
        pytest.param(CHANGE_UP, "500", "400", WRONG_WAY, id="change up, a fall"),
        pytest.param(CHANGE_DOWN, "2000", "904", AT_TARGET, id="change down, at target"),
        pytest.param(CHANGE_DOWN, "2000", "905", UNDER_TARGET, id="change down, one under target"),
        pytest.param(CHANGE_DOWN, "2000", "1269", ON_THE_LINE, id="change down, on the line"),
        pytest.param(CHANGE_DOWN, "2000", "1270", UNDER_THE_LINE, id="change down, under the line"),
        pytest.param(CHANGE_DOWN, "2000", "1300", AT_TOLERANCE, id="change down, at tolerance"),
        pytest.param(CHANGE_DOWN, "2000", "1301", PAST_TOLERANCE, id="change down, past tolerance"),
        pytest.param(CHANGE_DOWN, "2000", "2100", WRONG_WAY, id="change down, a rise"),
        pytest.param(COUNT_UP, "0", "1096", AT_TARGET, id="cumulative up, at target"),
        pytest.param(COUNT_UP, "0", "1095", UNDER_TARGET, id="cumulative up, one under target"),
        pytest.param(COUNT_UP, "0", "731", ON_THE_LINE, id="cumulative up, on the line"),
        pytest.param(COUNT_UP, "0", "730", UNDER_THE_LINE, id="cumulative up, under the line"),
        pytest.param(COUNT_UP, "0", "700", AT_TOLERANCE, id="cumulative up, at tolerance"),
        pytest.param(COUNT_UP, "0", "699", PAST_TOLERANCE, id="cumulative up, past tolerance"),
        pytest.param(
            COUNT_UP, "400", "700", AT_TOLERANCE, id="cumulative up, a figure of 2022 moves no line"
        ),
        pytest.param(
            COUNT_DOWN,
            "0",
            "0",
            stand(Status.MET, "0", "1096", forecast="0"),
            id="cumulative down, none",
        ),
        pytest.param(
            COUNT_DOWN,
            "0",
            "1096",
            stand(Status.MET, "1096", "0", forecast="1643"),
            id="cumulative down, at target",
        ),
        pytest.param(
            COUNT_DOWN,
            "0",
            "1097",
            stand(Status.BEHIND, "1097", "-1", forecast="1645"),
            id="cumulative down, one over target",
        ),
        pytest.param(
            COUNT_DOWN,
            "0",
            "1127",
            stand(Status.BEHIND, "1127", "-31", forecast="1690"),
            id="cumulative down, at tolerance",
        ),
        pytest.param(
            COUNT_DOWN,
            "0",
            "1128",
            stand(Status.FAR_BEHIND, "1128", "-32", forecast="1691"),
            id="cumulative down, past tolerance",
        ),
    ],
)
def test_a_figure_of_2024_is_held_against_the_line_at_the_end_of_2024(
    target: IndicatorTarget, baseline: str, latest: str, expected: Stand
) -> None:
    reported = figures({2022: baseline, 2024: latest})

    assert stand_of(assess_indicator(target, reported, MID_2025)) == expected


@pytest.mark.parametrize(
    ("target", "baseline", "latest", "expected"),
    [
        pytest.param(
            LEVEL_UP,
            "2096",
            "2096",
            stand(Status.MET, "2096", "0", forecast="2096"),
            id="level up, baseline equal to target and kept",
        ),
        pytest.param(
            LEVEL_UP,
            "2096",
            "2065",
            stand(Status.BEHIND, "2065", "-31", forecast="2050"),
            id="level up, baseline equal to target, down by the tolerance",
        ),
        pytest.param(
            LEVEL_UP,
            "2096",
            "2064",
            stand(Status.FAR_BEHIND, "2064", "-32", forecast="2048"),
            id="level up, baseline equal to target, down by more",
        ),
        pytest.param(
            LEVEL_UP,
            "3000",
            "2500",
            stand(Status.MET, "2500", "404", forecast="2250"),
            id="level up, baseline past target",
        ),
        pytest.param(
            UNEMPLOYMENT,
            "8",
            "9.3",
            stand(Status.BEHIND, "9.3", "-0.3", forecast="9.9"),
            id="level down, baseline past target, slid back over it",
        ),
        pytest.param(
            UNEMPLOYMENT,
            "9",
            "9.6",
            stand(Status.FAR_BEHIND, "9.6", "-0.6", forecast="9.9"),
            id="level down, baseline equal to target, slid far over it",
        ),
        pytest.param(
            ask("change up", "0", tolerance="4"),
            "50",
            "50",
            stand(Status.MET, "0", "0", forecast="0"),
            id="change up by nought, unchanged",
        ),
        pytest.param(
            ask("change up", "0", tolerance="4"),
            "50",
            "45",
            stand(Status.FAR_BEHIND, "-5", "-5", forecast="-7"),
            id="change up by nought, fallen",
        ),
    ],
)
def test_a_baseline_at_or_past_the_target_leaves_no_way_and_is_held_to_the_target(
    target: IndicatorTarget, baseline: str, latest: str, expected: Stand
) -> None:
    assessment = assess_indicator(target, figures({2022: baseline, 2024: latest}), MID_2025)

    assert stand_of(assessment) == expected
    assert "不折算完成率" in assessment.reason


GROWTH_UP_10 = ask("growth up", "10", tolerance="1", decimals=2)
GROWTH_DOWN = ask("growth down", "3", tolerance="1", decimals=2)


@pytest.mark.parametrize(
    ("target", "rates", "as_of", "expected"),
    [
        pytest.param(
            MEAN_GROWTH, {2023: "7.5"}, MID_2024, stand(Status.MET, "7.5", "2.5"), id="one year"
        ),
        pytest.param(
            MEAN_GROWTH,
            {2023: "5", 2024: "5"},
            MID_2025,
            stand(Status.MET, "5", "0"),
            id="at target",
        ),
        pytest.param(
            MEAN_GROWTH,
            {2023: "4.99", 2024: "4.99"},
            MID_2025,
            stand(Status.BEHIND, "4.99", "-0.01"),
            id="one unit under target",
        ),
        pytest.param(
            MEAN_GROWTH,
            {2023: "4", 2024: "4"},
            MID_2025,
            stand(Status.BEHIND, "4", "-1"),
            id="at tolerance",
        ),
        pytest.param(
            MEAN_GROWTH,
            {2023: "3.99", 2024: "3.99"},
            MID_2025,
            stand(Status.FAR_BEHIND, "3.99", "-1.01"),
            id="past tolerance",
        ),
        pytest.param(
            MEAN_GROWTH,
            {2023: "21", 2024: "-10"},
            MID_2025,
            stand(Status.BEHIND, "4.36", "-0.64"),
            id="a fall after a rise",
        ),
        pytest.param(
            MEAN_GROWTH,
            {2023: "-19", 2024: "0"},
            MID_2025,
            stand(Status.FAR_BEHIND, "-10", "-15"),
            id="a mean below nought",
        ),
        pytest.param(
            MEAN_GROWTH,
            {2023: "0"},
            MID_2024,
            stand(Status.FAR_BEHIND, "0", "-5"),
            id="no growth is a rate",
        ),
        pytest.param(
            MEAN_GROWTH,
            {2022: "50", 2023: "5"},
            MID_2024,
            stand(Status.MET, "5", "0"),
            id="the rate of the baseline year is outside the mean",
        ),
        pytest.param(
            GROWTH_UP_10,
            {2023: "10", 2024: "20", 2025: "30"},
            NOV_2026,
            stand(Status.MET, "19.72", "9.72"),
            id="three years",
        ),
        pytest.param(
            GROWTH_UP_10,
            {2023: "10", 2024: "10", 2025: "10"},
            NOV_2026,
            stand(Status.MET, "10", "0"),
            id="three years alike, at target",
        ),
        pytest.param(
            GROWTH_UP_10,
            {2023: "0", 2024: "0", 2025: "33.1"},
            NOV_2026,
            stand(Status.MET, "10", "0"),
            id="three years made up for in the last",
        ),
        pytest.param(
            GROWTH_UP_10,
            {2023: "0", 2024: "0", 2025: "33"},
            NOV_2026,
            stand(Status.MISSED, "9.97", "-0.03"),
            id="three years, short at the end",
        ),
        pytest.param(
            GROWTH_UP_10,
            {2023: "21", 2025: "0"},
            NOV_2026,
            stand(Status.MET, "10", "0"),
            id="the mean is of the years reported",
        ),
        pytest.param(
            GROWTH_DOWN,
            {2023: "3", 2024: "3"},
            MID_2025,
            stand(Status.MET, "3", "0"),
            id="at most, at target",
        ),
        pytest.param(
            GROWTH_DOWN,
            {2023: "3.01", 2024: "3.01"},
            MID_2025,
            stand(Status.BEHIND, "3.01", "-0.01"),
            id="at most, one unit over target",
        ),
        pytest.param(
            GROWTH_DOWN,
            {2023: "4", 2024: "4"},
            MID_2025,
            stand(Status.BEHIND, "4", "-1"),
            id="at most, at tolerance",
        ),
        pytest.param(
            GROWTH_DOWN,
            {2023: "4.01", 2024: "4.01"},
            MID_2025,
            stand(Status.FAR_BEHIND, "4.01", "-1.01"),
            id="at most, past tolerance",
        ),
        pytest.param(
            GROWTH_DOWN,
            {2023: "-19", 2024: "0"},
            MID_2025,
            stand(Status.MET, "-10", "13"),
            id="at most, a fall",
        ),
    ],
)
def test_growth_is_the_geometric_mean_of_the_yearly_rates_and_has_no_progress(
    target: IndicatorTarget, rates: dict[int, str], as_of: date, expected: Stand
) -> None:
    assessment = assess_indicator(target, figures(rates), as_of)

    assert stand_of(assessment) == expected
    assert "增速类指标不折算完成率" in assessment.reason


@pytest.mark.parametrize("rate", ["-100", "-100.01", "-250", "-99.995"])
def test_a_growth_rate_that_shows_as_minus_100_or_less_gives_no_judgement_and_says_why(
    rate: str,
) -> None:
    assessment = assess_indicator(MEAN_GROWTH, figures({2023: "5", 2024: rate}), MID_2025)

    assert stand_of(assessment) == stand(Status.UNJUDGED)
    assert "增速须大于-100%" in assessment.reason


def test_a_growth_rate_just_above_minus_100_has_a_mean() -> None:
    assessment = assess_indicator(MEAN_GROWTH, figures({2023: "-99.99"}), MID_2024)

    assert assessment.value == Decimal("-99.99")


def test_a_growth_rate_of_minus_100_is_no_error_where_it_does_not_count() -> None:
    of_the_baseline = ReportedFigure(2022, Decimal(-100), date(2023, 1, 31))
    corrected = ReportedFigure(2023, Decimal(-100), date(2024, 1, 31))
    correction = ReportedFigure(2023, Decimal(6), date(2024, 2, 29), seq=2)
    still_to_come = ReportedFigure(2024, Decimal(-100), date(2025, 1, 31))

    reported = [of_the_baseline, corrected, correction, still_to_come]

    assert assess_indicator(MEAN_GROWTH, reported, MID_2024).value == Decimal(6)


BASELINE_ONLY = stand(Status.NOT_DUE, "1000", "-1096", "0", "1000")
BASELINE_ONLY_LATE = stand(Status.NO_DATA, "1000", "-1096", "0", "1000")
ONE_UNDER_TARGET = {2022: "1000", 2025: "2095"}
FAR_UNDER_TARGET = {2022: "1000", 2025: "2000"}
ON_THE_LINE_2024 = {2022: "1000", 2024: "1731"}
PAST_TARGET_2024 = {2022: "1000", 2024: "3192"}


@pytest.mark.parametrize(
    ("reported", "as_of", "expected"),
    [
        pytest.param({}, date(2022, 6, 30), stand(Status.NOT_DUE), id="before the baseline"),
        pytest.param({}, NEW_YEAR_2023, stand(Status.NOT_DUE), id="nothing, first year begun"),
        pytest.param({}, END_2023, stand(Status.NOT_DUE), id="nothing, last day of first year"),
        pytest.param({}, NEW_YEAR_2024, stand(Status.NO_DATA), id="nothing, first year over"),
        pytest.param({}, NOV_2026, stand(Status.NO_DATA), id="nothing, all years over"),
        pytest.param({2022: "1000"}, NEW_YEAR_2023, BASELINE_ONLY, id="baseline, first year begun"),
        pytest.param({2022: "1000"}, END_2023, BASELINE_ONLY, id="baseline, last day of it"),
        pytest.param({2022: "1000"}, NEW_YEAR_2024, BASELINE_ONLY_LATE, id="baseline, it is over"),
        pytest.param({2022: "1000"}, NOV_2026, BASELINE_ONLY_LATE, id="baseline, all years over"),
        pytest.param(
            {2022: "1000", 2023: "1365"},
            MID_2024,
            stand(Status.ON_TRACK, "1365", "-731", "0.3330", "1365", "2096"),
            id="2023 on the line, asked in 2024",
        ),
        pytest.param(
            {2022: "1000", 2023: "1365"},
            END_2025,
            stand(Status.ON_TRACK, "1365", "-731", "0.3330", "1365", "2096"),
            id="2023 on the line, asked in 2025: not today's line",
        ),
        pytest.param(
            ON_THE_LINE_2024,
            END_2025,
            stand(Status.ON_TRACK, "1731", "-365", "0.6670", "1731", "2096"),
            id="last day of the target year without its figure",
        ),
        pytest.param(
            ON_THE_LINE_2024,
            NEW_YEAR_2026,
            stand(Status.NO_DATA, "1731", "-365", "0.6670", "1731", "2096"),
            id="target year over without its figure",
        ),
        pytest.param(
            PAST_TARGET_2024,
            NEW_YEAR_2026,
            stand(Status.NO_DATA, "3192", "1096", "2", "1731", "4287"),
            id="target year over without its figure, past target before",
        ),
        pytest.param(
            ONE_UNDER_TARGET,
            END_2025,
            stand(Status.BEHIND, "2095", "-1", "0.9991", "2096", "2095"),
            id="last day of the target year, one short",
        ),
        pytest.param(
            ONE_UNDER_TARGET,
            NEW_YEAR_2026,
            stand(Status.MISSED, "2095", "-1", "0.9991", "2096", "2095"),
            id="target year over, one short, within tolerance",
        ),
        pytest.param(
            FAR_UNDER_TARGET,
            END_2025,
            stand(Status.FAR_BEHIND, "2000", "-96", "0.9124", "2096", "2000"),
            id="last day of the target year, far short",
        ),
        pytest.param(
            FAR_UNDER_TARGET,
            NOV_2026,
            stand(Status.MISSED, "2000", "-96", "0.9124", "2096", "2000"),
            id="target year long over, far short",
        ),
        pytest.param(
            {2022: "1000", 2025: "2096"},
            NEW_YEAR_2026,
            stand(Status.MET, "2096", "0", "1", "2096", "2096"),
            id="target year over, at target",
        ),
    ],
)
def test_a_level_goes_through_its_years(
    reported: dict[int, str], as_of: date, expected: Stand
) -> None:
    assert stand_of(assess_indicator(LEVEL_UP, figures(reported), as_of)) == expected


@pytest.mark.parametrize(
    ("target", "reported", "as_of", "expected"),
    [
        pytest.param(
            LEVEL_UP,
            {2024: "1500"},
            MID_2025,
            stand(Status.NO_DATA, "1500", "-596"),
            id="a level short of its target cannot be placed",
        ),
        pytest.param(
            LEVEL_UP,
            {2024: "2100"},
            MID_2025,
            stand(Status.MET, "2100", "4"),
            id="a level past its target is met all the same",
        ),
        pytest.param(
            LEVEL_UP,
            {2025: "2000"},
            NOV_2026,
            stand(Status.MISSED, "2000", "-96"),
            id="a level short at the end is missed all the same",
        ),
        pytest.param(
            LEVEL_DOWN,
            {2024: "1000"},
            MID_2025,
            stand(Status.MET, "1000", "0"),
            id="a level that may not rise",
        ),
        pytest.param(
            CHANGE_UP, {2024: "9999"}, MID_2025, stand(Status.NO_DATA), id="a rise from nowhere"
        ),
        pytest.param(
            CHANGE_DOWN, {2025: "1"}, NOV_2026, stand(Status.NO_DATA), id="a fall from nowhere"
        ),
    ],
)
def test_without_a_baseline_there_is_no_progress_and_the_reason_says_which_year_is_missing(
    target: IndicatorTarget, reported: dict[int, str], as_of: date, expected: Stand
) -> None:
    assessment = assess_indicator(target, figures(reported), as_of)

    assert stand_of(assessment) == expected
    assert assessment.baseline is None
    assert "缺2022年基期值" in assessment.reason


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        pytest.param(END_2023, stand(Status.NOT_DUE), id="first year not over"),
        pytest.param(NEW_YEAR_2024, stand(Status.NO_DATA), id="first year over"),
    ],
)
def test_a_rate_of_the_baseline_year_alone_is_no_growth(as_of: date, expected: Stand) -> None:
    assessment = assess_indicator(MEAN_GROWTH, figures({2022: "7"}), as_of)

    assert stand_of(assessment) == expected
    assert "尚无基期以后的年度增速" in assessment.reason


@pytest.mark.parametrize(
    ("period", "value", "as_of", "expected"),
    [
        pytest.param(
            2024,
            "547",
            MID_2024,
            stand(Status.ON_TRACK, "547", "-549", "0.4991", "547", "1096"),
            id="547 days on 30 June 2024",
        ),
        pytest.param(
            2024,
            "547",
            date(2024, 7, 1),
            stand(Status.BEHIND, "547", "-549", "0.4991", "548", "1094"),
            id="the line is a day further the next day",
        ),
        pytest.param(
            2025,
            "912",
            MID_2025,
            stand(Status.ON_TRACK, "912", "-184", "0.8321", "912", "1096"),
            id="912 days on 30 June 2025",
        ),
        pytest.param(
            2025,
            "911",
            MID_2025,
            stand(Status.BEHIND, "911", "-185", "0.8312", "912", "1095"),
            id="one under the line on 30 June 2025",
        ),
        pytest.param(
            2025,
            "912",
            END_2025,
            stand(Status.FAR_BEHIND, "912", "-184", "0.8321", "1096", "912"),
            id="not renewed by the end of the year",
        ),
    ],
)
def test_a_provisional_figure_of_the_running_year_is_held_against_the_line_on_that_day(
    period: int, value: str, as_of: date, expected: Stand
) -> None:
    provisional = ReportedFigure(period, Decimal(value), date(period, 6, 30))

    assert stand_of(assess_indicator(COUNT_UP, [provisional], as_of)) == expected


@pytest.mark.parametrize(
    ("target", "reported", "as_of", "missing"),
    [
        pytest.param(LEVEL_UP, {}, date(2022, 12, 31), (), id="level, last day of the baseline"),
        pytest.param(LEVEL_UP, {}, NEW_YEAR_2023, (2022,), id="level, baseline over"),
        pytest.param(LEVEL_UP, {}, END_2023, (2022,), id="level, last day of 2023"),
        pytest.param(LEVEL_UP, {}, NEW_YEAR_2024, (2022, 2023), id="level, 2023 over"),
        pytest.param(LEVEL_UP, {}, NOV_2026, (2022, 2023, 2024, 2025), id="level, all years"),
        pytest.param(LEVEL_UP, {2022: "1", 2024: "1"}, MID_2025, (2023,), id="level, between"),
        pytest.param(CHANGE_UP, {2023: "1", 2024: "1"}, MID_2025, (2022,), id="change, baseline"),
        pytest.param(MEAN_GROWTH, {}, NOV_2026, (2023, 2024, 2025), id="growth asks no baseline"),
        pytest.param(COUNT_UP, {}, NOV_2026, (2023, 2024, 2025), id="a count asks no baseline"),
        pytest.param(COUNT_UP, {}, END_2023, (), id="a count, first year not over"),
        pytest.param(URBANISATION, URBANISED, NOV_2026, (2025,), id="the target year alone"),
        pytest.param(URBANISATION, URBANISED, MID_2025, (), id="the running year is not missing"),
        pytest.param(COUNT_UP, {2023: "0", 2024: "0"}, MID_2025, (), id="nought is not missing"),
    ],
)
def test_the_missing_years_are_those_over_without_a_figure(
    target: IndicatorTarget, reported: dict[int, str], as_of: date, missing: tuple[int, ...]
) -> None:
    assessment = assess_indicator(target, figures(reported), as_of)

    assert assessment.missing == missing
    assert all(str(year) in assessment.reason for year in missing)


FIRST = ReportedFigure(2024, Decimal(600), date(2025, 1, 20), seq=1)
SAME_DAY = ReportedFigure(2024, Decimal(650), date(2025, 1, 20), seq=2)
CORRECTED = ReportedFigure(2024, Decimal(740), date(2025, 3, 20), seq=3)
ENTERED_LATE = ReportedFigure(2024, Decimal(999), date(2025, 2, 1), seq=4)
RUNNING = ReportedFigure(2025, Decimal(900), date(2025, 6, 30), seq=5)
TOO_EARLY = ReportedFigure(2021, Decimal(5000), date(2022, 1, 20))
TOO_LATE = ReportedFigure(2026, Decimal(5000), date(2026, 1, 20))


@pytest.mark.parametrize(
    ("reports", "as_of", "value", "period"),
    [
        pytest.param([FIRST], date(2025, 1, 19), None, None, id="the day before the report"),
        pytest.param([FIRST], date(2025, 1, 20), "600", 2024, id="the day of the report"),
        pytest.param([FIRST, SAME_DAY], MID_2025, "650", 2024, id="the same day, corrected"),
        pytest.param([FIRST, CORRECTED], date(2025, 3, 19), "600", 2024, id="before a correction"),
        pytest.param([FIRST, CORRECTED], date(2025, 3, 20), "740", 2024, id="from a correction on"),
        pytest.param(
            [FIRST, CORRECTED, ENTERED_LATE],
            MID_2025,
            "999",
            2024,
            id="a correction counts whatever earlier day it names",
        ),
        pytest.param([RUNNING, CORRECTED], MID_2025, "900", 2025, id="the latest year counts"),
        pytest.param([RUNNING, CORRECTED], date(2025, 6, 29), "740", 2024, id="not seen before"),
        pytest.param([TOO_EARLY], MID_2025, None, None, id="before the baseline year"),
        pytest.param([FIRST, TOO_LATE], NOV_2026, "600", 2024, id="after the target year"),
    ],
)
def test_the_latest_year_counts_by_the_report_entered_last_for_a_day_by_then(
    reports: list[ReportedFigure], as_of: date, value: str | None, period: int | None
) -> None:
    assessment = assess_indicator(COUNT_UP, reports, as_of)

    assert (assessment.value, assessment.period) == (value and Decimal(value), period)


def test_the_levels_are_the_figures_that_counted_in_the_order_of_their_years() -> None:
    reports = [RUNNING, TOO_EARLY, CORRECTED, FIRST, TOO_LATE]

    levels = assess_indicator(COUNT_UP, reports, NOV_2026).levels

    assert list(levels.items()) == [(2024, Decimal(740)), (2025, Decimal(900))]


AT_LEAST_56 = ask("level up", "56", tolerance="1", decimals=1)
FROZEN = ask("level down", "-0.1", decimals=1)


@pytest.mark.parametrize(
    ("target", "baseline", "reported", "value", "status"),
    [
        pytest.param(UNEMPLOYMENT, "12", "9.04", "9.0", Status.MET, id="9.04 is shown 9.0"),
        pytest.param(UNEMPLOYMENT, "12", "9.05", "9.1", Status.ON_TRACK, id="9.05 is shown 9.1"),
        pytest.param(AT_LEAST_56, "50", "55.95", "56.0", Status.MET, id="55.95 is shown 56.0"),
        pytest.param(AT_LEAST_56, "50", "55.94", "55.9", Status.ON_TRACK, id="55.94 is short"),
        pytest.param(FROZEN, "3", "-0.05", "-0.1", Status.MET, id="-0.05 is shown -0.1"),
        pytest.param(FROZEN, "3", "-0.04", "0", Status.ON_TRACK, id="-0.04 is shown 0"),
        pytest.param(
            UNEMPLOYMENT, "12", "10.04", "10.0", Status.ON_TRACK, id="9.999 expected is shown 10.0"
        ),
        pytest.param(UNEMPLOYMENT, "12", "10.05", "10.1", Status.BEHIND, id="10.05 is over it"),
        pytest.param(
            COUNT_UP, "0", "699.5", "700", Status.BEHIND, id="699.5 is shown 700, at tolerance"
        ),
        pytest.param(COUNT_UP, "0", "699.4", "699", Status.FAR_BEHIND, id="699.4 is shown 699"),
    ],
)
def test_a_status_comes_from_the_figure_as_shown(
    target: IndicatorTarget, baseline: str, reported: str, value: str, status: Status
) -> None:
    assessment = assess_indicator(target, figures({2022: baseline, 2024: reported}), MID_2025)

    assert (assessment.value, assessment.status) == (Decimal(value), status)


def test_a_change_is_the_difference_of_the_levels_as_shown() -> None:
    rise = ask("change up", "0.6", decimals=1)

    assessment = assess_indicator(rise, figures({2022: "86.04", 2024: "86.55"}), MID_2025)

    assert assessment.value == Decimal("0.6")


@pytest.mark.parametrize(
    ("target", "baseline", "latest", "progress"),
    [
        pytest.param(ask("cumulative up", "20000"), "0", "1", "0.0001", id="up"),
        pytest.param(ask("level up", "21000"), "1000", "999", "-0.0001", id="away from nought"),
    ],
)
def test_progress_is_rounded_half_up_to_a_hundredth_of_a_per_cent(
    target: IndicatorTarget, baseline: str, latest: str, progress: str
) -> None:
    assessment = assess_indicator(target, figures({2022: baseline, 2024: latest}), MID_2025)

    assert assessment.progress == Decimal(progress)


def test_an_expected_half_is_rounded_up() -> None:
    assessment = assess_indicator(ask("cumulative up", "548"), figures({2024: "365"}), MID_2025)

    assert assessment.expected == Decimal(366)
    assert assessment.status is Status.FAR_BEHIND


def test_a_forecast_half_is_rounded_up() -> None:
    provisional = ReportedFigure(2025, Decimal(57), MID_2025)

    assert assess_indicator(
        ask("cumulative up", "68"), [provisional], MID_2025
    ).forecast == Decimal(69)


@pytest.mark.parametrize(
    ("baseline_year", "target_year", "on", "share"),
    [
        pytest.param(2022, 2025, date(2022, 12, 31), "0", id="at the baseline"),
        pytest.param(2022, 2025, date(2023, 12, 31), "0.333029", id="365 of 1096"),
        pytest.param(2022, 2025, date(2024, 2, 29), "0.387774", id="425 of 1096, on the leap day"),
        pytest.param(2022, 2025, date(2024, 12, 31), "0.666971", id="731 of 1096, not two thirds"),
        pytest.param(2022, 2025, date(2025, 12, 31), "1", id="at the target"),
        pytest.param(2024, 2027, date(2025, 12, 31), "0.333333", id="365 of 1095, no leap day"),
        pytest.param(2023, 2024, date(2024, 3, 1), "0.166667", id="61 of 366"),
    ],
)
def test_the_way_gone_is_counted_in_days(
    baseline_year: int, target_year: int, on: date, share: str
) -> None:
    target = IndicatorTarget(
        Measure.LEVEL, Direction.UP, Decimal(1), Decimal(0), 0, "%", baseline_year, target_year
    )

    assert round(Decimal(target.days_gone(on)) / target.days, 6) == Decimal(share)


@pytest.mark.parametrize(
    ("target", "reported", "as_of", "parts"),
    [
        pytest.param(
            URBANISATION,
            URBANISED,
            NOV_2026,
            [
                "2024年为53.94%",
                "目标不低于56%",
                "完成率 = (53.94 - 52.64)/(56 - 52.64) = 38.69%",
                "按时间进度2024年末应为54.88%",
                "缺2025年数据",
            ],
            id="4: the level with its missing year",
        ),
        pytest.param(
            MEAN_GROWTH,
            {2023: "7.5", 2024: "3.9"},
            MID_2025,
            [
                "2023、2024年平均增速 = [(1 + 7.5%) × (1 + 3.9%)]^(1/2) - 1 = 5.68%",
                "目标不低于5%",
                "增速类指标不折算完成率",
            ],
            id="1: the geometric mean",
        ),
        pytest.param(
            UNEMPLOYMENT,
            {2022: "8", 2024: "8.5"},
            MID_2025,
            [
                "2024年为8.5%",
                "目标不高于9%",
                "基期8%已达到或优于目标，不折算完成率",
                "缺2023年数据",
            ],
            id="7: the baseline past the target",
        ),
        pytest.param(
            INCOME_RATIO,
            {2022: "2.1034", 2024: "2.0834"},
            MID_2025,
            [
                "缩小 = 2022年2.1034 - 2024年2.0834 = 0.02%",
                "目标不低于0.04%",
                "完成率 = (0.02 - 0)/(0.04 - 0) = 50%",
                "按时间进度2024年末应为0.0267%",
                "缺2023年数据",
            ],
            id="3: the fall",
        ),
        pytest.param(
            CLEAN_DAYS,
            {2022: "86", 2024: "86.6"},
            MID_2025,
            [
                "提高 = 2024年86.6 - 2022年86 = 0.6%",
                "目标不低于0.6%",
                "完成率 = (0.6 - 0)/(0.6 - 0) = 100%",
                "按时间进度2024年末应为0.4%",
                "缺2023年数据",
            ],
            id="6: the rise, were its baseline known",
        ),
        pytest.param(
            CLEAN_DAYS,
            {2023: "86.1", 2024: "86.6"},
            MID_2025,
            ["已知2023年86.1、2024年86.6，缺2022年基期值，无法计算变化"],
            id="6: the levels without a baseline",
        ),
        pytest.param(
            PATENTS,
            {2023: "80", 2024: "165"},
            MID_2025,
            [
                "截至2024年累计165%",
                "目标不低于150%",
                "完成率 = (165 - 0)/(150 - 0) = 110%",
                "按时间进度2024年末应为100%",
            ],
            id="15: the count",
        ),
        pytest.param(
            ask("growth up", "5", decimals=4),
            {2022: "6.1234"},
            MID_2025,
            ["已知2022年6.1234，尚无基期以后的年度增速", "缺2023、2024年数据"],
            id="a rate of the baseline year alone",
        ),
        pytest.param(
            ask("level up", "60.0004", decimals=4),
            {2023: "53.3456", 2024: "53.9402"},
            MID_2025,
            ["2024年为53.9402%", "目标不低于60.0004%", "缺2022年基期值，不折算完成率"],
            id="a level without its baseline, to the last decimal shown",
        ),
        pytest.param(
            ask("growth up", "5.0004", decimals=4),
            {2022: "6.5", 2023: "7.1234"},
            END_2025,
            [
                "2023年平均增速 = [(1 + 7.1234%)]^(1/1) - 1 = 7.1234%",
                "目标不低于5.0004%",
                "增速类指标不折算完成率",
                "缺2024年数据",
            ],
            id="one rate, to the last decimal shown",
        ),
        pytest.param(
            ask("cumulative up", "10.9604", decimals=4),
            {2023: "3.6502"},
            MID_2024,
            [
                "截至2023年累计3.6502%",
                "目标不低于10.9604%",
                "完成率 = (3.6502 - 0)/(10.9604 - 0) = 33.3%",
                "按时间进度2023年末应为3.6501%",
            ],
            id="a count, to the last decimal shown",
        ),
        pytest.param(
            ask("level down", "9.0004", decimals=4),
            {2022: "8.1234", 2023: "8.5002"},
            MID_2024,
            [
                "2023年为8.5002%",
                "目标不高于9.0004%",
                "基期8.1234%已达到或优于目标，不折算完成率",
            ],
            id="a baseline past the target, to the last decimal shown",
        ),
        pytest.param(
            LEVEL_UP,
            {},
            NOV_2026,
            ["尚无填报数据", "缺2022、2023、2024、2025年数据"],
            id="nothing reported",
        ),
        pytest.param(
            COUNT_UP,
            {},
            END_2023,
            ["尚无填报数据", "首个统计年度尚未结束"],
            id="first year not over",
        ),
    ],
)
def test_the_reason_says_formula_inputs_and_what_is_missing_and_nothing_else(
    target: IndicatorTarget, reported: dict[int, str], as_of: date, parts: list[str]
) -> None:
    assert assess_indicator(target, figures(reported), as_of).reason == "；".join(parts) + "。"


@pytest.mark.parametrize(
    ("target", "reported", "as_of", "unsaid"),
    [
        pytest.param(URBANISATION, URBANISED, MID_2025, "缺", id="nothing is missing"),
        pytest.param(URBANISATION, URBANISED, MID_2025, "尚未结束", id="the first year is over"),
        pytest.param(URBANISATION, URBANISED, MID_2025, "不折算", id="there is a progress"),
        pytest.param(COUNT_UP, {}, NEW_YEAR_2024, "尚未结束", id="no excuse once it is over"),
    ],
)
def test_the_reason_says_nothing_that_does_not_hold(
    target: IndicatorTarget, reported: dict[int, str], as_of: date, unsaid: str
) -> None:
    assert unsaid not in assess_indicator(target, figures(reported), as_of).reason


def test_an_expected_figure_on_an_exact_half_is_rounded_up() -> None:
    """2740 × 365/1096 is 912.5 to the last digit."""
    figure = ReportedFigure(2023, Decimal(912), date(2024, 1, 5))

    found = assess_indicator(
        ask("cumulative up", "2740", tolerance="1", decimals=0), [figure], MID_2024
    )

    assert found.expected == Decimal(913)
    assert found.status is Status.BEHIND


def test_a_figure_of_the_running_year_names_the_day_it_was_held_against() -> None:
    figure = ReportedFigure(2025, Decimal(912), MID_2025)

    found = assess_indicator(ask("cumulative up", "1096", decimals=0), [figure], MID_2025)

    assert "2025年6月30日应为912" in found.reason


@pytest.mark.parametrize(("latest", "field"), [("9", "gap"), ("12", "progress")])
def test_there_is_no_minus_nought(latest: str, field: str) -> None:
    figures = [
        ReportedFigure(2022, Decimal(12), date(2022, 12, 31)),
        ReportedFigure(2024, Decimal(latest), date(2024, 12, 31)),
    ]

    found = assess_indicator(ask("level down", "9", decimals=1), figures, MID_2025)

    assert not getattr(found, field).is_signed()


def test_before_the_first_period_ends_nothing_is_judged() -> None:
    figure = ReportedFigure(2023, Decimal(10), date(2023, 6, 30))

    found = assess_indicator(ask("cumulative up", "1096", decimals=0), [figure], date(2023, 6, 30))

    assert found.status is Status.NOT_DUE
    assert found.value == Decimal(10)
