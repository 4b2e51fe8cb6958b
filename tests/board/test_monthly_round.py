"""A month asks for each report once, however late the item is, and the most urgent first."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash.board.board import compute_board
from kzdash.board.monthly_round import (
    monthly_round,
    next_due,
    round_of_unit,
    wanted_reports,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kzdash.board.monthly_round import MonthlyRound
    from kzdash.domain.models import Report
    from kzdash.store import Store

    NewReport = Callable[..., Report]

DAY, WORKDAY = date(2025, 6, 30), date(2025, 6, 24)
UNION = "区总工会"  # leads one project


def of_kind(store: Store, kind: str) -> MonthlyRound:
    """The round of the items of a kind."""
    board = compute_board(store, DAY)
    return monthly_round([item for item in board.followed if item.kind == kind], DAY)


def due_numbers(found: MonthlyRound) -> list[int]:
    """The numbers of those still due, in their order."""
    return [row.item.number for row in found.due]


def test_a_report_of_this_month_is_counted_and_not_asked_for_again(
    store: Store, new_report: NewReport
) -> None:
    early, late = (round_of_unit(compute_board(store, day), UNION) for day in (WORKDAY, DAY))
    assert early.words == "6月应报1项，6月25日前，已报0项"
    assert late.words == "6月应报1项，6月25日已截止，已报0项"

    store.append(new_report("project", 22, date(2025, 6, 1), stage="construction"))

    assert round_of_unit(compute_board(store, DAY), UNION).words == "6月应报1项，已报1项"
    assert round_of_unit(compute_board(store, date(2025, 7, 1)), UNION).reported == ()


def test_an_item_that_is_late_is_asked_for_once_a_month(
    store: Store, new_report: NewReport
) -> None:
    store.append(new_report("milestone", 3, date(2025, 5, 31), status="in_progress"))
    assert 3 in due_numbers(of_kind(store, "milestone"))

    store.append(new_report("milestone", 3, date(2025, 6, 2), status="in_progress"))

    found = of_kind(store, "milestone")
    assert 3 not in due_numbers(found)
    assert [item.number for item in found.reported] == [3]


def test_a_year_without_a_figure_is_asked_for_after_another_one_was_reported(
    store: Store, new_report: NewReport
) -> None:
    said = {"period": 2023, "value": Decimal(50), "evidence": "公报"}
    store.append(new_report("indicator", 7, date(2025, 6, 2), **said))

    assert 7 in due_numbers(of_kind(store, "indicator"))


def test_what_was_taken_back_is_asked_for_and_comes_first(
    store: Store, new_report: NewReport, item_id: Callable[[str, int], int], now: datetime
) -> None:
    for status in ("in_progress", "blocked"):
        said = {"status": status, "note": "缺材料"}
        store.append(new_report("milestone", 5, date(2025, 6, 2), **said))
    store.undo(item_id("milestone", 5), 2, "tester", now)

    assert due_numbers(of_kind(store, "milestone"))[0] == 5


def test_what_is_due_first_is_asked_for_first(store: Store) -> None:
    found = of_kind(store, "milestone")

    days = [row.item.due_on for row in found.due if row.item.due_on]
    assert len(days) == len(found.due) > 1
    assert days == sorted(days)


def test_the_next_goes_round_by_all_that_is_due_and_never_stays(store: Store) -> None:
    board = compute_board(store, DAY)
    asked = wanted_reports([item for item in board.followed if item.kind == "indicator"], DAY)
    rows = [row for row in asked if row.reasons]
    assert len(asked) > len(rows) > 1
    met, at = [], rows[0].item
    for _ in rows:
        found = next_due(rows, at.item_id, DAY)
        assert found is not None
        at = found.item
        met.append(at.number)

    assert sorted(met) == sorted(row.item.number for row in rows)
    assert next_due(rows[:1], rows[0].item.item_id, DAY) is None
