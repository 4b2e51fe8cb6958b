"""What is asked for when: periods, working days, due days, grace, and publication days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzdash.domain.progress import ReportingCalendar, ReportingRule, Rhythm, Round, period_of
from kzdash.domain.progress.reporting_calendar import round_of_month, round_of_year
from kzdash.domain.workdays import add_workdays, is_workday, workday_of_month

repeatable = settings(derandomize=True, deadline=None)
days = st.dates(date(2004, 1, 1), date(2040, 12, 31))
rules = st.builds(
    ReportingRule,
    st.sampled_from(Rhythm),
    st.integers(-20, 20).filter(bool),
    st.integers(0, 20),
)

MONTHLY = ReportingRule(Rhythm.MONTH, -4)
OF_LAST_MONTH = ReportingRule(Rhythm.MONTH_AFTER, 5)
QUARTERLY = ReportingRule(Rhythm.QUARTER, 10)
PLAN_DAY = date(2024, 7, 30)
KIND, OTHER = "project", "task"


def due(rule: ReportingRule, year: int, month: int) -> date | None:
    """The due day of the round that a month asks for."""
    found = round_of_month(rule, date(year, month, 15))
    return found and found.due_on


@pytest.mark.parametrize(
    ("rule", "month", "day"),
    [
        pytest.param(MONTHLY, (2025, 11), date(2025, 11, 25), id="an ordinary month"),
        pytest.param(MONTHLY, (2026, 11), date(2026, 11, 25), id="and the next year's"),
        pytest.param(
            MONTHLY, (2025, 1), date(2025, 1, 23), id="before 春节 2025, 26 January made up"
        ),
        pytest.param(MONTHLY, (2025, 2), date(2025, 2, 25), id="after 春节 2025"),
        pytest.param(QUARTERLY, (2025, 10), date(2025, 10, 21), id="国庆 2025, 11 October made up"),
        pytest.param(QUARTERLY, (2025, 1), date(2025, 1, 15), id="after New Year 2025"),
        pytest.param(
            ReportingRule(Rhythm.MONTH, 3),
            (2025, 10),
            date(2025, 10, 11),
            id="on a make-up Saturday",
        ),
        pytest.param(
            ReportingRule(Rhythm.MONTH, 20),
            (2025, 10),
            date(2025, 10, 31),
            id="more than it has: 18",
        ),
        pytest.param(
            ReportingRule(Rhythm.MONTH, -20), (2025, 10), date(2025, 10, 9), id="and counted back"
        ),
        pytest.param(
            ReportingRule(Rhythm.YEAR, 1), (2025, 1), date(2025, 1, 2), id="the year before"
        ),
        pytest.param(
            QUARTERLY, (2027, 1), date(2027, 1, 14), id="weekdays where no calendar is out"
        ),
    ],
)
def test_a_round_is_due_on_a_working_day_of_its_month(
    rule: ReportingRule, month: tuple[int, int], day: date
) -> None:
    assert due(rule, *month) == day


@pytest.mark.parametrize(
    ("rhythm", "asking"),
    [
        (Rhythm.MONTH, list(range(1, 13))),
        (Rhythm.MONTH_AFTER, list(range(1, 13))),
        (Rhythm.QUARTER, [1, 4, 7, 10]),
        (Rhythm.HALF_YEAR, [1, 7]),
        (Rhythm.YEAR, [1]),
    ],
)
def test_a_month_asks_for_itself_or_the_one_before_and_for_the_longer_periods_that_ended_before_it(
    rhythm: Rhythm, asking: list[int]
) -> None:
    rule = ReportingRule(rhythm, 5)

    assert [month for month in range(1, 13) if due(rule, 2025, month)] == asking


@pytest.mark.parametrize(
    ("rhythm", "day", "words", "first", "last"),
    [
        (Rhythm.MONTH, date(2024, 2, 29), "2024年2月", date(2024, 2, 1), date(2024, 2, 29)),
        (Rhythm.QUARTER, date(2025, 9, 30), "2025年第3季度", date(2025, 7, 1), date(2025, 9, 30)),
        (Rhythm.HALF_YEAR, date(2025, 6, 30), "2025年上半年", date(2025, 1, 1), date(2025, 6, 30)),
        (Rhythm.HALF_YEAR, date(2025, 7, 1), "2025年下半年", date(2025, 7, 1), date(2025, 12, 31)),
        (Rhythm.YEAR, date(2025, 12, 31), "2025年", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_day_belongs_to_a_period(
    rhythm: Rhythm, day: date, words: str, first: date, last: date
) -> None:
    period = period_of(rhythm, day)

    assert (period.words, period.first, period.last) == (words, first, last)


@pytest.mark.parametrize(
    ("recorded_at", "in_time", "late"),
    [
        (datetime(2025, 9, 26, 15, 59, tzinfo=UTC), True, 0),  # 23:59 of the 26th in China
        (datetime(2025, 9, 26, 16, 0, tzinfo=UTC), True, 0),
        (datetime(2025, 9, 28, 15, 59, tzinfo=UTC), True, 0),  # a Sunday that was made up
        (datetime(2025, 9, 28, 16, 0, tzinfo=UTC), False, 3),
        (datetime(2025, 10, 1, 1, 0, tzinfo=UTC), False, 5),
    ],
)
def test_what_is_recorded_within_the_grace_is_on_time_by_the_clock_in_china(
    recorded_at: datetime, in_time: bool, late: int
) -> None:
    # workdays at the end of September 2025: 22 to 26, 28 (made up), 29, 30
    found = round_of_month(ReportingRule(Rhythm.MONTH, -4, grace=1), date(2025, 9, 1))

    assert found is not None
    assert (found.due_on, found.late_after) == (date(2025, 9, 26), date(2025, 9, 28))
    assert found.is_on_time(recorded_at) is in_time
    assert found.days_late((recorded_at + timedelta(hours=8)).date()) == late


@pytest.mark.parametrize(
    ("fresh_on", "answered"),
    [
        (None, False),
        (date(2025, 8, 31), False),
        (date(2025, 9, 1), True),
        (date(2025, 9, 30), True),
        (date(2025, 10, 8), True),
    ],
)
def test_a_report_about_the_last_month_of_a_quarter_answers_for_it(
    fresh_on: date | None, answered: bool
) -> None:
    found = round_of_month(QUARTERLY, date(2025, 10, 1))

    assert found is not None
    assert found.is_answered_by(fresh_on) is answered


@pytest.mark.parametrize(
    ("workday", "grace", "first"),
    [
        (5, 0, date(2025, 11, 8)),  # the answers for October are due on 7 November
        (5, 1, date(2025, 11, 11)),
        (-1, 0, date(2025, 11, 29)),  # a Saturday
        (-1, 5, date(2025, 11, 30)),  # the month's last day is always about the month
    ],
)
def test_what_comes_until_the_month_before_is_late_is_no_answer_for_the_month(
    workday: int, grace: int, first: date
) -> None:
    found = round_of_month(ReportingRule(Rhythm.MONTH_AFTER, workday, grace), date(2025, 12, 1))

    assert found is not None
    assert (found.period.words, found.month) == ("2025年11月", date(2025, 12, 1))
    assert found.is_answered_by(first)
    assert not found.is_answered_by(first - timedelta(days=1))


def test_a_rule_says_itself_in_words() -> None:
    assert MONTHLY.words == "每月，当月倒数第4个工作日前"
    assert OF_LAST_MONTH.words == "每月报上月，期满次月第5个工作日前"
    assert ReportingRule(Rhythm.QUARTER, 10, 2).words == (
        "每季度，期满次月第10个工作日前，宽限2个工作日"
    )
    assert ReportingRule(Rhythm.YEAR, 10).publication_words == "每年，发布后第10个工作日前"


def test_a_figure_is_asked_for_after_its_publication() -> None:
    # after 30 April 2025: 1 to 5 May off, 6 to 9, 12 to 16 May are working days
    found = round_of_year(ReportingRule(Rhythm.YEAR, 8), 2024, date(2025, 4, 30))

    assert (found.period.words, found.month) == ("2024年", date(2025, 5, 1))
    assert found.due_on == date(2025, 5, 15)


def calendar(**more: Any) -> ReportingCalendar:
    """A calendar with a monthly and a quarterly kind."""
    kinds = {KIND: ((date.min, MONTHLY),), OTHER: ((date.min, QUARTERLY),)}
    return ReportingCalendar(PLAN_DAY, **{"rules": kinds, **more})


def period(found: Round | None) -> str:
    """What a round asks for, in words."""
    return found.period.words if found else ""


@pytest.mark.parametrize(
    ("kind", "day", "words"),
    [
        (KIND, date(2025, 11, 1), "2025年11月"),
        (KIND, date(2025, 11, 30), "2025年11月"),
        (OTHER, date(2025, 9, 30), "2025年第2季度"),
        (OTHER, date(2025, 10, 1), "2025年第3季度"),
        (OTHER, date(2025, 12, 31), "2025年第3季度"),
        (KIND, date(2024, 7, 1), "2024年7月"),
        (KIND, date(2024, 6, 30), ""),  # before the plan
        (OTHER, date(2024, 9, 30), ""),  # the second quarter ended before the plan
        (OTHER, date(2024, 10, 1), "2024年第3季度"),
        ("aim", date(2025, 11, 1), ""),
    ],
)
def test_what_is_asked_for_on_a_day_is_the_last_round_that_has_begun(
    kind: str, day: date, words: str
) -> None:
    assert period(calendar().round_on(kind, day)) == words


def test_what_was_added_later_owes_nothing_of_before() -> None:
    added = date(2025, 10, 20)

    assert period(calendar().round_on(OTHER, date(2025, 11, 1), added)) == ""
    assert period(calendar().round_on(KIND, date(2025, 10, 20), added)) == "2025年10月"


def test_a_due_day_of_one_round_can_be_another() -> None:
    moved = {(KIND, date(2025, 11, 1)): date(2025, 11, 28)}
    known = calendar(due_days=moved)

    found, other = known.round_on(KIND, date(2025, 11, 3)), known.round_on(KIND, date(2025, 12, 3))

    assert found is not None
    assert found.due_on == date(2025, 11, 28)
    assert other is not None
    assert other.due_on == date(2025, 12, 26)


def test_what_answers_by_a_due_day_that_was_moved_is_about_the_month_before() -> None:
    rules = {KIND: ((date.min, OF_LAST_MONTH),)}
    known = calendar(rules=rules, due_days={(KIND, date(2025, 11, 1)): date(2025, 11, 20)})

    found = known.round_on(KIND, date(2025, 12, 1))

    assert found is not None
    assert not found.is_answered_by(date(2025, 11, 20))
    assert found.is_answered_by(date(2025, 11, 21))


def test_a_changed_rule_counts_for_the_rounds_that_begin_later() -> None:
    changed = ((date.min, MONTHLY), (date(2025, 11, 2), QUARTERLY))
    known = calendar(rules={KIND: changed})

    assert period(known.round_on(KIND, date(2025, 11, 30))) == "2025年11月"
    assert period(known.round_on(KIND, date(2025, 12, 15))) == "2025年11月"  # still owed
    assert period(known.round_on(KIND, date(2026, 1, 1))) == "2025年第4季度"


def test_a_figure_published_before_the_plan_is_asked_for_from_the_plan_on() -> None:
    known = calendar(rules={"indicator": ((date.min, ReportingRule(Rhythm.YEAR, 10)),)})

    found = known.round_of_figure("indicator", 1, 2022)

    assert found is not None
    assert (found.due_on, found.month) == (date(2024, 8, 13), date(2024, 7, 1))
    assert known.round_of_figure(KIND, 1, 2022) is None


def test_an_indicator_is_published_on_its_own_day_or_the_one_set_for_a_year() -> None:
    known = calendar(usual_publications={7: (8, 20)}, publications={(7, 2025): date(2026, 9, 1)})

    assert known.published_on(7, 2024) == date(2025, 8, 20)
    assert known.published_on(7, 2025) == date(2026, 9, 1)
    assert known.published_on(8, 2024) == date(2025, 4, 30)


@repeatable
@given(st.sampled_from(Rhythm), days)
def test_every_day_is_in_the_period_it_belongs_to_and_periods_leave_no_gap(
    rhythm: Rhythm, day: date
) -> None:
    found = period_of(rhythm, day)
    after = period_of(rhythm, found.last + timedelta(days=1))

    assert found.first <= day <= found.last
    assert after.first == found.last + timedelta(days=1)
    assert period_of(rhythm, found.first) == period_of(rhythm, found.last) == found


@repeatable
@given(rules, days)
def test_every_due_day_is_a_working_day_of_its_month_and_grace_only_adds(
    rule: ReportingRule, day: date
) -> None:
    found = round_of_month(rule, day)

    if found is None:
        assert rule.rhythm is not Rhythm.MONTH
        return
    assert is_workday(found.due_on)
    assert found.due_on.replace(day=1) == found.month == day.replace(day=1)
    assert found.due_on <= found.late_after
    assert found.period.first <= found.counts_from <= found.period.last
    assert not found.days_late(found.late_after)
    assert found.days_late(found.late_after + timedelta(days=1)) > 0


@repeatable
@given(rules, days)
def test_the_round_of_a_day_has_begun_and_asks_for_nothing_that_is_asked_for_later(
    rule: ReportingRule, day: date
) -> None:
    known = ReportingCalendar(date(2000, 1, 1), {KIND: ((date.min, rule),)})
    found, tomorrow = (known.round_on(KIND, on) for on in (day, day + timedelta(days=1)))

    assert found is not None
    assert tomorrow is not None
    assert found.month <= day
    assert found.period.first <= tomorrow.period.first
    assert found.is_answered_by(day)


@repeatable
@given(st.dates(date(2004, 1, 1), date(2026, 11, 30)), st.integers(0, 20))
def test_working_days_are_added_as_the_holiday_calendar_counts_them(day: date, count: int) -> None:
    reached = add_workdays(day, count)

    if count == 0:
        assert reached == day
        return
    between = chinese_calendar.get_workdays(day + timedelta(days=1), reached)
    assert (len(between), between[-1]) == (count, reached)


@repeatable
@given(days, st.integers(1, 20))
def test_counted_from_either_end_a_month_has_the_same_working_days(day: date, number: int) -> None:
    first, last = workday_of_month(day, 1), workday_of_month(day, -1)

    assert first <= workday_of_month(day, number) <= last
    assert workday_of_month(day, number) <= workday_of_month(day, number + 1)
    assert workday_of_month(day, -number) >= workday_of_month(day, -number - 1)
