"""A table of items says first how each stands, and leaves out what nobody has reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kzdash.documents.pages import Cell, Column, ItemTable, PageLinks, Part, compose_tables
from kzdash.documents.pages.item_lists import duties_table
from kzdash.documents.pages.item_table import MOST_ROWS
from kzdash.documents.pages.project_list import projects_table
from tests.ui.screen import Piece

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board

DAY = {"as_of": "2025-06-30"}


def projects(board: Board, links: PageLinks | None = None) -> Piece:
    """The table of projects as a browser reads it."""
    links = links or PageLinks(DAY)
    return Piece(compose_tables([projects_table(board.projects, board.as_of, links)], links).html)


def test_state_name_unit_and_last_words_come_first(board_in: Callable[[str], Board]) -> None:
    heads, first, *_ = projects(board_in("some")).tables["projects"]

    assert heads[:4] == ["状态", "项目", "牵头单位", "进展说明"]
    assert first[:4] == [
        "▼ 滞后13点",
        "1. 环汉丰湖拆迁安置小区配套设施建设",
        "区住房城乡建委",
        "征地未完30天前",
    ]
    figures = dict(zip(heads, first, strict=True))
    assert figures["完成投资"] == "2.10亿元"
    assert figures["形象进度"] == "62%"
    assert figures["阶段"] == "在建"


def test_columns_that_nobody_has_reported_step_back_and_are_named(
    board_in: Callable[[str], Board],
) -> None:
    none, some = projects(board_in("nothing")), projects(board_in("some"))

    assert "完成投资" not in none.tables["projects"][0]
    assert any(
        words.startswith("尚无人填报：进展说明、") and "阶段" in words for words in none.words
    )
    assert "完成投资" in some.tables["projects"][0]
    assert not any("尚无人填报" in words for words in some.words)


def test_what_one_of_several_has_not_reported_is_said_to_be_unreported(
    board_in: Callable[[str], Board],
) -> None:
    heads, *rows = projects(board_in("some")).tables["projects"]

    assert rows[1][heads.index("完成投资")] == "待填报"


def test_a_link_says_the_day_and_the_filters_of_its_list(board_in: Callable[[str], Board]) -> None:
    links = PageLinks(DAY, {"projects": {"q": "道路", "status": ["a", "b"]}})

    piece = projects(board_in("nothing"), links)

    assert "/projects?q=%E9%81%93%E8%B7%AF&status=a&status=b&item=1&as_of=2025-06-30" in piece.links
    assert set(piece.links) == links.made


def test_tables_of_every_state_speak_chinese(board: Board) -> None:
    links = PageLinks(DAY)
    items = (*board.tasks, *board.policies, *board.reforms, *board.directions, *board.aims)
    piece = Piece(compose_tables([duties_table("all", items, board.as_of, links)], links).html)

    assert len(piece.tables["all"]) == len(items) + 1
    words = " ".join((*piece.words, *projects(board).words))
    assert "None" not in words
    assert "nan" not in words


def test_what_people_typed_is_text_and_no_markup() -> None:
    table = ItemTable("typed", [Column("说", Part.SAID)], [[Cell("<b onclick=x>粗</b>")]])

    html = compose_tables([table], PageLinks()).html

    assert "<b" not in html
    assert Piece(html).tables["typed"][1] == ["<b onclick=x>粗</b>"]


@pytest.mark.parametrize("none", ["", "方案没有列任务。"])
def test_a_table_without_rows_says_so(none: str) -> None:
    table = ItemTable("empty", [Column("状态", Part.STATE)], [], title="任务", none=none)

    piece = Piece(compose_tables([table], PageLinks()).html)

    assert piece.tables == {}
    assert "".join(piece.words).split() == ["任务", *filter(None, [none])]


def test_a_long_text_can_be_read_whole_where_it_is_cut() -> None:
    table = ItemTable("long", [Column("内容", Part.TEXT)], [[Cell("字" * 80)], [Cell("短")]])

    piece = Piece(compose_tables([table], PageLinks()).html)

    assert piece.titles == ["字" * 80]


def test_of_very_many_rows_the_first_are_shown_and_all_are_counted() -> None:
    rows = [[Cell(str(number))] for number in range(MOST_ROWS + 1)]
    table = ItemTable("many", [Column("事项", Part.NAME)], rows)

    page = Piece(compose_tables([table], PageLinks(DAY)).html)

    assert len(page.tables["many"]) == 1 + MOST_ROWS
    assert "共 201 行，列出前 200 行。用筛选缩小范围，或下载看全部。" in page.words
