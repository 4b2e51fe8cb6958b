"""An adjusted plan is judged by what it says now, and still shows what it said before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board import kpis, report_text
from kzdash.board.board import compute_board
from kzdash.documents.papers.sentences import investment
from kzdash.domain.models import Adjustment
from kzdash.domain.progress import Status

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kzdash.store import Store

    Adjust = Callable[..., None]

BEFORE, FROM, AFTER = date(2025, 5, 31), date(2025, 6, 1), date(2025, 6, 30)


@pytest.fixture
def adjust(store: Store, item_id: Callable[[str, int], int], now: datetime) -> Adjust:
    """Adjust an item from 1 June 2025 on."""

    def make(kind: str, number: int, seq: int = 1, **changed: Any) -> None:
        adjustment = Adjustment(item_id=item_id(kind, number), seq=seq, as_of=FROM, **changed)
        adjustment.recorded_at, adjustment.account = now, "tester"
        adjustment.reason, adjustment.document_number = "上级调整", "开州府办发〔2025〕1号"
        store.adjust(adjustment)

    return make


def test_an_indicator_is_held_against_its_new_target_from_the_day_on(
    store: Store, adjust: Adjust
) -> None:
    adjust("indicator", 4, target=Decimal(53))

    before, after = (compute_board(store, day).indicators[3] for day in (BEFORE, AFTER))

    assert (before.target_words, before.status) == ("≥56%", Status.BEHIND)
    assert (after.target_words, after.status) == ("≥53%（原56%）", Status.MET)


def test_a_milestone_is_late_only_after_its_new_day(store: Store, adjust: Adjust) -> None:
    adjust("milestone", 4, due_on=date(2025, 12, 31))

    before, after = (compute_board(store, day).milestones[3] for day in (BEFORE, AFTER))

    assert (before.status, before.due_words) == (Status.OVERDUE, "2024年12月31日")
    assert after.status is Status.NOT_DUE
    assert after.due_words == "2025年12月31日（原2024年12月31日）"


def test_a_project_takes_longer_and_costs_more(store: Store, adjust: Adjust) -> None:
    adjust("project", 28, due_on=date(2026, 12, 31))
    adjust("project", 28, seq=2, planned_investment_wan_yuan=Decimal(100_000))

    board = compute_board(store, AFTER)
    line = board.projects[27]

    assert line.years_words == "2023—2026年（原至2025年）"
    assert line.original_investment_wan_yuan == 93_600
    assert board.planned_investment_wan_yuan == 624_202 - 93_600 + 100_000
    assert board.original_investment_wan_yuan == 624_202
    assert board.categories[4].planned_investment_wan_yuan == sum(
        project.planned_investment_wan_yuan for project in board.projects if project.programme == 5
    )


def test_what_was_adjusted_by_little_never_reads_like_what_it_was(
    store: Store, adjust: Adjust
) -> None:
    adjust("project", 28, planned_investment_wan_yuan=Decimal(93_604))

    board = compute_board(store, AFTER)
    project = board.projects[27]
    (tile,) = (one for one in kpis.headline_kpis(board) if one.label.startswith("计划总投资"))

    assert (tile.label, tile.figure) == ("计划总投资（原624,202万元）", "624,206万元")
    assert report_text.adjustment_as_text(project, project.adjustments[0]) == (
        "计划总投资",
        "93,604万元",
    )
    assert investment(board).startswith("35个项目计划总投资624,206万元（原624,202万元）")


def test_the_last_adjustment_counts_and_the_plan_stays_the_original(
    store: Store, adjust: Adjust
) -> None:
    adjust("indicator", 4, target=Decimal(54))
    adjust("indicator", 4, seq=2, target=Decimal(55))

    line = compute_board(store, AFTER).indicators[3]

    assert line.target_words == "≥55%（原56%）"
    assert [change.target for change in line.adjustments] == [54, 55]


def test_where_nothing_was_adjusted_nothing_is_original(store: Store) -> None:
    board = compute_board(store, AFTER)

    assert board.original_investment_wan_yuan is None
    assert [
        line.number for line in board.followed if line.original_due_on or line.adjustments
    ] == []
