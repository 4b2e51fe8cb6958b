"""The form tells in its cells what they may hold, and shows the last report beside the new one."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries

from kzdash.documents import report_form
from kzdash.documents.form_sheets import MOST_PROMPT, MOST_TITLE
from kzdash.documents.sheet import LINE_HEIGHT, breadth
from kzdash.documents.sheet_pages import PAGE_WIDTH
from kzdash.domain.rules import EVIDENCE, OUTLOOK
from kzdash.domain.rules.report_fields import RECEIVED_BY_SOURCE
from tests.documents.conftest import once

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

    from kzdash.board.board import Board

UNIT = "区发展改革委"


@once
def read(board: Board) -> Workbook:
    made = report_form.make(board, board.followed, {}, "张三（区发展改革委）", UNIT)
    return openpyxl.load_workbook(io.BytesIO(made))


def rule_of(sheet: Worksheet, place: str) -> DataValidation:
    """The one rule on a cell."""
    column, row, *_ = range_boundaries(place)
    (found,) = [
        rule
        for rule in sheet.data_validations.dataValidation
        for cells in rule.sqref.ranges
        if cells.min_row <= row <= cells.max_row and cells.min_col <= column <= cells.max_col
    ]
    return found


def cell(sheet: Worksheet, key: str, header: str, year: int | None = None) -> Any:
    headers = [it.value for it in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if row[0].value == key and (year is None or row[headers.index("年份")].value == year):
            return row[headers.index(header)]
    raise AssertionError(f"no row of {key}")


def test_every_cell_to_fill_in_says_what_it_may_hold(board_in: Callable[[str], Board]) -> None:
    for sheet in read(board_in("some")).worksheets:
        opened = [it for row in sheet.iter_rows() for it in row if not it.protection.locked]
        assert opened
        for one in opened:
            rule = rule_of(sheet, one.coordinate)
            assert rule.showInputMessage
            assert rule.showErrorMessage
            # Excel repairs a file with longer ones
            assert 0 < len(rule.prompt) <= MOST_PROMPT
            assert 0 < len(rule.promptTitle) <= MOST_TITLE
            assert 0 < len(rule.error) <= MOST_PROMPT


@pytest.mark.parametrize(
    ("sheet", "key", "header", "rule"),
    [
        ("项目", "项目1", "形象进度(%)", ("decimal", "between", "0", "100")),
        ("项目", "项目1", "完成投资(万元)", ("decimal", "greaterThanOrEqual", "0", None)),
        ("指标", "指标1", "数值", ("decimal", "greaterThan", "-100", None)),
        ("指标", "指标7", "数值", ("decimal", "between", "0", "100")),
        ("指标", "指标13", "数值", ("whole", "greaterThanOrEqual", "0", None)),
        ("任务", "任务1", "依据", ("textLength", "lessThanOrEqual", "500", None)),
        ("时间节点", "时间节点1", "完成日期", ("date", "between", "DATE(2000,1,1)", "TODAY()")),
    ],
)
def test_a_figure_has_the_bounds_that_the_rules_have(
    board_in: Callable[[str], Board],
    sheet: str,
    key: str,
    header: str,
    rule: tuple[str | None, ...],
) -> None:
    found = read(board_in("some"))[sheet]

    it = rule_of(found, cell(found, key, header).coordinate)

    assert (it.type, it.operator or "between", it.formula1, it.formula2) == rule


def test_the_last_report_stands_beside_the_new_one(board_in: Callable[[str], Board]) -> None:
    book = read(board_in("some"))

    assert cell(book["任务"], "任务2", "上次填报").value == "✕ 受阻（截至2025年5月31日）"
    assert cell(book["任务"], "任务3", "上次填报").value == "从未填报"
    projects = book["项目"]
    last = cell(projects, "项目1", "上次填报").value
    assert "在建，形象进度 62%，完成投资 2.10亿元" in last
    indicators = book["指标"]
    assert cell(indicators, "指标7", "上次填报", 2024).value.startswith("2024年 10.5%")
    # a year without a figure shows that of the year before
    assert cell(indicators, "指标7", "上次填报", 2025).value.startswith("2024年 10.5%")
    assert cell(indicators, "指标7", "上次填报", 2023).value.startswith("2022年 12%")
    last_cell, new = (cell(indicators, "指标7", it, 2024) for it in ("上次填报", "数值"))
    assert last_cell.column + 1 == new.column
    assert (last_cell.protection.locked, new.protection.locked) == (True, False)


def test_a_row_is_as_high_as_its_text(board_in: Callable[[str], Board]) -> None:
    sheet = read(board_in("some"))["项目"]

    for row in sheet.iter_rows(min_row=2):
        widths = [sheet.column_dimensions[it.column_letter].width for it in row]
        lines = [
            -(-breadth(it.value) // int(width))
            for it, width in zip(row, widths, strict=True)
            if isinstance(it.value, str)
        ]
        height = sheet.row_dimensions[row[0].row].height
        assert height >= max(lines) * LINE_HEIGHT


def printed(sheet: Worksheet) -> set[int]:
    """The numbers of the columns that are printed."""
    first, _, last, _ = range_boundaries(sheet.print_area.rpartition("!")[2])
    return set(range(first, last + 1))


def test_every_column_to_fill_in_is_printed_on_a_page_that_it_fits(
    board_in: Callable[[str], Board],
) -> None:
    for sheet in read(board_in("some")).worksheets[1:-1]:
        opened = {it.column for row in sheet.iter_rows() for it in row if not it.protection.locked}
        assert opened <= printed(sheet)
        repeated = range_boundaries(sheet.print_title_cols)[2] if sheet.print_title_cols else 0
        widths = [sheet.column_dimensions[get_column_letter(it)].width for it in printed(sheet)]
        ends = [*(it.id for it in sheet.col_breaks.brk), len(widths)]
        first = 0
        for end in ends:
            on_page = {*range(repeated), *range(first, end)}
            assert sum(widths[it] for it in on_page) <= PAGE_WIDTH + 1
            first = end
        assert bool(sheet.col_breaks.brk) == (not sheet.sheet_properties.pageSetUpPr.fitToPage)


def test_what_is_asked_of_late_items_stands_before_the_sources_of_funds(
    board_in: Callable[[str], Board],
) -> None:
    sheet = read(board_in("some"))["项目"]

    headers = [it.value for it in sheet[1]]
    asked = [headers.index(it.header) for it in OUTLOOK]
    sources = [headers.index(it.header) for it in RECEIVED_BY_SOURCE.values()]
    assert asked == sorted(asked)
    assert headers.index("数据截至") < asked[0]
    assert asked[-1] < min(sources)
    # each on pages of its own kind
    assert asked[-1] + 1 in {it.id for it in sheet.col_breaks.brk}


def test_an_indicator_s_year_is_on_each_of_its_pages(board_in: Callable[[str], Board]) -> None:
    sheet = read(board_in("some"))["指标"]

    assert sheet.col_breaks.brk
    last = range_boundaries(sheet.print_title_cols)[2]
    assert [it.value for it in sheet[1]][:last] == ["编号", "填报次数", "事项", "年份"]
    assert sheet.freeze_panes == "E2"


def test_the_cover_asks_who_fills_the_form_in(board_in: Callable[[str], Board]) -> None:
    board = board_in("some")
    sheet = read(board)["说明"]

    said = {row[0].value: row[1] for row in sheet.iter_rows(min_row=2, max_row=7)}
    assert [label for label, it in said.items() if not it.protection.locked] == [
        "数据截至",
        "填报人",
        "电话",
    ]
    assert said["数据截至"].value.date() == said["制表日期"].value.date() == board.as_of
    assert said["填报人"].value == "张三（区发展改革委）"
    assert said["填报单位"].value == UNIT
    assert said["电话"].value is None


def test_nothing_that_somebody_typed_is_run(board_in: Callable[[str], Board]) -> None:
    board = board_in("some")
    typed = '=HYPERLINK("http://example.org")'
    made = report_form.make(board, board.followed, {}, typed, UNIT)

    sheet = openpyxl.load_workbook(io.BytesIO(made))["说明"]
    assert (sheet["B3"].value, sheet["B3"].data_type) == (typed, "s")
    cells = [it for one in read(board) for row in one.iter_rows() for it in row]
    assert {it.data_type for it in cells} <= {"s", "n", "d"}
    assert EVIDENCE.header in {it.value for it in cells}
