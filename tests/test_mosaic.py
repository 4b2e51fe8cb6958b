"""The money as rectangles: each as large as its investment, none over another."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from kzdash.mosaic import Box, mosaic

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board import Board

WHOLE = Box(10, 20, 300, 120)


@pytest.fixture
def board(board_at: Callable[[date], Board]) -> Board:
    return board_at(date(2025, 6, 30))


def area(box: Box) -> float:
    return box.width * box.height


def overlap(one: Box, other: Box) -> float:
    width = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    height = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return max(width, 0) * max(height, 0)


def test_every_category_s_area_is_its_share_of_the_money(board: Board) -> None:
    fields = mosaic(board.categories, board.projects, WHOLE, head=0)

    total = board.planned_investment_wan_yuan
    assert len(fields) == len(board.categories)
    for field in fields:
        share = float(field.category.planned_investment_wan_yuan / total)
        assert area(field.box) == pytest.approx(share * area(WHOLE))


def test_every_project_s_area_is_its_share_of_its_category(board: Board) -> None:
    fields = mosaic(board.categories, board.projects, WHOLE, head=10)

    stones = [stone for field in fields for stone in field.stones]
    assert {stone.line.number for stone in stones} == {line.number for line in board.projects}
    for field in fields:
        inner = field.box.width * (field.box.height - 10)
        for stone in field.stones:
            planned = field.category.planned_investment_wan_yuan
            share = float(stone.line.planned_investment_wan_yuan / planned)
            assert area(stone.box) == pytest.approx(share * inner)


def test_no_rectangle_lies_over_another_or_outside(board: Board) -> None:
    fields = mosaic(board.categories, board.projects, WHOLE, head=8, gap=1)

    boxes = [field.box for field in fields]
    stones = [stone.box for field in fields for stone in field.stones]
    for group in (boxes, stones):
        assert max(overlap(*pair) for pair in combinations(group, 2)) < 1e-6
    for field in fields:
        for stone in field.stones:
            assert overlap(stone.box, field.box) == pytest.approx(area(stone.box))


def test_without_projects_there_is_nothing_to_draw(board: Board) -> None:
    assert mosaic((), (), WHOLE, head=8) == ()
    assert [field.stones for field in mosaic(board.categories, (), WHOLE, head=8)] == [()] * 5
