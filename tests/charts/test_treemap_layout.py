"""The money as rectangles: each as large as its investment, none over another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzdash.charts.treemap_layout import (
    MIN_CATEGORY_SHARE,
    CategoryTile,
    Rectangle,
    lay_out_treemap,
    shares,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import Category, ProjectItem

WHOLE = Rectangle(10, 20, 300, 120)
HEAD, GAP = 8, 0.8
# nothing, a few 万元, and 300 亿元
WAN_YUAN = st.one_of(
    st.just(Decimal(0)),
    st.decimals(0, 99, places=2),
    st.decimals(0, 3_000_000, places=2),
    st.decimals(0, 10**12, places=2),
)


@pytest.fixture
def board(board_at: Callable[[date], Board]) -> Board:
    return board_at(date(2025, 6, 30))


def area(box: Rectangle) -> float:
    return box.width * box.height


def overlap(one: Rectangle, other: Rectangle) -> float:
    width = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    height = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return max(width, 0) * max(height, 0)


def test_categories_that_can_be_seen_have_areas_as_their_money(board: Board) -> None:
    fields = lay_out_treemap(board.categories, board.projects, WHOLE, header_height=0)

    seen = {field.category.number: area(field.box) for field in fields}
    assert seen.pop(3) == pytest.approx(MIN_CATEGORY_SHARE * area(WHOLE))
    money = {one.number: one.planned_investment_wan_yuan for one in board.categories}
    rates = [found / float(money[number]) for number, found in seen.items()]
    assert len(rates) == 4
    assert rates == pytest.approx([rates[0]] * 4)


def test_projects_that_can_be_seen_have_areas_as_their_money(board: Board) -> None:
    fields = lay_out_treemap(board.categories, board.projects, WHOLE, header_height=10)

    for field in fields:
        areas = [area(stone.box) for stone in field.projects]
        money = [float(stone.item.planned_investment_wan_yuan) for stone in field.projects]
        seen = [
            (one, cost) for one, cost in zip(areas, money, strict=True) if one > 1.001 * min(areas)
        ]
        rates = [one / cost for one, cost in seen]
        assert rates == pytest.approx([rates[0]] * len(rates))
        high = max(field.box.height - 10, field.box.height / 2)
        assert sum(areas) == pytest.approx(field.box.width * high)


def test_no_rectangle_lies_over_another_or_outside(board: Board) -> None:
    fields = lay_out_treemap(board.categories, board.projects, WHOLE, HEAD, GAP)

    assert faults(fields) == []


@pytest.mark.parametrize("factor", [Decimal(0), Decimal("1e-9"), 2, 10, 1000])
def test_every_project_has_a_place_however_many_times_larger_one_of_them_is(
    board: Board, factor: Decimal
) -> None:
    for adjusted in board.projects:
        projects = [
            replace(line, planned_investment_wan_yuan=line.planned_investment_wan_yuan * factor)
            if line is adjusted
            else line
            for line in board.projects
        ]

        fields = lay_out_treemap(summed(board.categories, projects), projects, WHOLE, HEAD, GAP)

        assert numbers(fields) == sorted(line.number for line in projects)
        assert faults(fields) == []


@pytest.mark.slow
@settings(derandomize=True, deadline=None)
@given(amounts=st.lists(st.lists(WAN_YUAN, max_size=14), min_size=1, max_size=12))
def test_every_category_and_project_has_a_place_whatever_the_amounts(
    board_at: Callable[[date], Board], amounts: list[list[Decimal]]
) -> None:
    board = board_at(date(2025, 6, 30))
    projects = [
        replace(
            board.projects[0],
            number=100 * category + at,
            programme=category,
            planned_investment_wan_yuan=amount,
        )
        for category, own in enumerate(amounts, 1)
        for at, amount in enumerate(own)
    ]
    categories = [replace(board.categories[0], number=at + 1) for at in range(len(amounts))]

    fields = lay_out_treemap(summed(categories, projects), projects, WHOLE, HEAD, GAP)

    assert len(fields) == len(amounts)
    assert numbers(fields) == [line.number for line in projects]
    assert faults(fields) == []


@settings(derandomize=True, deadline=None)
@given(amounts=st.lists(WAN_YUAN, min_size=1, max_size=300), least=st.floats(0.001, 0.2))
def test_no_share_is_too_small_to_be_seen_and_what_is_larger_keeps_its_order(
    amounts: list[Decimal], least: float
) -> None:
    found = shares(amounts, least)

    assert sum(found) == pytest.approx(1)
    assert min(found) >= min(least, 0.5 / len(amounts))
    assert sorted(found) == [share for _, share in sorted(zip(amounts, found, strict=True))]


def summed(categories: Sequence[Category], projects: Sequence[ProjectItem]) -> list[Category]:
    """The categories with what their projects cost."""
    return [
        replace(
            one,
            planned_investment_wan_yuan=sum(
                (
                    line.planned_investment_wan_yuan
                    for line in projects
                    if line.programme == one.number
                ),
                Decimal(0),
            ),
        )
        for one in categories
    ]


def numbers(fields: Sequence[CategoryTile]) -> list[int]:
    return sorted(stone.item.number for field in fields for stone in field.projects)


def faults(fields: Sequence[CategoryTile]) -> list[object]:
    """Boxes that are empty, lie over one another, or reach beyond what they belong in."""
    groups = [
        (WHOLE, [field.box for field in fields]),
        *((field.box, [stone.box for stone in field.projects]) for field in fields),
    ]
    empty = [box for _, boxes in groups for box in boxes if not (box.width > 0 < box.height)]
    over = [pair for _, boxes in groups for pair in combinations(boxes, 2) if overlap(*pair) > 1e-6]
    beyond = [
        box
        for outer, boxes in groups
        for box in boxes
        if overlap(box, outer) != pytest.approx(area(box))
    ]
    return [*empty, *over, *beyond]


def test_without_projects_there_is_nothing_to_draw(board: Board) -> None:
    assert lay_out_treemap((), (), WHOLE, header_height=8) == ()
    assert [
        field.projects for field in lay_out_treemap(board.categories, (), WHOLE, header_height=8)
    ] == [()] * 5
