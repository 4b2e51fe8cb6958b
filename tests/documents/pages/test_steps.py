"""Steps on plain pages and first screens: on their item, on a page of their own, those to come."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from kzdash.board.board import compute_board
from kzdash.documents.pages.links import PageLinks
from kzdash.documents.pages.step_line import steps_table
from kzdash.documents.pages.view import ViewRequest
from kzdash.documents.pages.views import compose_view
from kzdash.domain.models import Adjustment, Kind
from kzdash.domain.rules import NewItem
from tests import people
from tests.documents.conftest import DAY, NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board
    from kzdash.store import Store

    Add = Callable[..., int]


@pytest.fixture
def add(store: Store, item_id: Callable[[str, int], int]) -> Add:
    """Add a step to task 26, due some days after 30 June 2025."""
    unit = next(unit.id for unit in store.plan().units if unit.name == "区水利局")

    def make(name: str, days: int, account: str = "tester") -> int:
        step = NewItem(
            kind=Kind.STEP,
            name=name,
            as_of=DAY,
            due_on=DAY + timedelta(days=days),
            units=(unit,),
            parent_id=item_id("task", 26),
            document_number="开专班〔2025〕3号",
        )
        return store.add([step], account, NOW)[0]

    return make


def shown(board: Board, page: str, **asked: str) -> str:
    """What a page's view says, without its tags; each address stands before its words."""
    parameters = {name: [value] for name, value in asked.items()}
    links = PageLinks(folder="/plain/")
    view = compose_view(page, ViewRequest(board, parameters, links, pytest.fail))
    assert view is not None
    finding = "".join(part.words for part in view.finding)
    html = re.sub('<a href="([^"]*)"[^>]*>', r"[\1]", view.html)
    return " ".join(f"{view.title} {finding} {re.sub('<[^>]*>', ' ', html)}".split())


def test_an_item_shows_its_steps_by_day_each_a_link_and_what_waits_for_the_office(
    store: Store, add: Add
) -> None:
    people.join(store, NOW, "shuili", "区水利局")
    add("通水", 300)
    add("报送方案", 20)
    add("完成招标", 90, "shuili")

    words = shown(compute_board(store, DAY), "item", id="task-26")

    line = words[words.index("工作节点") :]
    assert line.startswith("工作节点 3个节点，0个完成")
    assert line.index("报送方案") < line.index("完成招标") < line.index("通水")
    assert "[/plain/item?id=step-2]报送方案 ▷ 还有20天 2025年7月20日到期 · 区水利局" in line
    assert "完成招标 待确认" in line


def test_an_item_without_steps_shows_no_line(store: Store) -> None:
    assert "工作节点" not in shown(compute_board(store, DAY), "item", id="task-26")


def test_a_step_has_a_page_that_leads_to_its_item(store: Store, add: Add) -> None:
    add("报送方案", 20)

    words = shown(compute_board(store, DAY), "item", id="step-1")

    assert words.startswith("任务26 · 报送方案 ")
    assert "属于 [/plain/item?id=task-26]任务 26. 保障城市供水安全" in words
    assert "加入 2025年6月30日，测试员（专班办公室） 依据文号 开专班〔2025〕3号" in words


def test_a_step_s_page_says_that_it_was_proposed_or_withdrawn(store: Store, add: Add) -> None:
    people.join(store, NOW, "shuili", "区水利局")
    step = add("完成招标", 90, "shuili")
    proposed = shown(compute_board(store, DAY), "item", id="step-1")
    sent_back = Adjustment(item_id=step, seq=1, as_of=DAY, recorded_at=NOW, account="tester")
    sent_back.reason, sent_back.document_number = "并入另一节点。", ""
    sent_back.decision = "withdrawn"
    store.adjust(sent_back)

    withdrawn = shown(compute_board(store, DAY), "item", id="step-1")

    assert "建议，待专班办公室确认：应于2025年9月28日完成。" in proposed
    assert "已于2025年6月30日撤回：并入另一节点。" in withdrawn


def test_the_page_of_milestones_lists_steps_overdue_and_due_within_90_days(
    store: Store, add: Add
) -> None:
    add("过了", 10)
    add("近的", 110)
    add("远的", 111)
    board = compute_board(store, date(2025, 7, 20))

    table = steps_table(board, PageLinks())

    assert [row[2].words for row in table.rows] == ["任务26 · 过了", "任务26 · 近的"]
    assert table.caption == "到2025年10月18日到期的1个，另列已过到期日的1个。"
    assert "任务26 · 近的" in shown(board, "milestones")


def test_where_no_step_is_due_the_page_of_milestones_says_so(store: Store) -> None:
    assert "到2025年9月28日没有到期的工作节点。" in shown(compute_board(store, DAY), "milestones")
