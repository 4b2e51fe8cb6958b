"""A past board stays what it was, whatever is reported for its day later."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.domain.models import Adjustment, Kind, Report

if TYPE_CHECKING:
    from kzdash.board.board import Board
    from kzdash.domain.models import Item
    from kzdash.store import Store

FIRST, DAYS, A_DAY = date(2026, 1, 2), 12, 8


def said_of(item: Item, dice: random.Random) -> dict[str, Any]:
    """Something that may be said of an item of its kind."""
    match item.kind:
        case Kind.INDICATOR:
            year = dice.choice((2023, 2024, 2025))
            return {"period": year, "value": Decimal(dice.randint(1, 90)), "evidence": "年报"}
        case Kind.PROJECT:
            return {"physical_progress_percent": Decimal(dice.randint(0, 100))}
        case _:
            return {"status": dice.choice(("not_started", "in_progress"))}


def day_s_work(store: Store, day: date, dice: random.Random) -> None:
    """Report on items picked by chance, for days up to a year back, and undo the last of them."""
    recorded_at = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    items = [item for item in store.plan().items if not item.paragraph]
    for item in dice.sample(items, A_DAY):
        last = store.last(item.id)
        seq = last.seq + 1 if last else 1
        report = Report(item_id=item.id, seq=seq, account="tester", **said_of(item, dice))
        report.recorded_at, report.as_of = recorded_at, day - timedelta(days=dice.randint(0, 365))
        store.append(report)
    store.undo(item.id, seq, "tester", recorded_at)
    growth = next(it for it in items if (it.kind, it.number) == (Kind.INDICATOR, 1))
    made = Adjustment(item_id=growth.id, seq=(day - FIRST).days + 1, account="tester", as_of=day)
    made.recorded_at, made.target = recorded_at, Decimal(day.day + 20)
    made.reason, made.document_number = "调整", f"文号{day.day}"
    store.adjust(made)


def without_version(board: Board) -> Board:
    return replace(board, version=(0, 0, 0), entered=True)


@pytest.mark.slow
def test_each_past_board_is_found_as_it_was(store: Store) -> None:
    dice = random.Random(20240730)  # noqa: S311 - the same history each time
    days = [FIRST + timedelta(days=day) for day in range(DAYS)]
    seen: dict[date, Board] = {}
    for day in days:
        day_s_work(store, day, dice)
        seen[day] = compute_board(store, day)

    again = {day: compute_board(store, day, entered=True) for day in days}

    assert {day: without_version(board) for day, board in again.items()} == {
        day: without_version(board) for day, board in seen.items()
    }
    now = {day: compute_board(store, day) for day in days}
    assert without_version(now[FIRST]) != without_version(seen[FIRST])


def test_what_was_entered_late_counts_for_its_day_unless_asked_otherwise(store: Store) -> None:
    item = next(it for it in store.plan().items if (it.kind, it.number) == (Kind.TASK, 1))
    late = Report(item_id=item.id, seq=1, account="tester", status="in_progress")
    late.as_of, late.recorded_at = date(2025, 6, 1), datetime(2026, 1, 5, tzinfo=UTC)
    store.append(late)

    known, entered = (compute_board(store, date(2025, 6, 30), entered=it) for it in (False, True))

    assert known.tasks[0].latest_report is not None
    assert entered.tasks[0].latest_report is None


def test_a_day_ends_at_midnight_in_asia_shanghai(store: Store) -> None:
    item = next(it for it in store.plan().items if (it.kind, it.number) == (Kind.TASK, 1))
    last_minute = Report(item_id=item.id, seq=1, account="tester", status="in_progress")
    last_minute.as_of = date(2026, 1, 5)
    last_minute.recorded_at = datetime(2026, 1, 5, 15, 59, 59, tzinfo=UTC)
    store.append(last_minute)
    next_day = Report(item_id=item.id, seq=2, account="tester", status="done")
    next_day.as_of, next_day.recorded_at = date(2026, 1, 5), datetime(2026, 1, 5, 16, tzinfo=UTC)
    store.append(next_day)

    board = compute_board(store, date(2026, 1, 5), entered=True)

    assert board.tasks[0].status.code == "in_progress"
