"""A unit's month by the calendar: what is due, until when, late or not, and what owes nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.board.due_reports import reports_due
from kzdash.board.items import IndicatorItem
from kzdash.board.monthly_round import monthly_round, round_of_unit
from kzdash.domain.models import CalendarChange
from kzdash.domain.progress import State
from kzdash.store import change_calendar
from tests.matters import Office

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board import Board
    from kzdash.board.due_reports import DueReport
    from kzdash.board.items import BoardItem
    from kzdash.domain.models import Report
    from kzdash.store import Store

    NewReport = Callable[..., Report]
    BoardAt = Callable[[date], Board]

UNION, WATER = "区总工会", "区水利局"  # one leads one project alone
PROJECT, TASK = 22, 1
# of November 2025 the workdays are 3 to 7, 10 to 14, 17 to 21, 24 to 28
NOVEMBER, DUE = date(2025, 11, 1), date(2025, 11, 25)
BUILDING = {"stage": "construction"}


def row_of(board: Board, kind: str, number: int) -> DueReport:
    """The row of one item."""
    rows = reports_due(board.followed, board.as_of)
    return next(row for row in rows if (row.item.kind, row.item.number) == (kind, number))


def item_of(board: Board, kind: str, number: int) -> BoardItem:
    """One item."""
    return row_of(board, kind, number).item


def words_of(store: Store, day: date, unit: str = UNION) -> str:
    """The heading of a unit's month."""
    return round_of_unit(compute_board(store, day), unit).words


def figure(year: int, value: str = "50") -> dict[str, Any]:
    """What a report of a year's figure says."""
    return {"period": year, "value": Decimal(value), "evidence": "公报"}


def at_once(report: Report) -> Report:
    """The report, recorded on the day that it is about."""
    report.recorded_at = datetime.combine(report.as_of, time(2), UTC)
    return report


def change(**said: Any) -> CalendarChange:
    """A change of the calendar that the office makes on 3 November 2025."""
    usual = {
        "as_of": date(2025, 11, 3),
        "recorded_at": datetime(2025, 11, 3, 2, tzinfo=UTC),
        "reason": "会议提前",
    }
    return CalendarChange(**(usual | said))


@pytest.mark.parametrize(
    ("day", "reasons", "until"),
    [
        (date(2025, 10, 31), (), ""),  # October was reported
        (NOVEMBER, ("2025年11月待报",), "11月25日前"),
        (DUE, ("2025年11月待报",), "11月25日前"),
        (date(2025, 11, 26), ("2025年11月待报",), "11月25日截止，已过1天"),
        (
            date(2025, 12, 1),
            ("2025年12月待报", "2025年11月没有报", "还有 30 天到期"),
            "12月26日前",
        ),
        (date(2026, 1, 20), ("2026年1月待报", "97 天未更新", "逾期 20 天"), "1月27日前"),
    ],
)
def test_a_project_is_asked_for_every_month_until_its_working_day(
    store: Store, new_report: NewReport, day: date, reasons: tuple[str, ...], until: str
) -> None:
    store.append(new_report("project", 3, date(2025, 10, 15), **BUILDING))

    row = row_of(compute_board(store, day), "project", 3)

    assert (row.reasons, row.until_words) == (reasons, until)


@pytest.mark.parametrize(
    ("reported", "day", "reasons", "until"),
    [
        # of the third quarter, by the tenth workday after 国庆: 9 to 11, 13 to 17, 20, 21 October
        (date(2025, 8, 20), date(2025, 9, 30), (), ""),
        (date(2025, 8, 20), date(2025, 10, 1), ("2025年第3季度待报",), "10月21日前"),
        (
            date(2025, 8, 20),
            date(2025, 11, 24),
            ("2025年第3季度待报", "96 天未更新"),
            "10月21日截止，已过34天",
        ),
        (date(2025, 9, 1), date(2025, 12, 31), (), ""),
        (date(2025, 9, 1), date(2026, 1, 1), ("2025年第4季度待报", "122 天未更新"), "1月15日前"),
    ],
)
def test_a_task_is_asked_for_after_each_quarter_and_stays_owed_until_it_is_reported(
    store: Store,
    new_report: NewReport,
    reported: date,
    day: date,
    reasons: tuple[str, ...],
    until: str,
) -> None:
    store.append(new_report("task", TASK, reported, status="in_progress"))

    row = row_of(compute_board(store, day), "task", TASK)

    assert (row.reasons, row.until_words) == (reasons, until)


def test_a_unit_s_month_says_until_when_and_how_much_is_reported(
    store: Store, new_report: NewReport
) -> None:
    assert words_of(store, NOVEMBER) == "11月应报1项，11月25日前，已报0项"
    assert words_of(store, date(2025, 11, 26)) == "11月应报1项，11月25日已截止，已报0项"

    store.append(new_report("project", PROJECT, date(2025, 11, 20), **BUILDING))

    assert words_of(store, date(2025, 11, 26)) == "11月应报1项，已报1项"
    assert words_of(store, date(2025, 12, 1)) == "12月应报1项，12月26日前，已报0项"


def test_where_reports_are_due_on_several_days_the_next_is_named(board_at: BoardAt) -> None:
    # tasks by 21 October, projects by the 28th
    on = {day: round_of_unit(board_at(date(2025, 10, day)), WATER).words for day in (1, 22, 30)}

    assert "，最早10月21日前，" in on[1]
    assert "，10月28日前，" in on[22]
    assert "，10月28日已截止，" in on[30]


def test_a_quarter_reported_late_counts_in_the_month_in_which_it_was_owed(
    store: Store, new_report: NewReport
) -> None:
    def of_tasks(day: date) -> tuple[int, int]:
        board = compute_board(store, day)
        found = monthly_round([item_of(board, "task", TASK)], day)
        return len(found.due), len(found.reported)

    store.append(new_report("task", TASK, date(2025, 9, 30), status="in_progress"))
    assert of_tasks(date(2025, 10, 8)) == (0, 1)
    assert of_tasks(date(2025, 11, 3)) == (0, 0)
    assert of_tasks(date(2026, 1, 4)) == (1, 0)

    store.append(at_once(new_report("task", TASK, date(2026, 2, 6), status="in_progress")))
    assert of_tasks(date(2026, 2, 9)) == (0, 1)
    assert of_tasks(date(2026, 3, 2)) == (0, 0)


@pytest.mark.parametrize(
    ("kind", "number", "said"),
    [
        ("project", 2, {"stage": "in_use"}),
        ("task", 1, {"status": "done"}),
        ("milestone", 5, {"status": "done", "completed_on": date(2025, 6, 1)}),
    ],
)
def test_what_is_done_owes_nothing(
    store: Store, new_report: NewReport, kind: str, number: int, said: dict[str, Any]
) -> None:
    store.append(new_report(kind, number, date(2025, 6, 1), **said))

    row = row_of(compute_board(store, date(2027, 1, 10)), kind, number)

    assert (row.reasons, row.until, row.days_late) == ((), None, 0)
    assert monthly_round([row.item], date(2027, 1, 10)).words == "1月应报0项，已报0项"


@pytest.mark.parametrize(
    ("day", "state", "reasons", "until"),
    [
        # published on 30 April; then 1 to 5 May are off and the 9th is made up
        (date(2026, 1, 2), "◌ 待发布（2025年）", (), ""),
        (date(2026, 4, 30), "◌ 待发布（2025年）", (), ""),
        (date(2026, 5, 1), "◇ 到期未报（缺2025年）", ("缺2025年",), "5月18日前"),
        (date(2026, 5, 20), "◇ 到期未报（缺2025年）", ("缺2025年",), "5月18日截止，已过2天"),
    ],
)
def test_a_year_s_figure_is_awaited_until_it_is_published_and_then_asked_for(
    store: Store, new_report: NewReport, day: date, state: str, reasons: tuple[str, ...], until: str
) -> None:
    for year in (2022, 2023, 2024):
        store.append(new_report("indicator", 10, date(2025, 5, 6), **figure(year)))

    row = row_of(compute_board(store, day), "indicator", 10)

    assert row.item.marked == state
    assert [one for one in row.reasons if "未更新" not in one] == list(reasons)
    assert row.until_words == until


def test_nothing_of_the_last_year_is_missing_in_january(
    store: Store, new_report: NewReport
) -> None:
    for year in (2022, 2023):
        store.append(new_report("indicator", 10, date(2024, 12, 1), **figure(year)))

    board = compute_board(store, date(2025, 1, 2))
    row = row_of(board, "indicator", 10)

    assert row.reasons == ()
    assert isinstance(row.item, IndicatorItem)
    assert row.item.assessment.missing == ()
    assert "2024年数据待发布" in row.item.assessment.reason
    assert "缺2024年" not in row.item.assessment.reason


def test_an_indicator_that_is_met_is_never_overdue(store: Store, new_report: NewReport) -> None:
    for year in (2022, 2023, 2024, 2025):
        store.append(at_once(new_report("indicator", 10, date(2026, 5, 6), **figure(year, "99"))))

    for day in (date(2026, 5, 6), date(2026, 12, 31), date(2029, 1, 1)):
        row = row_of(compute_board(store, day), "indicator", 10)
        assert (row.item.state, row.reasons, row.until) == (State.MET, (), None)


def test_a_matter_is_due_by_its_own_day_and_a_closed_one_not_at_all(store: Store) -> None:
    office = Office(store)
    asked = office.assign(date(2025, 11, 3), due_on=date(2025, 11, 20))

    def row(day: date) -> DueReport:
        (found,) = reports_due([office.matter(asked, day)], day)
        return found

    assert row(date(2025, 11, 20)).until_words == "11月20日前"
    assert row(DUE).until_words == "11月20日截止，已过5天"
    office.answer(asked, DUE, "closed", note="已办结")
    assert (row(DUE).reasons, row(DUE).until_words) == ((), "")


def test_the_office_moves_the_due_day_of_one_month(store: Store) -> None:
    change_calendar(
        store, [change(kind="project", period=NOVEMBER, due_on=date(2025, 11, 20))], "tester"
    )

    assert words_of(store, date(2025, 11, 2)) == "11月应报1项，11月25日前，已报0项"
    assert words_of(store, date(2025, 11, 3)) == "11月应报1项，11月20日前，已报0项"
    assert words_of(store, date(2025, 12, 1)) == "12月应报1项，12月26日前，已报0项"


def test_a_changed_rhythm_counts_from_its_month_on(store: Store) -> None:
    said = {"rhythm": "quarter", "workday": 5, "grace": 0}
    change_calendar(store, [change(kind="project", as_of=date(2025, 12, 1), **said)], "tester")

    board = compute_board(store, date(2026, 1, 5))
    asked = item_of(board, "project", PROJECT).round

    assert asked is not None
    assert (asked.period.words, asked.due_on) == ("2025年第4季度", date(2026, 1, 8))
    before = item_of(compute_board(store, DUE), "project", PROJECT).round
    assert before is not None
    assert before.due_on == DUE


def test_each_month_can_be_asked_for_in_the_next(store: Store, new_report: NewReport) -> None:
    said = {"rhythm": "month_after", "workday": 5, "grace": 0}
    change_calendar(store, [change(kind="project", as_of=NOVEMBER, **said)], "tester")

    def report(day: date) -> None:
        store.append(at_once(new_report("project", PROJECT, day, **BUILDING)))

    report(date(2025, 11, 6))  # for October
    assert words_of(store, date(2025, 11, 28)) == "11月应报1项，已报1项"
    assert words_of(store, date(2025, 12, 1)) == "12月应报1项，12月5日前，已报0项"
    report(date(2025, 12, 3))
    assert words_of(store, date(2025, 12, 3)) == "12月应报1项，已报1项"
    assert words_of(store, date(2026, 1, 4)) == "1月应报1项，1月8日前，已报0项"
    report(date(2025, 12, 31))
    assert words_of(store, date(2026, 1, 4)) == "1月应报1项，已报1项"


def test_a_later_publication_is_waited_for(
    store: Store, new_report: NewReport, item_id: Callable[[str, int], int]
) -> None:
    for year in (2022, 2023):
        store.append(new_report("indicator", 10, date(2025, 1, 2), **figure(year)))
    of_2024 = {"period": date(2024, 1, 1), "due_on": date(2025, 11, 10)}
    change_calendar(store, [change(item_id=item_id("indicator", 10), **of_2024)], "tester")

    missing = {
        day: compute_board(store, date(2025, 11, day)).indicators[9].assessment.missing
        for day in (2, 3, 10, 11)
    }

    assert missing == {2: (2024,), 3: (), 10: (), 11: (2024,)}


def test_a_board_as_people_saw_it_knows_no_change_made_later(store: Store) -> None:
    late = datetime(2025, 11, 9, 2, tzinfo=UTC)
    moved = change(kind="project", period=NOVEMBER, due_on=date(2025, 11, 20), recorded_at=late)
    change_calendar(store, [moved], "tester")

    due_days = [
        item_of(compute_board(store, date(2025, 11, 5), entered=entered), "project", PROJECT).round
        for entered in (False, True)
    ]

    assert [found and found.due_on for found in due_days] == [date(2025, 11, 20), DUE]
