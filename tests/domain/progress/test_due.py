"""Due dates: what is left, late, done, and when a report has grown old."""

from __future__ import annotations

from datetime import date

import pytest

from kzdash.domain.progress import DueStatus, State, Status, Tone, days_since_report, judge_due_date
from kzdash.domain.progress.status import REPORTABLE

DUE_ON = date(2025, 6, 30)


@pytest.mark.parametrize(
    ("as_of", "status", "days"),
    [
        pytest.param(date(2024, 6, 30), Status.NOT_DUE, 365, id="a year before"),
        pytest.param(date(2025, 5, 30), Status.NOT_DUE, 31, id="31 days before"),
        pytest.param(date(2025, 5, 31), Status.DUE_SOON, 30, id="30 days before"),
        pytest.param(date(2025, 6, 29), Status.DUE_SOON, 1, id="the day before"),
        pytest.param(date(2025, 6, 30), Status.DUE_TODAY, 0, id="the day"),
        pytest.param(date(2025, 7, 1), Status.OVERDUE, -1, id="the day after"),
        pytest.param(date(2025, 7, 30), Status.OVERDUE, -30, id="30 days after"),
        pytest.param(date(2026, 6, 30), Status.OVERDUE, -365, id="a year after"),
    ],
)
def test_what_is_not_completed_is_judged_by_the_days_left(
    as_of: date, status: Status, days: int
) -> None:
    assert judge_due_date(DUE_ON, None, as_of) == DueStatus(status, days)


@pytest.mark.parametrize(
    ("completed_on", "as_of", "status", "days"),
    [
        pytest.param(
            date(2025, 6, 1), date(2025, 6, 10), Status.DONE_ON_TIME, 29, id="before the due date"
        ),
        pytest.param(
            date(2025, 6, 1), date(2025, 6, 1), Status.DONE_ON_TIME, 29, id="known the same day"
        ),
        pytest.param(
            date(2025, 6, 30), date(2025, 6, 30), Status.DONE_ON_TIME, 0, id="on the due date"
        ),
        pytest.param(
            date(2025, 6, 29), date(2026, 1, 1), Status.DONE_ON_TIME, 1, id="asked long after"
        ),
        pytest.param(
            date(2025, 7, 1), date(2025, 7, 1), Status.DONE_LATE, -1, id="the day after it"
        ),
        pytest.param(
            date(2025, 7, 30), date(2026, 1, 1), Status.DONE_LATE, -30, id="30 days after it"
        ),
    ],
)
def test_what_is_completed_is_judged_by_the_day_of_completion(
    completed_on: date, as_of: date, status: Status, days: int
) -> None:
    assert judge_due_date(DUE_ON, completed_on, as_of) == DueStatus(status, days)


@pytest.mark.parametrize(
    ("completed_on", "as_of", "status", "days"),
    [
        pytest.param(
            date(2025, 6, 20), date(2025, 6, 19), Status.DUE_SOON, 11, id="before the due date"
        ),
        pytest.param(
            date(2025, 7, 1), date(2025, 6, 30), Status.DUE_TODAY, 0, id="on the due date"
        ),
        pytest.param(
            date(2025, 7, 31), date(2025, 7, 30), Status.OVERDUE, -30, id="after the due date"
        ),
    ],
)
def test_what_was_completed_after_a_day_was_not_completed_on_it(
    completed_on: date, as_of: date, status: Status, days: int
) -> None:
    assert judge_due_date(DUE_ON, completed_on, as_of) == DueStatus(status, days)


@pytest.mark.parametrize(
    ("due_on", "as_of", "status", "days"),
    [
        pytest.param(date(2024, 2, 29), date(2024, 2, 28), Status.DUE_SOON, 1, id="before it"),
        pytest.param(date(2024, 2, 29), date(2024, 2, 29), Status.DUE_TODAY, 0, id="on it"),
        pytest.param(date(2024, 2, 29), date(2024, 3, 1), Status.OVERDUE, -1, id="after it"),
        pytest.param(date(2024, 3, 1), date(2024, 1, 31), Status.DUE_SOON, 30, id="across it"),
        pytest.param(date(2023, 3, 1), date(2023, 1, 31), Status.DUE_SOON, 29, id="without it"),
        pytest.param(date(2024, 3, 1), date(2024, 1, 30), Status.NOT_DUE, 31, id="31 across it"),
    ],
)
def test_a_leap_day_is_a_day(due_on: date, as_of: date, status: Status, days: int) -> None:
    assert judge_due_date(due_on, None, as_of) == DueStatus(status, days)


@pytest.mark.parametrize(
    ("completed_on", "as_of", "beginning", "end"),
    [
        pytest.param(None, date(2025, 5, 16), "未到期", "还有 45 天", id="not due"),
        pytest.param(None, date(2025, 6, 18), "临期", "还有 12 天", id="due soon"),
        pytest.param(None, date(2025, 6, 30), "今日到期", "今日到期", id="due today"),
        pytest.param(None, date(2025, 7, 30), "逾期 30 天", "逾期 30 天", id="overdue"),
        pytest.param(
            date(2025, 6, 1), date(2025, 7, 30), "按期完成", "按期完成", id="done on time"
        ),
        pytest.param(
            date(2025, 7, 30), date(2025, 9, 1), "逾期完成 30 天", "逾期完成 30 天", id="done late"
        ),
    ],
)
def test_the_words_give_the_judgement_and_its_days(
    completed_on: date | None, as_of: date, beginning: str, end: str
) -> None:
    words = judge_due_date(DUE_ON, completed_on, as_of).words

    assert words.startswith(beginning)
    assert words.endswith(end)
    assert "-" not in words


@pytest.mark.parametrize(
    ("reported_on", "as_of", "days"),
    [
        pytest.param(None, date(2025, 6, 30), None, id="never reported"),
        pytest.param(date(2025, 6, 30), date(2025, 6, 30), None, id="reported today"),
        pytest.param(date(2025, 4, 1), date(2025, 6, 30), None, id="90 days old"),
        pytest.param(date(2025, 3, 31), date(2025, 6, 30), 91, id="91 days old"),
        pytest.param(date(2024, 6, 30), date(2025, 6, 30), 365, id="a year old"),
        pytest.param(date(2023, 12, 1), date(2024, 2, 29), None, id="90 days to the leap day"),
        pytest.param(date(2023, 12, 1), date(2024, 3, 1), 91, id="91 days over the leap day"),
        pytest.param(date(2025, 7, 30), date(2025, 6, 30), None, id="reported after"),
    ],
)
def test_a_report_is_stale_once_it_is_older_than_90_days(
    reported_on: date | None, as_of: date, days: int | None
) -> None:
    assert days_since_report(reported_on, as_of) == days


@pytest.mark.parametrize("status", Status, ids=lambda status: status.code)
def test_a_status_is_found_by_its_code_and_told_by_shape_and_word(status: Status) -> None:
    assert Status.of(status.code) is status
    assert status.marked == f"{status.state.shape} {status.label}"


def test_no_two_states_are_said_alike_and_every_status_has_one() -> None:
    assert len({state.word for state in State}) == len(State)
    assert {status.state for status in Status} <= set(State)


def test_what_was_due_and_not_reported_is_grey_with_a_red_edge_and_nothing_else_is() -> None:
    assert (State.DUE_UNREPORTED.tone, State.DUE_UNREPORTED.edge) == (Tone.NONE, Tone.BAD)
    assert [state for state in State if state.edge is not state.tone] == [State.DUE_UNREPORTED]


def test_far_is_red_and_near_is_amber_and_what_goes_well_is_neither() -> None:
    far, near, well = State.FAR_BEHIND, State.BEHIND, State.ON_TRACK

    assert [(one.shape, one.tone) for one in (far, near, well)] == [
        ("▼", Tone.BAD),
        ("▼", Tone.WARNING),
        ("▲", Tone.FAIR),
    ]
    assert (State.MISSED.tone, State.NEARLY_MET.tone) == (Tone.BAD, Tone.WARNING)


def test_an_unknown_status_code_is_an_error() -> None:
    with pytest.raises(KeyError, match="late"):
        Status.of("late")


def test_staff_report_how_far_the_work_is_and_never_how_the_date_stands() -> None:
    assert [status.label for status in REPORTABLE] == ["未启动", "推进中", "已完成", "受阻"]
