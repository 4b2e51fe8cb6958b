"""What a project invested within a year or a month, against cases worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzdash.domain.progress.investment import (
    CumulativeFigure,
    investment_within,
    year_pace,
)

FIRST, LAST = date(2025, 1, 1), date(2025, 11, 28)
OLD_START, NEW_START = date(2023, 1, 1), date(2025, 1, 1)


def cumulative(figures: dict[str, str]) -> list[CumulativeFigure]:
    return [
        CumulativeFigure(date.fromisoformat(day), Decimal(amount))
        for day, amount in figures.items()
    ]


@pytest.mark.parametrize(
    ("figures", "starts_on", "amount", "words"),
    [
        # a report on the last day of the year before
        (
            {"2024-12-31": "100", "2025-11-20": "180"},
            OLD_START,
            "80",
            "减2024年12月31日累计100万元",
        ),
        # the latest of several counts on both sides
        (
            {"2024-06-30": "40", "2024-12-31": "100", "2025-03-31": "120", "2025-11-20": "180"},
            *(OLD_START, "80", "2025年11月20日累计180万元"),
        ),
        # the year before was last reported in September: the rest of that year is counted in, said
        ({"2024-09-30": "70", "2025-11-20": "180"}, OLD_START, "110", "此后至期初的完成数一并计入"),
        # no report before, and it started earlier: unknown, not zero
        ({"2025-11-20": "180"}, OLD_START, None, "2024年12月31日以前没有填报完成投资"),
        # no report before, and it started this year
        ({"2025-11-20": "180"}, NEW_START, "180", "本期开工"),
        # a report before the planned start counts all the same
        ({"2024-12-31": "5", "2025-11-20": "180"}, NEW_START, "175", "减2024年12月31日累计5万元"),
        # nothing reported this year: unknown, not zero
        ({"2024-12-31": "100"}, OLD_START, None, "本期没有填报完成投资"),
        ({}, OLD_START, None, "未填报完成投资"),
        ({}, NEW_START, None, "未填报完成投资"),
        # nothing was added, which somebody reported
        ({"2024-12-31": "100", "2025-11-20": "100"}, OLD_START, "0", "减2024年12月31日累计100万元"),
        # a cumulative figure that fell is shown and asked about
        ({"2024-12-31": "100", "2025-11-20": "90"}, OLD_START, "-10", "累计数减少，请核实"),
        # what is reported for a later day is not known yet
        ({"2024-12-31": "100", "2025-11-29": "500"}, OLD_START, None, "本期没有填报完成投资"),
        # the first day of the span is within it
        ({"2024-12-31": "100", "2025-01-01": "101"}, OLD_START, "1", "2025年1月1日累计101万元"),
        # zero is a figure
        ({"2024-12-31": "0", "2025-11-20": "180"}, OLD_START, "180", "累计0万元"),
    ],
)
def test_what_a_year_added(
    figures: dict[str, str], starts_on: date, amount: str | None, words: str
) -> None:
    starts_within = starts_on >= FIRST
    found = investment_within(cumulative(figures), FIRST, LAST, starts_within=starts_within)

    assert found.amount == (None if amount is None else Decimal(amount))
    assert words in found.how


def test_what_a_month_added() -> None:
    figures = cumulative({"2025-10-31": "150", "2025-11-20": "180"})

    found = investment_within(figures, date(2025, 11, 1), LAST, starts_within=False)

    assert found.amount == 30


@pytest.mark.parametrize(
    ("completed", "planned", "as_of", "ahead", "words"),
    [
        # 30 September is day 273 of 365: 74.8 %
        ("818", "1000", date(2025, 9, 30), "7.0", "投资进度81.8%，快于时序进度7.0个百分点"),
        ("700", "1000", date(2025, 9, 30), "-4.8", "投资进度70.0%，慢于时序进度4.8个百分点"),
        ("1000", "1000", date(2025, 12, 31), "0", "投资进度100.0%，与时序进度持平"),
        ("0", "1000", date(2025, 12, 31), "-100.0", "投资进度0.0%，慢于时序进度100.0个百分点"),
        # a leap year has 366 days: 183 of them are a half
        ("500", "1000", date(2024, 7, 1), "0", "投资进度50.0%，与时序进度持平"),
        ("-10", "1000", date(2025, 12, 31), "-101.0", "慢于时序进度101.0个百分点"),
    ],
)
def test_the_pace_of_a_year(
    completed: str, planned: str, as_of: date, ahead: str, words: str
) -> None:
    pace = year_pace(Decimal(completed), Decimal(planned), as_of)

    assert pace is not None
    assert pace.ahead == Decimal(ahead)
    assert words in pace.words


@pytest.mark.parametrize(("completed", "planned"), [(None, "5"), ("5", None), ("5", "0")])
def test_no_pace_without_both_figures(completed: str | None, planned: str | None) -> None:
    done, asked = (None if text is None else Decimal(text) for text in (completed, planned))

    assert year_pace(done, asked, LAST) is None


days = st.dates(date(2022, 1, 1), date(2026, 12, 31))
amounts = st.integers(0, 1000).map(Decimal)
histories = st.dictionaries(days, amounts, max_size=12)
repeatable = settings(derandomize=True, deadline=None)


def of_year(history: dict[date, Decimal], year: int, starts_on: date) -> Decimal | None:
    figures = [CumulativeFigure(day, amount) for day, amount in history.items()]
    first, last = date(year, 1, 1), date(year, 12, 31)
    return investment_within(figures, first, last, starts_within=starts_on >= first).amount


@repeatable
@given(histories, days, amounts)
def test_a_correction_changes_only_its_own_year_and_after(
    history: dict[date, Decimal], day: date, amount: Decimal
) -> None:
    corrected = {**history, day: amount}

    for year in range(2022, day.year):
        assert of_year(history, year, OLD_START) == of_year(corrected, year, OLD_START)


@repeatable
@given(histories)
def test_years_that_can_be_told_add_up_to_the_last_cumulative_figure(
    history: dict[date, Decimal],
) -> None:
    years = range(2022, 2027)
    reported = {day.year for day in history}
    if reported != set(years):
        return
    told = [of_year(history, year, date(2022, 1, 1)) for year in years]

    assert sum(amount for amount in told if amount is not None) == history[max(history)]
