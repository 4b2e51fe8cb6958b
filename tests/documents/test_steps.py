"""Steps in the files: calendar, JSON, tables and workbook name each by its item."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest
from icalendar import Calendar

from kzdash.board.board import compute_board
from kzdash.board.changes import Changes
from kzdash.board.due_reports import reports_due
from kzdash.documents import (
    board_json,
    slides,
    unit_tables,
    workbook,
)
from kzdash.documents import calendar as calendar_file
from kzdash.documents.data_tables import data_tables
from kzdash.domain.models import Kind
from kzdash.domain.rules import NewItem
from tests.documents.conftest import DAY, NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board
    from kzdash.store import Store

NAME = "任务26 · 报送管网改造方案"


@pytest.fixture
def board(store: Store, item_id: Callable[[str, int], int]) -> Board:
    """A board on which task 26 has a step that is due and not reported on."""
    unit = next(unit.id for unit in store.plan().units if unit.name == "区水利局")
    step = NewItem(
        kind=Kind.STEP,
        name="报送管网改造方案",
        as_of=DAY,
        due_on=date(2025, 11, 30),
        units=(unit,),
        parent_id=item_id("task", 26),
        document_number="开专班〔2025〕3号",
    )
    store.add([step], "tester", NOW)
    return compute_board(store, date(2025, 12, 1))


def test_a_step_stands_in_the_calendar_on_its_day_with_its_grounds(board: Board) -> None:
    calendar = Calendar.from_ical(calendar_file.make(board, NOW))

    (event,) = [one for one in calendar.walk("VEVENT") if one["uid"].startswith("step-1@")]
    assert str(event["summary"]) == f"【到期未报】工作节点到期：{NAME}"
    assert event.decoded("dtstart") == date(2025, 11, 30)
    assert str(event["description"]).splitlines() == [
        "牵头单位：区水利局",
        "截至2025年12月1日：到期未报",
        "依据：开专班〔2025〕3号",
    ]


def test_the_json_has_a_step_with_the_item_that_it_is_of(board: Board) -> None:
    (step,) = json.loads(board_json.dumps(board))["steps"]

    assert {key: step[key] for key in ("name", "step_name", "item", "due_on", "added_on")} == {
        "name": NAME,
        "step_name": "报送管网改造方案",
        "item": "task-26",
        "due_on": "2025-11-30",
        "added_on": "2025-06-30",
    }
    assert (step["lead_units"], step["citation"]) == (["区水利局"], "开专班〔2025〕3号")


def test_lists_name_a_step_by_its_item(board: Board) -> None:
    assert NAME in [concern.item.name for concern in board.concerns]
    assert NAME in list(unit_tables.supervision(reports_due(board.followed, board.as_of))["事项"])
    nodes = next(table for table in data_tables(board) if table.name == "节点")
    assert NAME in [item.name for item in nodes.rows]
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.make(board)))["工作节点"]
    assert sheet["B2"].value == NAME


def test_a_slide_lists_what_is_overdue_and_comes_next(board: Board) -> None:
    quiet = Changes(DAY, board.as_of, 0, 0, 0, ())

    (slide,) = [one for one in slides.list_slides(board, quiet) if one.name == "steps"]

    assert slide.message.startswith(NAME)
    assert "（区水利局）已过到期日" in slide.message
    assert slide.table is not None
    assert [cell.words for cell in slide.table.rows[0]] == [
        NAME,
        "2025年11月30日",
        "区水利局",
        "◇\N{NO-BREAK SPACE}到\N{WORD JOINER}期未报",
    ]


def test_where_no_step_is_near_there_is_no_slide_for_it(store: Store) -> None:
    quiet = Changes(DAY, DAY, 0, 0, 0, ())
    shown = slides.list_slides(compute_board(store, DAY), quiet)

    assert "steps" not in [slide.name for slide in shown]
