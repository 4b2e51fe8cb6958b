"""The workbook holds the board: every item, real numbers and days, judgements in words."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from kzdash.board.attention import group_by_unit
from kzdash.documents import workbook
from kzdash.domain.formatting import NO_DATA
from tests.documents.conftest import once

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.workbook import Workbook

    from kzdash.board.board import Board

KINDS = ("indicators", "projects", "milestones", "tasks", "policies", "reforms")
SHEETS = ("指标", "项目", "时间节点", "任务", "政策", "改革")


@once
def read(board: Board) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook.make(board)))


def rows(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    header, *found = book[sheet].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in found]


def number(cell: object) -> Decimal | None:
    return None if cell in {NO_DATA, "—"} else Decimal(str(cell))


@pytest.mark.slow
def test_every_item_has_its_row_with_its_judgement_in_words(board: Board) -> None:
    book = read(board)

    for kind, sheet in zip(KINDS, SHEETS, strict=True):
        lines = getattr(board, kind)
        found = rows(book, sheet)
        assert [row["序号"] for row in found] == [line.number for line in lines]
        assert [row["状态"] for row in found] == [line.marked for line in lines]


def test_an_indicator_s_figures_are_the_board_s(board: Board) -> None:
    for row, line in zip(rows(read(board), "指标"), board.indicators, strict=True):
        assessment = line.assessment
        assert number(row["目标"]) == line.target.target
        assert number(row["最新值"]) == assessment.value
        assert number(row["差距"]) == assessment.gap
        assert number(row["完成率"]) == assessment.progress
        assert number(row["应达到"]) == assessment.expected
        assert number(row["推算期末"]) == assessment.forecast
        assert row["计算说明"] == assessment.reason


def test_a_project_s_figures_are_the_board_s(board: Board) -> None:
    for row, line in zip(rows(read(board), "项目"), board.projects, strict=True):
        assert number(row["计划总投资(万元)"]) == line.planned_investment_wan_yuan
        assert number(row["完成投资(万元)"]) == line.completed_investment_wan_yuan
        assert number(row["到位资金(万元)"]) == line.reported("funds_received_wan_yuan")
        assert number(row["形象进度(%)"]) == line.physical_progress_percent


def test_days_are_days(board: Board) -> None:
    for row, line in zip(rows(read(board), "时间节点"), board.milestones, strict=True):
        assert isinstance(row["到期日"], dt.datetime)
        assert row["到期日"].date() == line.due_on
        assert row["天数(负为逾期)"] == line.due.days


def test_sums_and_concerns_are_the_board_s(board: Board) -> None:
    book = read(board)

    figures = {row[0]: row[1] for row in book["总览"].iter_rows(min_row=5, values_only=True)}
    assert number(figures["计划总投资(万元)"]) == board.planned_investment_wan_yuan
    assert number(figures["完成投资(万元)"]) == board.completed_investment_wan_yuan
    assert len(rows(book, "需要关注")) == len(board.concerns)
    groups = group_by_unit(board.concerns)
    for row, group in zip(rows(book, "牵头单位"), groups, strict=True):
        assert {word: row[word] for word in group.counts.apart} == group.counts.apart
    assert len(rows(book, "原文修补和存疑")) == len(board.corrections)


def test_what_was_not_reported_says_so_and_is_no_zero(board_in: Callable[[str], Board]) -> None:
    row = rows(read(board_in("nothing")), "项目")[0]

    assert row["完成投资(万元)"] == row["形象进度(%)"] == row["阶段"] == row["最近填报"] == NO_DATA


def test_what_somebody_typed_is_never_a_formula(board_in: Callable[[str], Board]) -> None:
    sheet = read(board_in("some"))["指标"]

    typed = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert [cell.value for cell in typed] == ['=年报 <1> & "2"'] * 3
    assert {cell.data_type for cell in typed} == {"s"}


@pytest.mark.parametrize("sheet", SHEETS)
def test_headers_stay_and_every_column_filters(
    sheet: str, board_in: Callable[[str], Board]
) -> None:
    found = read(board_in("some"))[sheet]

    assert found.freeze_panes == "C2"
    assert found.auto_filter.ref == found.dimensions


def test_a_judgement_has_the_colour_of_its_tone(board_in: Callable[[str], Board]) -> None:
    sheet = read(board_in("some"))["任务"]

    grounds = {row[2].value: row[2].fill.fgColor.rgb[2:] for row in sheet.iter_rows(min_row=2)}
    assert grounds == {"✕ 受阻": "FAE6E6", "▲ 推进中": "E4EEF8", "○ 未报": "EEF0F2"}
