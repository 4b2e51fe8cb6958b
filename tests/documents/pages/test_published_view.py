"""What stands beside an item's reports, as HTML: nothing of it runs, and each source is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kzdash.board.published import FactEntry, Source
from kzdash.board.supports import LinkEntry
from kzdash.documents.pages import PageLinks
from kzdash.documents.pages.published_view import compose_beside

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board

    BoardAt = Callable[[date], Board]

DAY = date(2025, 6, 30)
HOSTILE = "<img src=x onerror=alert(1)>"


def link(board: Board, kind: str, number: int, indicator: int, reason: str) -> LinkEntry:
    item = next(it for it in board.followed if (it.kind, it.number) == (kind, number))
    return LinkEntry(
        item_id=item.item_id,
        indicator_id=board.indicators[indicator - 1].item_id,
        as_of=DAY,
        reporter="王华（专班办公室）",
        reason=reason,
    )


def test_an_item_of_which_nothing_is_known_has_nothing_beside(board_at: BoardAt) -> None:
    board = board_at(DAY)

    assert compose_beside(board, board.projects[0], PageLinks()).html == ""


def test_a_source_is_a_link_of_its_own_that_tells_the_other_site_nothing(
    board_at: BoardAt,
) -> None:
    board = board_at(DAY)

    page = compose_beside(board, board.projects[24], PageLinks())

    address = "https://cq.cri.cn/n/20240913/d902b71f-603f-8e70-b4a6-a166210f3570.html"
    assert f'<a href="{address}" target="_blank" rel="noopener noreferrer">' in page.html
    assert address not in page.links
    assert page.html.count("媒体报道") == 2


def test_nothing_that_a_source_says_runs(board_at: BoardAt) -> None:
    board = board_at(DAY)
    source = Source(HOSTILE, HOSTILE, None, "javascript:alert(1)")
    fact = FactEntry(HOSTILE, "2024", None, "", "", second_hand=True, source=source)

    html = compose_beside(board, replace(board.projects[0], facts=(fact,)), PageLinks()).html

    assert HOSTILE not in html
    assert "javascript:" not in html


def test_an_indicator_and_what_supports_it_lead_to_each_other(board_at: BoardAt) -> None:
    board = board_at(DAY)
    made = [("project", 4), ("project", 5), ("task", 1), ("reform", 3)]
    board = replace(board, links=tuple(link(board, *one, 4, HOSTILE) for one in made))

    of_indicator = compose_beside(board, board.indicators[3], PageLinks())
    of_task = compose_beside(board, board.tasks[0], PageLinks())

    assert "支撑它的2个项目、1项任务、1项改革：4项未报" in of_indicator.html
    assert {"/projects?item=4", "/projects?item=5", "/item?id=task-1"} <= of_indicator.links
    assert of_task.links == {"/indicators?item=4"}
    assert "支撑的指标" in of_task.html
    assert HOSTILE not in of_indicator.html
