"""The unit board: each lead unit in a row, each of its items a mark that leads to it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kzdash.board.unit_board import unit_board
from kzdash.charts.svg.marks import draw_mark
from kzdash.documents.pages import PageLinks
from kzdash.documents.pages.unit_board import compose_unit_board
from kzdash.domain.progress import State
from tests.ui.screen import Piece

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board

DAY = {"as_of": "2025-06-30"}
JUNE = date(2025, 6, 30)


def drawn(board: Board) -> Piece:
    """The unit board as a browser reads it."""
    return Piece(compose_unit_board(board, PageLinks(DAY)).html)


@pytest.mark.parametrize("reported", ["nothing", "some", "all"])
def test_every_unit_has_a_mark_for_each_item_that_it_leads_and_none_for_what_it_supports(
    board_in: Callable[[str], Board], reported: str
) -> None:
    board = board_in(reported)
    page = compose_unit_board(board, PageLinks(DAY))

    led = sum(bool(item.units) for item in board.followed)
    assert page.html.count('aria-label="') == led
    assert page.html.count('class="unit"') == len({u for i in board.followed for u in i.units})
    assert all("as_of=2025-06-30" in address for address in page.links)


def test_problems_come_first_by_unit_and_in_each_kind(board_in: Callable[[str], Board]) -> None:
    units = unit_board(board_in("some"))

    problems = [unit.counts.problems for unit in units]
    assert problems == sorted(problems, reverse=True)
    assert problems[0] > problems[-1]
    for unit in units:
        for items in unit.items.values():
            places = [item.state.seriousness for item in items if item.state.seriousness <= 12]
            assert places == sorted(places)


def test_a_row_says_what_is_wrong_how_old_its_news_is_and_what_it_owes(
    board_in: Callable[[str], Board],
) -> None:
    silent, some = (drawn(board_in(state)) for state in ("nothing", "some"))

    first = next(unit for unit in unit_board(board_in("some")))
    words = " ".join("".join(some.words).split())
    age = "最近填报当天" if not first.report_age else f"最近填报{first.report_age}天前"
    assert f"{first.unit} {first.counts.problem_words.replace(' ·', '')}" in words
    assert f"{age}，待报{first.due}项" in words
    assert "还没有填报过，待报" in "".join(silent.words)


def test_under_the_pointer_a_mark_names_item_and_state(board_in: Callable[[str], Board]) -> None:
    board = board_in("some")

    titles = set(drawn(board).titles)
    assert {
        f"项目{one.number} {one.short_name}：{one.state_words}" for one in board.projects
    } <= titles


@pytest.mark.parametrize("state", State, ids=lambda state: state.name)
def test_every_state_has_a_mark_in_its_colour(state: State) -> None:
    assert f" {state.edge}" in draw_mark(state).split("viewBox")[0]


def test_what_nobody_reported_looks_unlike_all_else() -> None:
    silent = (State.UNREPORTED, State.UNPUBLISHED, State.DUE_UNREPORTED)
    marks = [draw_mark(state) for state in State]

    assert [marks.count(draw_mark(state)) for state in silent] == [1, 1, 1]
