"""The report on serious problems says of each what units said, and leaves the rest to people."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kzdash.board.board import compute_board
from kzdash.documents.papers import special_report
from kzdash.documents.papers.wording import chinese_numeral, official
from kzdash.domain.models import Kind
from kzdash.domain.progress import Level, MatterKind, State
from tests.documents import word_reader
from tests.matters import Office

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board
    from kzdash.domain.models import Report
    from kzdash.store import Store

JUNE, DUE, JULY = date(2025, 6, 3), date(2025, 6, 20), date(2025, 7, 2)
PARTS = ("基本情况", "存在问题", "已做工作", "有关建议")
SECTION = re.compile("[一二三四五六七八九十百零]+、")


def told_of(said: list[str], name: str) -> list[str]:
    """The paragraphs on an item: those from its heading to the next."""
    start = next(
        place for place, words in enumerate(said) if SECTION.match(words) and name in words
    )
    end = next(
        (place for place in range(start + 1, len(said)) if not said[place].startswith(STARTS)),
        len(said),
    )
    return said[start + 1 : end]


STARTS = (*(f"{part}：" for part in PARTS), *(f"【此处由人工填写：{part}】" for part in PARTS))


def test_each_serious_item_has_its_four_parts(board: Board) -> None:
    items = special_report.serious_items(board)
    said = word_reader.body(special_report.make(board))

    late = {line.item_id for line in board.followed if line.state in {State.OVERDUE, State.BLOCKED}}
    assert late <= {item.item_id for item in items}
    for item in items:
        parts = told_of(said, official(item.name))
        assert [next(part for part in PARTS if part in words[:16]) for words in parts] == [*PARTS]
    if not items:
        assert any("目前没有逾期、受阻和需要上级协调的重大问题。" in words for words in said)


def test_it_says_what_units_said_and_marks_what_nobody_did(
    store: Store, new_report: Callable[..., Report]
) -> None:
    with store.writing() as session:
        told = {"cause": "用地未批", "next_step": "七月底前报批", "note": "等待批复"}
        session.add(new_report("task", 2, DUE, status="blocked", **told))
        session.add(new_report("task", 3, DUE, status="blocked"))
    board = compute_board(store, JULY)

    said = word_reader.body(special_report.make(board))

    basics, problem, work, asked = told_of(said, board.tasks[1].name)
    assert basics.startswith("基本情况：现为受阻。由")
    assert problem == "存在问题：用地未批；等待批复。"
    assert work == "已做工作：下一步措施为：七月底前报批。"
    assert asked == "【此处由人工填写：有关建议】"
    assert told_of(said, board.tasks[2].name)[1:] == [
        f"【此处由人工填写：{part}】" for part in PARTS[1:]
    ]


def test_a_problem_that_a_unit_raised_stands_once_with_the_item_that_it_is_about(
    store: Store,
) -> None:
    office = Office(store)
    project = office.board(JUNE).projects[3]
    about = ((project.item_id, None),)
    kind = MatterKind.PROBLEM
    office.assign(JUNE, "请协调用地", kind=kind, about=about, due_on=JULY, summary="缺用地指标")
    board = office.board(DUE)

    said = word_reader.body(special_report.make(board))

    assert [item.kind for item in special_report.serious_items(board)] == [Kind.PROJECT]
    _, problem, _, asked = told_of(said, official(project.name))
    assert problem == "存在问题：缺用地指标。"
    assert asked == "有关建议：请协调解决责任单位提出的上述问题。"


@pytest.mark.parametrize(("level", "is_serious"), [(Level.UNIT, False), (Level.CITY, True)])
def test_a_matter_that_only_those_above_can_solve_is_serious(
    store: Store, level: Level, is_serious: bool
) -> None:
    office = Office(store)
    matter = office.assign(JUNE, due_on=JULY, level=level)
    asked = {"requested_due_on": date(2025, 8, 1), "note": "等上级资金"}
    office.answer(matter, DUE, "asks_for_time", **asked)

    board = office.board(DUE)

    assert bool(special_report.serious_items(board)) is is_serious
    text = word_reader.text(special_report.make(board))
    assert ("有关建议：责任单位申请延期至2025年8月1日，尚待审定。" in text) is is_serious
    assert ("存在问题：等上级资金。" in text) is is_serious


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (10, "十"),
        (21, "二十一"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1000, "1000"),
    ],
)
def test_headings_are_numbered_beyond_a_hundred(number: int, words: str) -> None:
    assert chinese_numeral(number) == words
