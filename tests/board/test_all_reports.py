"""Every report of a day is read, those that no longer count too, and no more than a sheet has."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from kzdash.board.all_reports import all_reports
from kzdash.board.board import compute_board

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.domain.models import Report
    from kzdash.store import Store

    NewReport = Callable[..., Report]

DAY = date(2025, 6, 30)
MOMENT = datetime(2025, 6, 30, 8, tzinfo=UTC)


def test_reports_that_no_longer_count_are_there_and_later_ones_are_not(
    store: Store, new_report: NewReport, item_id: Callable[[str, int], int]
) -> None:
    before = len(all_reports(store, compute_board(store, DAY)))
    store.append(new_report("task", 2, date(2025, 3, 1), status="in_progress", note="一"))
    store.append(new_report("task", 2, DAY, status="done", note="二"))
    store.undo(item_id("task", 2), 2, "tester", MOMENT)
    store.append(new_report("task", 3, date(2025, 7, 1), status="done"))

    found = all_reports(store, compute_board(store, DAY))

    assert len(found) == before + 3
    assert [(item.key, report.seq, report.note) for item, report in found[:3]] == [
        ("任务2", 3, "一"),
        ("任务2", 2, "二"),
        ("任务2", 1, "一"),
    ]
    assert [report.restores for _, report in found[:3]] == [1, None, None]


def test_a_report_that_came_after_the_board_is_not_among_them(
    store: Store, new_report: NewReport
) -> None:
    board = compute_board(store, DAY)
    before = all_reports(store, board)
    store.append(new_report("task", 2, DAY, status="done"))

    assert all_reports(store, board) == before


def test_no_more_are_read_than_were_asked_for_the_newest_first(
    store: Store, new_report: NewReport
) -> None:
    for number in range(1, 5):
        store.append(new_report("task", number, DAY, status="done"))

    found = all_reports(store, compute_board(store, DAY), most=3)

    assert [item.number for item, _ in found] == [4, 3, 2]
