"""The treemap as SVG: a project of some size has its name on its tile, and each tile leads on."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest

from kzdash.charts.svg.text import text_width, wrap
from kzdash.charts.svg.treemap import NAME_PX, PAD_PX, Drawing, draw_treemap
from kzdash.documents.overview.page import TREEMAPS

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board import Board

    BoardAt = Callable[[date], Board]

DAY = date(2025, 6, 30)
NUMBER = re.compile(r"[\d.]+")


def drawn(board: Board, size: tuple[int, int]) -> ET.Element:
    """The treemap of a board, parsed."""
    link = "/{}?{}".format
    drawing = Drawing(*size, lambda page, query: link(page, urlencode(query)))
    return ET.fromstring(draw_treemap(board.categories, board.projects, drawing))  # noqa: S314 - our own


def links(treemap: ET.Element) -> dict[str, ET.Element]:
    return {link.attrib["href"]: link[0] for link in treemap.iter("a")}


@pytest.mark.parametrize("size", TREEMAPS.values(), ids=list(TREEMAPS))
def test_every_project_of_some_size_bears_its_name(
    board_at: BoardAt, size: tuple[int, int]
) -> None:
    board = board_at(DAY)
    total = board.planned_investment_wan_yuan
    tiles = links(drawn(board, size))
    large = [
        item for item in board.projects if item.planned_investment_wan_yuan >= total * 12 / 1000
    ]

    assert len(large) > 15
    for item in large:
        tile = tiles[f"/projects?item={item.number}"]
        words = "".join(text.text or "" for text in tile.iter("text") if "class" not in text.attrib)
        assert len(words) >= 3, (item.short_name, words)
        assert item.name in next(tile.iter("title")).text


@pytest.mark.parametrize("size", TREEMAPS.values(), ids=list(TREEMAPS))
def test_no_words_run_over_their_tile(board_at: BoardAt, size: tuple[int, int]) -> None:
    for tile in drawn(board_at(DAY), size).iter("svg"):
        if "tile" not in tile.attrib.get("class", ""):
            continue
        width = float(tile.attrib["width"].rstrip("%")) / 100 * size[0]
        height = float(tile.attrib["height"].rstrip("%")) / 100 * size[1]
        for text in tile.iter("text"):
            assert (
                text_width(text.text or "", NAME_PX if "class" not in text.attrib else 12)
                <= width - PAD_PX
            )
            assert float(text.attrib["y"]) <= height


@pytest.mark.parametrize("size", TREEMAPS.values(), ids=list(TREEMAPS))
def test_every_category_keeps_its_name_and_leads_to_its_projects(
    board_at: BoardAt, size: tuple[int, int]
) -> None:
    board = board_at(DAY)
    tiles = links(drawn(board, size))

    for category in board.categories:
        query = urlencode({"programme": category.category_name})
        heads = [found for href, found in tiles.items() if href == f"/projects?{query}"]
        assert heads
    names = [
        text.text or ""
        for text in drawn(board, size).iter("text")
        if text.get("class") == "category"
    ]
    assert len(names) == len(board.categories)
    for category in board.categories:
        assert any(name.startswith(category.short_name) for name in names)


def test_small_projects_of_a_category_share_a_tile_that_counts_them(board_at: BoardAt) -> None:
    board = board_at(DAY)
    said = [text.text or "" for text in drawn(board, TREEMAPS["wide"]).iter("text")]
    counted = [word for word in "|".join(said).split("|") if word.startswith("其余")]
    alone = [href for href in links(drawn(board, TREEMAPS["wide"])) if "item=" in href]

    assert counted
    shared = sum(
        int(NUMBER.findall(word)[0]) for word in said if word.startswith(("其余", "2个项目"))
    )
    assert shared + len(alone) == len(board.projects)


def test_a_plan_without_projects_or_money_is_drawn_too(board_at: BoardAt) -> None:
    board = board_at(DAY)

    assert links(ET.fromstring(draw_treemap(board.categories, (), Drawing(300, 200)))) == {}  # noqa: S314 - our own


@pytest.mark.parametrize(
    ("text", "width", "most", "lines"),
    [
        ("丰乐城中村改造", 200, 3, ["丰乐城中村改造"]),
        ("丰乐城中村改造项目", 70, 3, ["丰乐城中村", "改造项目"]),
        ("老旧小区和保租房配套", 30, 2, ["老旧", "小…"]),
        ("开州故城（三期）", 91, 3, ["开州故城", "（三期）"]),
        ("水厂", 10, 3, []),
        ("水厂", 100, 0, []),
    ],
)
def test_a_name_is_broken_into_even_lines(
    text: str, width: float, most: int, lines: list[str]
) -> None:
    assert wrap(text, width, NAME_PX, most) == lines
