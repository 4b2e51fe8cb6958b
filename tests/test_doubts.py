"""What looks odd about a report is asked about, and only that."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board import board as board_of
from kzdash.doubts import doubts

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.models import Report
    from kzdash.store import Store

    NewReport = Callable[..., Report]
    Ask = Callable[[tuple[str, int], list[dict[str, Any]], dict[str, Any]], tuple[str, ...]]

DAY = date(2025, 12, 1)
PROGRESS, MONEY = "physical_progress_percent", "completed_investment_wan_yuan"
SHARE, FIRMS, GARDENS, RATIO = (("indicator", number) for number in (10, 13, 9, 3))
GROWTH, PROJECT, TASK = ("indicator", 12), ("project", 3), ("task", 1)  # 3,000万元 are planned


@pytest.fixture
def ask(store: Store, new_report: NewReport) -> Ask:
    """What is asked about a report on an item that others were made on before."""

    def find(
        item: tuple[str, int], before: list[dict[str, Any]], said: dict[str, Any]
    ) -> tuple[str, ...]:
        for earlier in before:
            store.append(new_report(*item, DAY, **earlier))
        board = board_of(store, DAY)
        (line,) = [one for one in board.followed if (one.kind, one.number) == item]
        return doubts(line, new_report(*item, DAY, **said))

    return find


def value(year: int, figure: str) -> dict[str, Any]:
    """What a report of a year's figure says."""
    return {"period": year, "value": Decimal(figure), "evidence": "公报"}


@pytest.mark.parametrize(
    ("item", "before", "figure", "odd"),
    [
        (SHARE, "50", "60", False),
        (SHARE, "50", "40", False),
        (SHARE, "50", "60.01", True),
        (SHARE, "50", "39.99", True),
        (SHARE, "0.5", "5", False),
        (GROWTH, "4", "-7", True),
        (GROWTH, "-3", "7", False),
        (GARDENS, "10", "13", False),
        (GARDENS, "10", "13.01", True),
        (GARDENS, "10", "6.99", True),
        (GARDENS, "10", "100", True),
        (RATIO, "2", "2.6", False),
        (RATIO, "2", "2.6001", True),
        (FIRMS, "100", "130", False),
        (FIRMS, "100", "131", True),
        (FIRMS, "0", "0", False),
        (FIRMS, "0", "1", True),
    ],
    ids=str,
)
def test_a_value_far_from_the_last_is_asked_about(
    ask: Ask, item: tuple[str, int], before: str, figure: str, odd: bool
) -> None:
    found = ask(item, [value(2023, before)], value(2024, figure))

    assert any("相差较大" in words for words in found) == odd


def test_a_doubt_names_both_values_with_year_and_unit(ask: Ask) -> None:
    found = ask(SHARE, [value(2023, "53.5")], value(2024, "5.35"))

    assert found == ("填的是2024年5.35%，与2023年的53.5%相差较大",)


def test_a_value_is_held_against_the_year_nearest_to_its_own(ask: Ask) -> None:
    before = [value(2022, "20"), value(2024, "60")]

    assert ask(SHARE, before, value(2025, "62")) == ()


def test_a_correction_is_held_against_the_figure_it_corrects(ask: Ask) -> None:
    before = [value(2023, "50"), value(2024, "5")]

    assert ask(SHARE, before, value(2024, "50")) == ("填的是2024年50%，与2024年的5%相差较大",)


def test_a_sum_that_shrinks_over_the_years_is_asked_about(ask: Ask) -> None:
    assert ask(FIRMS, [value(2023, "40")], value(2024, "39")) == ("累计数比以前年份的小",)


def test_a_sum_of_an_earlier_year_may_be_smaller(ask: Ask) -> None:
    assert ask(FIRMS, [value(2024, "40")], value(2023, "39")) == ()


def test_a_level_may_fall(ask: Ask) -> None:
    assert ask(SHARE, [value(2023, "50")], value(2024, "45")) == ()


@pytest.mark.parametrize("figure", ["0", "-50", "99999"])
def test_the_first_value_there_is_cannot_be_odd(ask: Ask, figure: str) -> None:
    assert ask(GROWTH, [], value(2024, figure)) == ()


@pytest.mark.parametrize(
    ("before", "said", "found"),
    [
        ({PROGRESS: 50}, {PROGRESS: 50}, ()),
        ({PROGRESS: 50}, {PROGRESS: 100}, ()),
        ({PROGRESS: 50}, {PROGRESS: 49}, ("形象进度49%比上次填报的50%低",)),
        ({PROGRESS: 50}, {MONEY: 100}, ()),
        ({MONEY: 2000}, {MONEY: 2000}, ()),
        ({MONEY: 2000}, {MONEY: 1500}, ("完成投资1,500万元比上次填报的2,000万元少",)),
        ({MONEY: 2000}, {MONEY: 3000}, ()),
        ({MONEY: 2000}, {MONEY: 3001}, ("完成投资3,001万元超过计划总投资3,000万元",)),
        ({}, {MONEY: 30_000}, ("完成投资3.00亿元超过计划总投资3,000万元",)),
        ({}, {PROGRESS: 0}, ()),
        (
            {PROGRESS: 90, MONEY: 9000},
            {PROGRESS: 9, MONEY: 8000},
            (
                "形象进度9%比上次填报的90%低",
                "完成投资8,000万元比上次填报的9,000万元少",
                "完成投资8,000万元超过计划总投资3,000万元",
            ),
        ),
    ],
    ids=str,
)
def test_progress_or_money_that_falls_or_exceeds_the_plan_is_asked_about(
    ask: Ask, before: dict[str, int], said: dict[str, int], found: tuple[str, ...]
) -> None:
    earlier = {name: Decimal(figure) for name, figure in before.items()}
    figures = {name: Decimal(figure) for name, figure in said.items()}

    assert ask(PROJECT, [earlier] if earlier else [], figures) == found


@pytest.mark.parametrize("status", ["not_started", "in_progress", "done"])
def test_a_status_is_never_odd(ask: Ask, status: str) -> None:
    assert ask(TASK, [{"status": "done"}], {"status": status}) == ()
