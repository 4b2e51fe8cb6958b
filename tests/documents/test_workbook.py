"""The workbook holds the board: every item, real numbers and days, judgements in words."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from kzdash.board.all_reports import all_reports
from kzdash.board.attention import group_by_unit
from kzdash.documents import workbook
from kzdash.documents.pages.links import PageLinks
from kzdash.documents.sheet import MONEY, number_format
from kzdash.domain.formatting import NO_DATA
from kzdash.domain.progress import State
from tests.documents import libreoffice
from tests.documents.conftest import once

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.workbook import Workbook

    from kzdash.board.board import Board
    from kzdash.store import Store

KINDS = ("indicators", "projects", "milestones", "tasks", "policies", "reforms")
SHEETS = ("指标", "项目", "时间节点", "任务", "政策", "改革")


@once
def read(board: Board) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook.make(board)))


@once
def shown(board: Board) -> Workbook:
    """The workbook as a program shows it that computes no formula."""
    return openpyxl.load_workbook(io.BytesIO(workbook.make(board)), data_only=True)


def rows(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    header, *found = book[sheet].iter_rows(values_only=True)
    named = [dict(zip(header, row, strict=True)) for row in found]
    return [row for row in named if "合计" not in row.values()]


def total(book: Workbook, sheet: str) -> dict[str, Any]:
    header, *_, last = book[sheet].iter_rows(values_only=True)
    assert "合计" in last
    return dict(zip(header, last, strict=True))


def number(cell: object) -> Decimal | None:
    return None if cell is None else Decimal(str(cell))


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
    book = shown(board)

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

    assert row["阶段"] == row["最近填报"] == NO_DATA
    assert row["完成投资(万元)"] is row["形象进度(%)"] is None


def test_a_figure_that_nobody_reported_is_hatched_and_one_that_nobody_can_tell_is_not(
    board_in: Callable[[str], Board],
) -> None:
    board = board_in("nothing")
    sheet = read(board)["指标"]

    header = [cell.value for cell in sheet[1]]
    silent = [item.number for item in board.indicators if item.assessment.value is None]
    assert silent
    for row in (sheet[number + 1] for number in silent):
        cells = {name: row[header.index(name)] for name in ("最新值", "差距", "推算期末")}
        assert {cell.value for cell in cells.values()} == {None}
        fills = {name: cell.fill.patternType for name, cell in cells.items()}
        assert fills == {"最新值": "lightUp", "差距": None, "推算期末": None}


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
    assert found.print_title_rows == "$1:$1"
    (named,) = found.tables.values()
    assert named.name == f"{sheet}表"
    total_row = sheet == "项目"
    assert named.ref == f"A1:{found.dimensions.split(':')[1].rstrip('0123456789')}" + str(
        found.max_row - total_row
    )
    # Excel repairs a file in which both the sheet and its table have a filter
    assert named.autoFilter.ref == named.ref
    assert found.auto_filter.ref is None


def test_sums_are_formulas_that_show_what_they_give(board: Board) -> None:
    formulas, book = read(board), shown(board)

    sums = total(formulas, "项目")
    assert sums["计划总投资(万元)"] == '=IF(COUNT(D2:D36)=0,"",SUBTOTAL(109,D2:D36))'
    given = total(book, "项目")
    assert number(given["计划总投资(万元)"]) == board.planned_investment_wan_yuan
    completed = given["完成投资(万元)"] or None
    assert number(completed) == board.completed_investment_wan_yuan
    for row, category in zip(rows(book, "工程类别"), board.categories, strict=True):
        assert number(row["计划总投资(万元)"]) == category.planned_investment_wan_yuan
        assert number(row["完成投资(万元)"] or None) == category.completed_investment_wan_yuan
        assert row["项目数"] == category.physical.count
    assert total(formulas, "工程类别")["项目数"].startswith("=")
    overview = {row[0]: row[1] for row in formulas["总览"].iter_rows(values_only=True)}
    assert overview["计划总投资(万元)"] == "=SUM(项目!$D$2:$D$36)"


@pytest.mark.slow
@pytest.mark.parametrize("state", ["nothing", "some", "all"])
def test_formulas_give_what_is_written_beside_them(
    board_in: Callable[[str], Board], state: str, tmp_path: Path
) -> None:
    if not libreoffice.found():
        pytest.skip(libreoffice.HOW_TO_GET)
    board, file = board_in(state), tmp_path / "formulas.xlsx"
    # openpyxl stores formulas without what they gave, so that LibreOffice computes them
    openpyxl.load_workbook(io.BytesIO(workbook.make(board))).save(file)
    libreoffice.converted([file], tmp_path / "out", to="xlsx")
    computed = openpyxl.load_workbook(tmp_path / "out" / "formulas.xlsx", data_only=True)

    formulas = [
        cell
        for sheet in read(board)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(formulas) > 30
    for cell in formulas:
        title, place = cell.parent.title, cell.coordinate
        # LibreOffice stores an empty text as no value
        given = shown(board)[title][place].value or None
        found = computed[title][place].value or None
        assert number(found) == number(given), (title, place, cell.value)


@pytest.mark.parametrize(
    ("value", "shape", "shown"),
    [
        ("624202", MONEY, "#,##0"),
        ("21000.50", MONEY, "#,##0.0"),
        ("-0.123456", MONEY, "#,##0.000000"),
        ("0.12345678", MONEY, "#,##0.000000"),
        ("75", "0.##", "0"),
        ("75.25", "0.##", "0.00"),
        ("75", "0.00%", "0.00%"),
        ("75", "0", "0"),
    ],
)
def test_a_number_format_prints_no_point_without_decimals(
    value: str, shape: str, shown: str
) -> None:
    assert number_format(Decimal(value), shape) == shown


def test_what_is_printed_is_wide_enough_to_be_read(board: Board) -> None:
    book = read(board)

    for sheet in book.worksheets:
        setup = sheet.page_setup
        assert (setup.orientation, str(setup.paperSize)) == ("landscape", "9")
        assert f"{board.plan.short_title} {sheet.title}" == sheet.oddHeader.left.text
        assert board.as_of_words in sheet.oddHeader.right.text
        if sheet.print_area:
            area = sheet[sheet.print_area.replace("$", "").rpartition("!")[2]]
            letters = [cell.column_letter for cell in area[0]]
            # so many characters of 10 pt are as wide as the page in letters of 9 pt
            assert sum(sheet.column_dimensions[it].width for it in letters) <= 132
            assert len(letters) in range(6, 14)


def test_rows_are_links_to_what_they_are_about(board_in: Callable[[str], Board]) -> None:
    board = board_in("some")
    links = PageLinks({"as_of": board.as_of.isoformat()}, folder="https://board.example.org/")
    book = openpyxl.load_workbook(io.BytesIO(workbook.make(board, links)))

    for row, concern in zip(book["需要关注"].iter_rows(min_row=2), board.concerns, strict=True):
        title, cell = row[1].hyperlink.location.split("!")
        assert book[title.strip("'")][cell].value == concern.item.number
    target = book["指标"]["A8"].hyperlink.target
    assert target == "https://board.example.org/indicators?item=7&as_of=2025-06-30"
    listed = [cell.hyperlink.location for (cell, *_) in book["总览"].iter_rows() if cell.hyperlink]
    assert listed == [f"'{title}'!A1" for title in book.sheetnames[1:]]
    assert read(board)["指标"]["A8"].hyperlink is None


def test_the_sheet_of_explanations_says_how_to_read_the_rest(board: Board) -> None:
    sheet = read(board)["说明"]

    words = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert {"合计", "打印", "链接", "差距"} <= set(words)
    assert {state.marked for state in State} <= set("、".join(words).split("、"))


def test_every_report_stands_on_a_sheet_in_words_and_in_figures(
    board_in: Callable[[str], Board], store_in: Callable[[str], Store]
) -> None:
    board = board_in("some")
    reports = all_reports(store_in("some"), board)
    book = openpyxl.load_workbook(io.BytesIO(workbook.make(board, reports=reports)))

    found = rows(book, "全部填报")
    assert [(row["编号"], row["次"], row["说明"] or "") for row in found] == [
        (item.key, report.seq, report.note) for item, report in reports
    ]
    (row,) = [one for one in found if one["编号"] == "项目1"]
    assert (number(row["完成投资(万元)"]), row["阶段"]) == (Decimal("21000.5"), "在建")
    assert row["数据截至"].date() == dt.date(2025, 5, 31)
    assert row["数值"] is None
    place = next(cell for cell in book["全部填报"]["A"] if cell.value == "项目1")
    assert place.hyperlink.location == "'项目'!A2"
    assert "全部填报" not in read(board).sheetnames


def test_a_sheet_without_rows_says_so_where_the_sheets_are_listed(
    board_in: Callable[[str], Board],
) -> None:
    made = workbook.make(board_in("before"), reports=[])
    overview = openpyxl.load_workbook(io.BytesIO(made))["总览"]

    listed = {row[0]: row[1:3] for row in overview.iter_rows(values_only=True)}
    assert listed["全部填报"] == (0, "还没有填报")
    assert listed["完成投资(万元)"] == (None, "没有项目填报")


def test_a_judgement_has_the_colour_of_its_tone(board_in: Callable[[str], Board]) -> None:
    sheet = read(board_in("some"))["任务"]

    grounds = {row[2].value: row[2].fill.fgColor.rgb[2:] for row in sheet.iter_rows(min_row=2)}
    assert grounds == {"✕ 受阻": "FAE6E6", "▲ 推进中": "E4EEF8", "○ 未报": "EEF0F2"}
