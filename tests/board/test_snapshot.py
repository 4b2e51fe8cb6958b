"""Boards are kept until the store changes; what is reported meanwhile is never hidden."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board import cached_board, cached_changes, take_snapshot
from kzdash.board.changes import compare_boards
from kzdash.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.domain.models import Report

    NewReport = Callable[..., Report]

# above the store, which both engines are tested for
pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
MAY, JUNE = date(2025, 5, 31), date(2025, 6, 30)


def reported_after(url: str, read: str, report: Report) -> Store:
    """A store of a URL to which a report is made as soon as something was read of it."""
    store = Store(url)
    usual = getattr(store, read)

    def reading(*given: Any, **named: Any) -> Any:
        answer = usual(*given, **named)
        setattr(store, read, usual)
        store.append(report)
        return answer

    setattr(store, read, reading)
    return store


def test_a_board_is_computed_once_for_all_stores_of_one_url(store: Store) -> None:
    assert cached_board(store, JUNE) is cached_board(Store(store.url), JUNE)
    assert cached_board(store, JUNE) is not cached_board(store, JUNE, entered=True)
    assert cached_board(store, JUNE) is not cached_board(store, MAY)
    assert cached_changes(store, MAY, JUNE) is cached_changes(Store(store.url), MAY, JUNE)


@pytest.mark.parametrize("read", ["version", "plan_for_board", "latest"])
def test_what_is_reported_while_a_board_is_computed_is_on_the_next_one(
    store: Store, new_report: NewReport, read: str
) -> None:
    report = new_report("task", 1, JUNE, status="done")

    first = cached_board(reported_after(store.url, read, report), JUNE)

    # one that lacks the report is not taken for a board of the newest version
    assert first.version != store.version() or first.tasks[0].latest_report
    assert cached_board(store, JUNE).tasks[0].latest_report


def test_who_reports_after_the_numbers_were_read_is_seen_as_a_conflict(
    store: Store, new_report: NewReport
) -> None:
    report = new_report("task", 1, JUNE, status="done")
    item = report.item_id

    shot = take_snapshot(reported_after(store.url, "seqs", report), JUNE)

    assert shot.seqs[item] == 0
    assert shot.board.tasks[0].latest_report
    assert take_snapshot(store, JUNE).seqs[item] == 1


def test_a_snapshot_tells_what_changed_since_its_day(store: Store, new_report: NewReport) -> None:
    # recorded on the first day of 2026
    report = new_report("task", 1, JUNE, status="done")
    item = report.item_id
    store.append(report)
    before, after = date(2025, 12, 31), date(2026, 1, 2)

    shot = take_snapshot(store, after, before)

    then, now = (cached_board(store, day, entered=True) for day in (before, after))
    assert shot.changes() == compare_boards(store, then, now)
    assert item in {one.item.item_id for one in shot.changes().items}
    assert take_snapshot(store, before).changes().items == ()
