"""Large figures stand with their label and note, and say what nobody reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.documents.pages.figure_lists import project_figures, projects_figures
from kzdash.documents.pages.figure_tiles import FigureTile, compose_figure_tiles
from tests.ui.screen import Piece

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board


def test_a_tile_has_label_figure_note_and_its_explanation_on_demand() -> None:
    page = compose_figure_tiles([FigureTile("问题", "3 项", "逾期3", "逾期、受阻<b>")])

    piece = Piece(page.html)
    assert piece.figures == [["问题", "3 项", "逾期3"]]
    assert piece.titles == ["逾期、受阻<b>"]


def test_what_nobody_reported_is_no_figure(board_in: Callable[[str], Board]) -> None:
    board = board_in("before")

    tiles = {tile.label: tile.figure for tile in projects_figures(board.projects, board)}
    one = {tile.label: tile.figure for tile in project_figures(board.projects[0])}

    assert tiles["计划总投资"] == "62.42亿元"
    assert {tiles["完成投资"], tiles["完工或投用"]} == {"待填报"}
    assert {one["完成投资"], one["形象进度"], one["阶段"]} == {"待填报"}
