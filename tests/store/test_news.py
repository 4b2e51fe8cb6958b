"""Whoever knows a version of a store can ask which items have something new since."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kzdash.store import Store, items_changed_since

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kzdash.domain.models import Adjustment, Report

    NewReport = Callable[..., Report]
    ItemId = Callable[[str, int], int]
    Ask = Callable[..., list[tuple[Any, ...]]]

JUNE = date(2025, 6, 30)


def test_a_report_an_undo_and_an_adjustment_are_news_of_their_items(
    store: Store,
    new_report: NewReport,
    new_adjustment: Callable[..., Adjustment],
    item_id: ItemId,
    now: datetime,
) -> None:
    before = store.version()
    assert items_changed_since(store, before) == set()

    store.append(new_report("task", 1, JUNE, status="done"))
    reported = store.version()
    store.undo(item_id("task", 1), 1, "tester", now)
    undone = store.version()
    store.adjust(new_adjustment("project", 3, JUNE, planned_investment_wan_yuan=Decimal(900)))

    assert items_changed_since(store, before) == {item_id("task", 1), item_id("project", 3)}
    assert items_changed_since(store, reported) == {item_id("task", 1), item_id("project", 3)}
    assert items_changed_since(store, undone) == {item_id("project", 3)}
    assert items_changed_since(store, store.version()) == set()


def test_after_the_plan_was_mended_nobody_can_tell(store: Store, ask: Ask) -> None:
    before = store.version()

    ask("UPDATE plans SET revision = revision + 1")

    assert items_changed_since(store, before) is None


def test_where_another_copy_of_the_store_took_its_place_nobody_can_tell(
    store: Store, new_report: NewReport
) -> None:
    store.append(new_report("task", 1, JUNE, status="done"))
    known = store.version()

    # the other copy gave the same ids to other rows, or has fewer
    other = known._replace(recorded=known.recorded.replace("2026", "2025"))
    longer = known._replace(report=known.report + 1)

    assert items_changed_since(store, other) is None
    assert items_changed_since(store, longer) is None


def test_adjustments_alone_are_told_apart_by_their_moment(
    store: Store, new_adjustment: Callable[..., Adjustment], now: datetime
) -> None:
    adjustment = new_adjustment("milestone", 1, JUNE, due_on=JUNE + timedelta(days=400))
    store.adjust(adjustment)
    known = store.version()

    assert items_changed_since(store, known) == set()
    assert items_changed_since(store, known._replace(adjustment=0)) is None
    assert str(now) in known.recorded
