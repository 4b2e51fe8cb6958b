"""A project's money beside its plans, and what is to be checked about it, on real stores."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.board.filters import projects_matching
from kzdash.board.project_money import (
    LAGS,
    all_funds,
    category_years,
    funds_by_source,
    money_doubts,
    year_sum,
)
from kzdash.board.verdict import projects_finding
from kzdash.domain.progress import Funds, FundSource

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.domain.models import Adjustment, Report
    from kzdash.store import Store

    NewAdjustment = Callable[..., Adjustment]
    NewReport = Callable[..., Report]

LAST_YEAR, MAY, JUNE = date(2024, 12, 31), date(2025, 5, 31), date(2025, 6, 30)
DONE, RECEIVED, PAID = (
    f"{it}_wan_yuan" for it in ("completed_investment", "funds_received", "funds_paid")
)
CENTRAL = "central_received_wan_yuan"


@pytest.fixture
def plan_year(store: Store, new_adjustment: NewAdjustment) -> Callable[[int, int], None]:
    """Plan so many 万元 of a project's investment for 2025."""

    def plan(number: int, amount: int) -> None:
        asked = {"period": 2025, "year_investment_wan_yuan": Decimal(amount)}
        store.adjust(new_adjustment("project", number, MAY, **asked))

    return plan


@pytest.fixture
def tell(store: Store, new_report: NewReport) -> Callable[..., None]:
    """Report on a project for a day; amounts in 万元."""

    def report(number: int, day: date, **said: Any) -> None:
        exact = {name: Decimal(it) if isinstance(it, int) else it for name, it in said.items()}
        store.append(new_report("project", number, day, **exact))

    return report


def test_sums_of_the_year_and_of_each_category_with_a_plan(
    store: Store, plan_year: Callable[[int, int], None], tell: Callable[..., None]
) -> None:
    for number, amount in ((6, 1000), (7, 500), (13, 400)):
        plan_year(number, amount)
    for number in (6, 13, 20):
        tell(number, LAST_YEAR, **{DONE: 100})
        tell(number, JUNE, **{DONE: 100 + number * 10})

    board = compute_board(store, JUNE)
    whole = year_sum(board.projects, JUNE)
    by_category = list(category_years(board.projects, board.categories, JUNE))

    assert (whole.planned, whole.completed) == (1900, 60 + 130 + 200)
    assert whole.words == "3个有年度计划，2个可算"
    assert whole.compared == (190, 1400)
    # 190 of 1400 is 13.6 %, and 181 of 365 days are 49.6 %
    assert whole.pace is not None
    assert whole.pace.words == "投资进度13.6%，慢于时序进度36.0个百分点"
    said = "".join(part.words for part in projects_finding(board))
    assert "本年投资进度13.6%，慢于时序进度36.0个百分点（3个有年度计划，2个可算）" in said
    numbers = {item.programme for item in board.projects if item.number in {6, 7, 13}}
    assert {category.number for category, _ in by_category} == numbers
    assert sum(found.planned or 0 for _, found in by_category) == whole.planned


def test_a_correction_of_last_year_changes_this_year_s_sum(
    store: Store, plan_year: Callable[[int, int], None], tell: Callable[..., None]
) -> None:
    plan_year(6, 1000)
    tell(6, LAST_YEAR, **{DONE: 100})
    tell(6, JUNE, **{DONE: 500})
    assert year_sum(compute_board(store, JUNE).projects, JUNE).completed == 400

    tell(6, LAST_YEAR, **{DONE: 300})

    assert year_sum(compute_board(store, JUNE).projects, JUNE).completed == 200


def test_nothing_reported_sums_to_nothing_known(store: Store) -> None:
    found = year_sum(compute_board(store, JUNE).projects, JUNE)

    assert (found.count, found.planned, found.completed, found.pace) == (35, None, None, None)


def test_funds_by_source_are_those_of_which_anything_is_known(
    store: Store, new_adjustment: NewAdjustment, tell: Callable[..., None]
) -> None:
    planned = {"source": "central", "planned_funds_wan_yuan": Decimal(1000)}
    store.adjust(new_adjustment("project", 28, MAY, **planned))
    tell(28, JUNE, **{CENTRAL: 600, "central_paid_wan_yuan": 450, "social_received_wan_yuan": 50})

    (item,) = [it for it in compute_board(store, JUNE).projects if it.number == 28]

    central, social = Funds(Decimal(1000), Decimal(600), Decimal(450)), Funds(None, Decimal(50))
    assert funds_by_source(item) == {FundSource.CENTRAL: central, FundSource.SOCIAL: social}
    assert all_funds(item) == Funds(Decimal(1000), Decimal(650), Decimal(450))


@pytest.mark.parametrize(
    ("reports", "doubts"),
    [
        ([(JUNE, {DONE: 3000, RECEIVED: 3000, PAID: 3000})], []),
        ([(JUNE, {DONE: 3001})], [(DONE, "超过计划总投资")]),
        ([(JUNE, {RECEIVED: 3001, PAID: 2})], [(RECEIVED, "超过计划总投资")]),
        ([(JUNE, {RECEIVED: 5, PAID: 6})], [(PAID, "超过到位资金")]),
        ([(JUNE, {PAID: 6})], []),
        ([(JUNE, {CENTRAL: 1001})], [(CENTRAL, "超过计划资金")]),
        ([(JUNE, {CENTRAL: 1000})], []),
        ([(LAST_YEAR, {DONE: 9}), (JUNE, {DONE: 8})], [(DONE, "比上年末的累计数少")]),
        ([(MAY, {DONE: 9}), (JUNE, {DONE: 8})], [(DONE, "比上月末的累计数少")]),
        ([(LAST_YEAR, {DONE: 9}), (JUNE, {DONE: 9})], []),
        # corrected since: nothing is left to check
        ([(MAY, {DONE: 9}), (JUNE, {DONE: 8}), (JUNE, {DONE: 10})], []),
    ],
)
def test_what_is_odd_is_marked_as_long_as_it_counts(
    store: Store,
    new_adjustment: NewAdjustment,
    tell: Callable[..., None],
    reports: list[tuple[date, dict[str, Any]]],
    doubts: list[tuple[str, str]],
) -> None:
    planned = {"source": "central", "planned_funds_wan_yuan": Decimal(1000)}
    store.adjust(new_adjustment("project", 3, MAY, **planned))
    for day, said in reports:
        tell(3, day, **said)

    item = compute_board(store, JUNE).projects[2]

    assert item.planned_investment_wan_yuan == 3000
    assert [(doubt.field, doubt.words) for doubt in money_doubts(item)] == doubts


def test_who_should_have_started_or_been_completed_is_found_by_its_word(
    store: Store, new_adjustment: NewAdjustment, tell: Callable[..., None]
) -> None:
    store.adjust(new_adjustment("project", 28, MAY, starts_on=JUNE))
    for number in (1, 28):
        tell(number, MAY, stage="preparation")
    tell(4, MAY, stage="construction")
    tell(5, MAY, stage="built")
    board = compute_board(store, JUNE)

    found = {lag: [it.number for it in projects_matching(board, None, "", lag)] for lag in LAGS}

    # 1 was to start in an earlier year; 28 on the very day, which is not past
    ended = {it.number for it in board.projects if it.due_on is not None and it.due_on < JUNE}
    assert found["应开工未开工"] == [1]
    assert set(found["应完工未完工"]) == ended & {1, 4, 28}
    assert len(projects_matching(board, None, "", "没有这个词")) == 35
