"""When whoever reports is asked what is expected, and how the expected day drifts, by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzdash.domain.progress import State, Status, outlook
from kzdash.domain.progress.outlook import ExpectedDay, drift

if TYPE_CHECKING:
    from random import Random

JUNE, JULY, AUGUST = date(2025, 6, 1), date(2025, 7, 1), date(2025, 8, 1)
END, MARCH = date(2025, 12, 29), date(2026, 3, 31)


def shifts(*said: ExpectedDay) -> list[tuple[int, date, int | None]]:
    return [(shift.seq, shift.expected_on, shift.days) for shift in drift(said)]


@pytest.mark.parametrize(
    ("state", "reported", "asked"),
    [
        (State.OVERDUE, None, True),
        (State.BLOCKED, Status.BLOCKED, True),
        (State.MISSED, None, True),
        (State.NEARLY_MET, None, True),
        (State.FAR_BEHIND, None, True),
        (State.BEHIND, None, True),
        # a milestone that is not due, of which its unit says that it is blocked
        (State.NOT_DUE, Status.BLOCKED, True),
        (State.NOT_DUE, Status.IN_PROGRESS, False),
        (State.DUE_TODAY, None, False),
        (State.DUE_SOON, None, False),
        # of silence nobody is asked the cause
        (State.DUE_UNREPORTED, None, False),
        (State.UNREPORTED, None, False),
        (State.INCOMPLETE, None, False),
        (State.UNJUDGED, None, False),
        (State.ON_TRACK, None, False),
        (State.IN_PROGRESS, Status.IN_PROGRESS, False),
        (State.DONE_LATE, Status.DONE, False),
        (State.MET, None, False),
    ],
)
def test_who_is_late_behind_or_blocked_is_asked_and_nobody_else(
    state: State, reported: Status | None, asked: bool
) -> None:
    assert outlook.is_asked(state, reported) is asked


@pytest.mark.parametrize(
    ("expected_on", "as_of", "days"),
    [
        (None, JUNE, 0),
        (JULY, JUNE, 0),
        (JULY, JULY, 0),  # the day itself is not over
        (JULY, JULY + timedelta(1), 1),
        (JULY, JULY + timedelta(12), 12),
        (date(2024, 2, 28), date(2024, 3, 1), 2),  # a leap day between
    ],
)
def test_an_expected_day_is_past_from_the_day_after_it(
    expected_on: date | None, as_of: date, days: int
) -> None:
    assert outlook.days_past(expected_on, as_of) == days


def test_each_expected_day_is_held_against_the_one_said_before() -> None:
    said = (
        ExpectedDay(1, JUNE, END),
        ExpectedDay(2, JULY, MARCH),
        ExpectedDay(3, AUGUST, END),
    )
    # 29 December to 31 March: 2 + 31 + 28 + 31 days
    assert shifts(*said) == [(1, END, None), (2, MARCH, 92), (3, END, -92)]
    assert [shift.words for shift in drift(said)] == ["", "比上次推后92天", "比上次提前92天"]


def test_a_report_that_says_no_day_leaves_the_one_before_it() -> None:
    said = (
        ExpectedDay(1, JUNE, None),
        ExpectedDay(2, JUNE, END),
        ExpectedDay(3, JULY, None),
        ExpectedDay(4, AUGUST, END),
    )
    assert shifts(*said) == [(2, END, None), (4, END, 0)]
    assert drift(said)[-1].words == "与上次相同"


def test_nobody_said_a_day_nothing_drifts() -> None:
    assert drift(()) == ()
    assert drift([ExpectedDay(1, JUNE, None)]) == ()


def test_a_report_for_an_earlier_day_stands_where_its_day_does() -> None:
    said = (ExpectedDay(1, JULY, MARCH), ExpectedDay(2, JUNE, END))
    assert shifts(*said) == [(2, END, None), (1, MARCH, 92)]


def test_what_was_taken_back_never_drifted() -> None:
    first, second = ExpectedDay(1, JUNE, END), ExpectedDay(2, JULY, MARCH)
    undo = ExpectedDay(3, JULY, END, restores=1)
    assert shifts(first, second, undo) == [(1, END, None)]


def test_what_was_given_back_drifts_again() -> None:
    first, second = ExpectedDay(1, JUNE, END), ExpectedDay(2, JULY, MARCH)
    undo, again = (
        ExpectedDay(3, JULY, END, restores=1),
        ExpectedDay(4, JULY, MARCH, restores=2),
    )
    assert shifts(first, second, undo, again) == [(1, END, None), (2, MARCH, 92)]


def test_the_only_report_taken_back_leaves_nothing() -> None:
    assert shifts(ExpectedDay(1, JUNE, END), ExpectedDay(2, JUNE, None, restores=0)) == []


def test_a_file_that_is_taken_back_takes_all_its_reports_along() -> None:
    said = (
        ExpectedDay(1, JUNE, END),
        ExpectedDay(2, JULY, MARCH),
        ExpectedDay(3, AUGUST, MARCH),
        ExpectedDay(4, AUGUST, MARCH, restores=2),
        ExpectedDay(5, JULY, END, restores=1),
    )
    assert shifts(*said) == [(1, END, None)]


def test_an_undo_of_one_year_s_figure_leaves_that_of_another() -> None:
    said = (
        ExpectedDay(1, JUNE, END, period=2023),
        ExpectedDay(2, JUNE, MARCH, period=2024),
        ExpectedDay(3, JUNE, None, restores=0, period=2023),
    )
    assert shifts(*said) == [(2, MARCH, None)]


DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
SAID = st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=12).map(
    lambda rows: [ExpectedDay(seq, *row) for seq, row in enumerate(rows, 1)]
)


@given(SAID)
def test_the_shifts_add_up_to_the_way_from_the_first_day_to_the_last(
    said: list[ExpectedDay],
) -> None:
    moved = drift(said)
    assert len(moved) == sum(report.expected_on is not None for report in said)
    if moved:
        total = sum(shift.days or 0 for shift in moved)
        assert moved[0].expected_on + timedelta(total) == moved[-1].expected_on


@given(SAID, st.randoms())
def test_reports_drift_alike_in_whatever_order_they_come(
    said: list[ExpectedDay], random: Random
) -> None:
    shuffled = list(said)
    random.shuffle(shuffled)
    assert drift(shuffled) == drift(said)


@given(SAID, DAYS, DAYS)
def test_a_report_and_its_undo_change_nothing(
    said: list[ExpectedDay], day: date, expected: date
) -> None:
    seq = len(said) + 1
    undone = [ExpectedDay(seq, day, expected), ExpectedDay(seq + 1, day, None, restores=0)]
    assert drift([*said, *undone]) == drift(said)
