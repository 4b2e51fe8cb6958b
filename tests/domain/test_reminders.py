"""The rhythm of reminders: on which days, never within five, and who else is told when."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzdash.domain.models import ReminderLevel
from kzdash.domain.rules.reminders import (
    is_to_be_told,
    last_step,
    levels_told,
    step_day,
    told_from,
)
from kzdash.domain.workdays import add_workdays, is_workday

UNIT, SUPERVISOR, OFFICE = ReminderLevel
DUE = date(2025, 11, 25)  # a Tuesday
days = st.dates(date(2024, 1, 1), date(2029, 12, 31))


def told_days(
    due_on: date, first: date, last: date, level: ReminderLevel = UNIT, *off: date
) -> list[date]:
    """On which days a person is told of one thing that stays due, if the command runs each day."""
    told: list[date] = []
    for past in range((last - first).days + 1):
        day = first + timedelta(days=past)
        if day not in off and is_to_be_told([(level, due_on)], day, told[-1] if told else None):
            told.append(day)
    return told


def test_it_is_thirty_seven_and_one_day_before_and_then_one_seven_and_every_thirty_after() -> None:
    steps = [
        day
        for past in range(-40, 100)
        if last_step(UNIT, DUE, day := DUE + timedelta(days=past)) == day
    ]

    # 26 October 2025 was a Sunday, 24 January 2026 a Saturday, 23 February the end of a holiday
    assert [(day - DUE).days for day in steps] == [-29, -7, -1, 1, 7, 30, 62, 91]


@pytest.mark.parametrize(
    ("due_on", "days", "told_on"),
    [
        (date(2025, 10, 9), -1, date(2025, 9, 30)),  # the first working day after the holiday
        (date(2025, 10, 9), -7, date(2025, 9, 30)),
        (date(2025, 10, 9), -30, date(2025, 9, 9)),
        (date(2025, 11, 24), -1, date(2025, 11, 21)),  # a Monday
        (date(2025, 11, 8), 30, date(2025, 12, 8)),
        (date(2025, 9, 27), 1, date(2025, 9, 28)),  # a Sunday that was worked
        (date(2025, 9, 30), 7, date(2025, 10, 9)),
        (date(2025, 10, 10), 1, date(2025, 10, 11)),  # a Saturday that was worked
    ],
)
def test_what_would_come_on_a_day_of_rest_comes_after_it_or_before_the_due_day_before_it(
    due_on: date, days: int, told_on: date
) -> None:
    assert step_day(due_on, days) == told_on


def test_nobody_is_reminded_on_a_day_of_rest_and_is_on_a_weekend_that_is_worked() -> None:
    due = [(UNIT, date(2025, 9, 30))]

    assert not any(is_to_be_told(due, date(2025, 10, day), None) for day in range(1, 9))
    assert not is_to_be_told(due, date(2025, 10, 12), None)
    assert is_to_be_told(due, date(2025, 10, 9), None)
    assert is_to_be_told(due, date(2025, 9, 28), None)
    assert is_to_be_told(due, date(2025, 10, 11), None)


def test_a_message_that_would_come_within_five_days_is_put_off_until_they_are_over() -> None:
    told = told_days(DUE, DUE - timedelta(days=40), DUE + timedelta(days=70))

    # the fourth day after it was a Saturday, and so five days after the next one
    assert [(day - DUE).days for day in told] == [-29, -7, -1, 6, 13, 30, 62]


def test_a_day_without_the_command_is_made_up_for() -> None:
    missed = DUE - timedelta(days=7)

    told = told_days(DUE, DUE - timedelta(days=29), DUE - timedelta(days=2), UNIT, missed)

    # the first, because the thirtieth day before was missed as well
    assert [(day - DUE).days for day in told] == [-29, -6]


@pytest.mark.parametrize(
    ("day", "levels"),
    [
        (date(2025, 11, 26), [UNIT]),
        (date(2025, 11, 27), [UNIT, SUPERVISOR]),
        (date(2025, 11, 28), [UNIT, SUPERVISOR, OFFICE]),
        (date(2025, 12, 1), [UNIT, SUPERVISOR, OFFICE]),
    ],
)
def test_two_working_days_after_the_due_day_the_leader_is_told_one_more_later_the_office(
    day: date, levels: list[ReminderLevel]
) -> None:
    assert levels_told(DUE, day) == levels


def test_working_days_leave_out_the_national_holiday_and_count_its_make_up_days() -> None:
    # 28 September and 11 October 2025 were worked, 1 to 8 October not
    assert told_from(SUPERVISOR, date(2025, 9, 30)) == date(2025, 10, 10)
    assert told_from(OFFICE, date(2025, 9, 30)) == date(2025, 10, 11)


def test_a_leader_is_told_first_on_the_day_it_comes_to_them_and_then_by_the_rhythm() -> None:
    told = told_days(DUE, DUE - timedelta(days=40), DUE + timedelta(days=70), SUPERVISOR)

    assert [(day - DUE).days for day in told] == [2, 7, 30, 62]


def test_a_leader_who_was_told_of_another_item_is_told_of_one_that_comes_to_them_later() -> None:
    later = date(2025, 11, 28)  # comes to the leader on 2 December
    last_sent = date(2025, 11, 29)
    due = [(SUPERVISOR, DUE), (SUPERVISOR, later)]

    assert not is_to_be_told(due, date(2025, 12, 3), last_sent)
    assert is_to_be_told([(SUPERVISOR, later)], date(2025, 12, 4), last_sent)


@given(due=st.lists(days, max_size=4), start=days, runs=st.lists(st.booleans(), max_size=150))
def test_nobody_is_told_twice_within_five_days_on_a_day_of_rest_or_without_something_due(
    due: list[date], start: date, runs: list[bool]
) -> None:
    told: list[date] = []
    for past, runs_today in enumerate(runs):
        day = start + timedelta(days=past)
        # a thing is answered ten days after it was due
        open_days = [(UNIT, due_on) for due_on in due if day < due_on + timedelta(days=10)]
        if runs_today and is_to_be_told(open_days, day, told[-1] if told else None):
            assert any(due_on - timedelta(days=30) <= day for _, due_on in open_days)
            assert is_workday(day)
            told.append(day)

    assert all(later - earlier >= timedelta(days=5) for earlier, later in pairwise(told))


@given(due_on=days, level=st.sampled_from(ReminderLevel))
def test_whoever_stays_silent_is_told_of_every_step_once_five_days_are_over_at_the_latest(
    due_on: date, level: ReminderLevel
) -> None:
    told = told_days(due_on, due_on - timedelta(days=30), due_on + timedelta(days=55), level)

    around = (due_on + timedelta(days=past) for past in range(-30, 40))
    steps = {step for day in around if (step := last_step(level, due_on, day))}
    assert len(steps) > 1
    for step in steps:
        latest = add_workdays(step + timedelta(days=4), 1)
        assert any(step <= one <= latest for one in told), step


@given(due_on=days, ahead=st.integers(0, 60))
def test_levels_are_told_from_the_lowest_up(due_on: date, ahead: int) -> None:
    levels = levels_told(due_on, due_on + timedelta(days=ahead))

    assert levels == list(ReminderLevel)[: len(levels)]
    assert levels[0] is UNIT
