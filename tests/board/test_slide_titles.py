"""Titles of slides are findings that name items or units, and fit on two lines, on any board."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from kzdash.board.board import compute_board
from kzdash.board.changes import compare_boards
from kzdash.board.verdict.slides import MOST_WIDTH, fit_title
from kzdash.documents.slides import list_slides
from kzdash.domain.formatting import text_width
from tests.documents.conftest import board_in, news_in, store_in  # noqa: F401 - fixtures

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.store import Store

DAYS = (date(2024, 1, 1), date(2025, 6, 30), date(2025, 12, 31), date(2026, 11, 20))


@pytest.mark.parametrize("filled", ["nothing", "some", "all"])
@pytest.mark.parametrize("day", DAYS)
def test_each_title_names_an_item_or_a_unit_and_fits(
    store_in: Callable[[str], Store],  # noqa: F811 - the fixture
    filled: str,
    day: date,
) -> None:
    store = store_in(filled)
    before, after = (compute_board(store, one, entered=True) for one in (day - timedelta(30), day))
    board = compute_board(store, day)
    slides = list_slides(board, compare_boards(store, before, after))

    names = {item.short_name for item in board.items} | set(board.units)
    names |= {category.short_name for category in board.categories}
    whole = {"cover", "overview", "agenda"}  # of the plan, in which nothing may be wrong
    told = [one for one in slides if one.name not in whole]
    assert [one.message for one in told if not any(name in one.message for name in names)] == []
    assert [one.message for one in slides if text_width(one.message) > MOST_WIDTH + 8] == []
    assert [one.message for one in slides if one.message.endswith(("。", "，", "；"))] == []


def test_a_title_that_is_too_long_loses_whole_clauses() -> None:
    clauses = [f"{number}号项目逾期很久很久很久了" for number in range(9)]

    title = fit_title("；".join(clauses))

    assert title == "；".join(clauses[: title.count("；") + 1])
    assert MOST_WIDTH - 20 < text_width(title) <= MOST_WIDTH
