"""Without a calendar a report is wanted where there is none, an old one, a gap, or a day soon due.

A store made by an earlier version, or from a seed without `[reporting]`, has no calendar.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.board.due_reports import reports_due
from kzdash.domain.models import Adjustment

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board
    from kzdash.domain.models import Report
    from kzdash.store import Store

    NewReport = Callable[..., Report]

JUNE = date(2025, 6, 30)
LAST_DUE = date(2025, 9, 30)  # of milestone 5
ENDED = date(2026, 1, 1)
DONE = {"status": "done"}
TAKEN_BACK = "上次填报被撤销，请重新填报"


@pytest.fixture(autouse=True)
def _without_calendar(ask: Callable[[str], object]) -> None:
    ask("UPDATE plans SET reporting = ''")


def reasons(board: Board, kind: str, number: int) -> tuple[str, ...]:
    """Why a report on an item is wanted on the board's day."""
    (found,) = [
        row.reasons
        for row in reports_due(board.followed, board.as_of)
        if (row.item.kind, row.item.number) == (kind, number)
    ]
    return found


def value(year: int, figure: str = "50") -> dict[str, Any]:
    """What a report of a year's figure says."""
    return {"period": year, "value": Decimal(figure), "evidence": "公报"}


@pytest.mark.parametrize(
    ("kind", "number"),
    [("project", 6), ("task", 1), ("policy", 1), ("reform", 1)],
)
def test_what_nobody_reported_on_is_wanted(
    board_at: Callable[[date], Board], kind: str, number: int
) -> None:
    assert reasons(board_at(JUNE), kind, number) == ("从未填报",)


def test_of_an_indicator_that_nobody_reported_on_the_years_are_named(
    board_at: Callable[[date], Board],
) -> None:
    assert reasons(board_at(JUNE), "indicator", 7) == ("从未填报", "缺2022、2023、2024年")


@pytest.mark.parametrize(
    ("age", "why"), [(0, ()), (90, ()), (91, ("91 天未更新",)), (400, ("400 天未更新",))]
)
@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("task", {"status": "in_progress"}),
        ("policy", {"status": "blocked", "note": "缺资金"}),
        ("reform", {"status": "not_started"}),
        ("project", {"stage": "construction"}),
    ],
)
def test_a_report_older_than_90_days_is_wanted_anew(
    store: Store,
    new_report: NewReport,
    kind: str,
    said: dict[str, Any],
    age: int,
    why: tuple[str, ...],
) -> None:
    store.append(new_report(kind, 6, JUNE - timedelta(days=age), **said))

    assert reasons(compute_board(store, JUNE), kind, 6) == why


@pytest.mark.parametrize(
    ("left", "why"),
    [
        (31, ()),
        (30, ("还有 30 天到期",)),
        (1, ("还有 1 天到期",)),
        (0, ("今日到期",)),
        (-1, ("逾期 1 天",)),
        (-90, ("逾期 90 天",)),
    ],
)
def test_what_is_due_within_30_days_or_overdue_is_wanted(
    store: Store, new_report: NewReport, left: int, why: tuple[str, ...]
) -> None:
    day = LAST_DUE - timedelta(days=left)
    store.append(new_report("milestone", 5, day, status="in_progress"))

    assert reasons(compute_board(store, day), "milestone", 5) == why


def test_all_that_makes_a_report_wanted_is_said(
    store: Store, new_report: NewReport, board_at: Callable[[date], Board]
) -> None:
    store.append(new_report("milestone", 5, date(2025, 1, 1), status="in_progress"))

    assert reasons(compute_board(store, LAST_DUE), "milestone", 5) == ("272 天未更新", "今日到期")
    assert reasons(board_at(LAST_DUE), "milestone", 5) == ("从未填报", "今日到期")


@pytest.mark.parametrize(
    ("kind", "number", "said"),
    [
        ("task", 1, DONE),
        ("policy", 1, DONE),
        ("reform", 1, DONE),
        ("project", 2, {"stage": "built"}),
        ("project", 2, {"stage": "in_use"}),
        ("milestone", 5, DONE | {"completed_on": date(2024, 12, 1)}),
        ("milestone", 1, DONE | {"completed_on": date(2024, 12, 1)}),
    ],
    ids=str,
)
def test_on_what_is_done_no_report_is_wanted_however_old(
    store: Store, new_report: NewReport, kind: str, number: int, said: dict[str, Any]
) -> None:
    store.append(new_report(kind, number, date(2024, 12, 1), **said))

    assert reasons(compute_board(store, date(2030, 1, 1)), kind, number) == ()


def test_what_was_done_and_is_not_any_more_is_wanted_again(
    store: Store, new_report: NewReport
) -> None:
    store.append(new_report("task", 1, date(2025, 1, 1), status="done"))
    store.append(new_report("task", 1, date(2025, 2, 1), status="blocked", note="返工"))

    assert reasons(compute_board(store, JUNE), "task", 1) == ("149 天未更新",)


def test_a_report_that_was_taken_back_is_due_again(
    store: Store, new_report: NewReport, item_id: Callable[[str, int], int]
) -> None:
    report = new_report("task", 1, JUNE, status="done")
    now = report.recorded_at
    store.append(report)
    store.undo(item_id("task", 1), 1, "tester", now)

    assert reasons(compute_board(store, JUNE), "task", 1) == (TAKEN_BACK,)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "said", "why"),
    [
        ("task", {"status": "in_progress"}, ("150 天未更新",)),
        ("task", DONE, ()),
        ("project", {"stage": "construction"}, ("150 天未更新",)),
        ("milestone", {"status": "in_progress"}, ("150 天未更新",)),
    ],
)
def test_what_an_undo_restores_is_as_old_as_it_was_and_due_again(
    store: Store,
    new_report: NewReport,
    item_id: Callable[[str, int], int],
    kind: str,
    said: dict[str, Any],
    why: tuple[str, ...],
) -> None:
    item, early = item_id(kind, 5), JUNE - timedelta(days=150)
    store.append(new_report(kind, 5, early, **said))
    later = new_report(kind, 5, JUNE, **(said | {"note": "改"}))
    now = later.recorded_at
    store.append(later)

    store.undo(item, 2, "tester", now)
    (line,) = [one for one in compute_board(store, JUNE).followed if one.item_id == item]
    assert line.fresh_on == early
    assert reasons(compute_board(store, JUNE), kind, 5) == (TAKEN_BACK, *why)

    store.undo(item, 3, "tester", now)  # and give it back
    assert TAKEN_BACK not in reasons(compute_board(store, JUNE), kind, 5)
    store.undo(item, 4, "tester", now)  # and take it back once more
    assert reasons(compute_board(store, JUNE), kind, 5) == (TAKEN_BACK, *why)

    store.append(new_report(kind, 5, JUNE, **said))
    assert TAKEN_BACK not in reasons(compute_board(store, JUNE), kind, 5)


def test_where_a_year_s_figure_was_taken_back_the_indicator_is_due_again(
    store: Store, new_report: NewReport, item_id: Callable[[str, int], int]
) -> None:
    for year in (2022, 2023, 2024, 2025):
        store.append(new_report("indicator", 10, ENDED, **value(year)))
    corrected = new_report("indicator", 10, ENDED, **value(2024, "51"))
    now = corrected.recorded_at
    store.append(corrected)

    store.undo(item_id("indicator", 10), 5, "tester", now)

    assert reasons(compute_board(store, ENDED), "indicator", 10) == (TAKEN_BACK,)


def test_an_undone_report_for_an_earlier_day_makes_nothing_due(
    store: Store, new_report: NewReport, item_id: Callable[[str, int], int]
) -> None:
    store.append(new_report("task", 1, JUNE, status="in_progress"))
    earlier = new_report("task", 1, JUNE - timedelta(days=30), status="not_started")
    now = earlier.recorded_at
    store.append(earlier)

    store.undo(item_id("task", 1), 2, "tester", now)

    assert reasons(compute_board(store, JUNE), "task", 1) == ()


def test_of_an_indicator_the_years_that_are_missing_are_named(
    store: Store, new_report: NewReport
) -> None:
    day = date(2025, 12, 1)
    store.append(new_report("indicator", 10, day, **value(2022)))
    store.append(new_report("indicator", 12, day, **value(2023)))

    board = compute_board(store, day)

    assert reasons(board, "indicator", 10) == ("缺2023、2024年", "还有 30 天到期")
    assert reasons(board, "indicator", 12) == ("缺2024年", "还有 30 天到期")


def test_on_an_indicator_whose_last_year_was_reported_no_more_is_wanted(
    store: Store, new_report: NewReport
) -> None:
    for year in (2022, 2023, 2024, 2025):
        store.append(new_report("indicator", 10, ENDED, **value(year)))

    assert reasons(compute_board(store, ENDED), "indicator", 10) == ()
    assert reasons(compute_board(store, date(2026, 12, 1)), "indicator", 10) == ()


def test_while_the_plan_runs_a_new_figure_of_an_indicator_is_wanted_as_of_all_others(
    store: Store, new_report: NewReport
) -> None:
    for year in (2022, 2023, 2024):
        store.append(new_report("indicator", 10, date(2025, 3, 1), **value(year, "99")))

    assert reasons(compute_board(store, date(2025, 5, 30)), "indicator", 10) == ()
    assert reasons(compute_board(store, date(2025, 5, 31)), "indicator", 10) == ("91 天未更新",)


def test_an_adjusted_due_day_is_the_one_that_counts(
    store: Store, new_report: NewReport, item_id: Callable[[str, int], int], now: datetime
) -> None:
    store.append(new_report("milestone", 5, date(2025, 10, 1), status="in_progress"))
    store.adjust(
        Adjustment(
            item_id=item_id("milestone", 5),
            seq=1,
            account="tester",
            recorded_at=now,
            as_of=date(2025, 10, 15),
            due_on=date(2025, 12, 31),
            reason="延期",
            document_number="开州府办发〔2025〕9号",
        )
    )

    assert reasons(compute_board(store, date(2025, 10, 14)), "milestone", 5) == ("逾期 14 天",)
    assert reasons(compute_board(store, date(2025, 10, 15)), "milestone", 5) == ()


def test_each_item_followed_up_is_judged_once(board_at: Callable[[date], Board]) -> None:
    board = board_at(JUNE)

    assert [row.item for row in reports_due(board.followed, JUNE)] == list(board.followed)
