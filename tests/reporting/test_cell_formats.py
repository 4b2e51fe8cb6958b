"""A number is read as its cell shows it."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from kzdash import reporting
from kzdash.errors import CellError, CellProblem
from kzdash.reporting import cell_formats

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.workbook import Workbook

SHOWN = [
    (4.7, "General", "4.7"),
    (4.7, "@", "4.7"),
    (12, "0", "12"),
    (12345678901234567, "0", "12345678901234567"),
    (0.047, "0.0%", "4.7%"),
    (1, "0%", "100%"),
    (0.285, "0%", "28.5%"),
    (-0.025, "0.0%;[Red]-0.0%", "-2.5%"),
    # a percent sign that is a letter or a gap
    (4.7, '0.0"%"', "4.7%"),
    (0.9, "0.0\\%", "0.9%"),
    (0.9, "0.0!%", "0.9%"),
    (55.2, "0.0_%", "55.2"),
    (55.2, "0.0*%", "55.2"),
    (4.7, 'General"%"', "4.7%"),
    (4.7, 'G/通用格式"%"', "4.7%"),
    # of each section its own
    (5, '0.0"%";0.0%', "5%"),
    (-0.05, '0.0"%";0.0%', "-5%"),
    (-4.7, "0.0_);(0.0)", "-4.7"),
    (-4.7, "0.0;[Red]0.0", "-4.7"),
    (-4.7, '0.0;"▲"0.0', "-4.7"),
    (4.7, "+0.0;-0.0", "+4.7"),
    (-4.7, "+0.0;-0.0", "-4.7"),
    (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0"),
    (28504.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "28504.5"),
    (12000, '[>=10000]0.0,"千";0', "12千"),
    (9000, '[>=10000]0.0,"千";0', "9000"),
    # thousands are parted by a comma, and left out by one at the end
    (28504000, "#,##0", "28504000"),
    (28504000, "#,##0,", "28504"),
    (28504000, "#,##0.00,,", "28.504"),
    (28504000, '0.00,,"百万"', "28.504百万"),
    (1.6, '0.00"亿元"', "1.6亿元"),
    (2025, '0"年"', "2025年"),
    (28504, "[$¥-804]#,##0.00", "¥28504"),
    (1.5, "# ?/?", "1.5"),
    (12300, "0.00E+00", "12300"),
    (4.7, "[DBNum1]General", "4.7"),
]


@pytest.mark.parametrize(("value", "shape", "text"), SHOWN)
def test_a_number_is_read_as_it_is_shown(value: float, shape: str, text: str) -> None:
    assert cell_formats.displayed_number(value, shape) == text


@pytest.mark.parametrize("shape", ['0!.0,"万"', '0"."0', ";;;", '"有"', "[", "0-0"])
def test_a_format_that_shows_another_number_is_not_guessed_at(shape: str) -> None:
    with pytest.raises(CellError) as caught:
        cell_formats.displayed_number(12345, shape)
    assert caught.value.problem is CellProblem.SHAPE


def read(book: Workbook, change: Callable[[str], str] = str) -> list[str]:
    """What is read of the column beside the key, the styles rewritten."""
    out = io.BytesIO()
    book.save(out)
    made = io.BytesIO()
    with zipfile.ZipFile(out) as whole, zipfile.ZipFile(made, "w") as other:
        for name in whole.namelist():
            part = whole.read(name)
            styles = name == "xl/styles.xml"
            other.writestr(name, change(part.decode()) if styles else part)
    (sheet,) = reporting.read_upload(made.getvalue()).sheets
    return [row.texts["数据截至"] for row in sheet.rows]


@pytest.fixture
def book() -> Workbook:
    found = openpyxl.Workbook()
    found.worksheets[0].append(["编号", "数据截至"])
    return found


@pytest.mark.parametrize("number", [*range(27, 37), *range(50, 59)])
def test_a_day_in_a_format_that_is_known_by_its_number_alone_is_one(
    book: Workbook, number: int
) -> None:
    sheet = book.worksheets[0]
    sheet.append(["任务2", dt.date(2026, 11, 20)])
    sheet["B2"].number_format = 'yyyy"年"m"月"'

    def by_number(styles: str) -> str:
        own = re.search(r'<numFmt numFmtId="(\d+)" formatCode="yyyy&quot;年[^"]*" ?/>', styles)
        assert own
        return styles.replace(own[0], "").replace(f'numFmtId="{own[1]}"', f'numFmtId="{number}"')

    assert read(book, by_number) == ["2026-11-20"]


def test_days_are_counted_from_1904_where_a_workbook_says_so(book: Workbook) -> None:
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0].append(["任务2", dt.date(2026, 11, 20)])

    assert read(book) == ["2026-11-20"]


def test_a_raised_digit_is_none_of_the_figure(book: Workbook) -> None:
    raised = TextBlock(InlineFont(vertAlign="superscript"), "1")
    book.worksheets[0].append(["任务2", CellRichText("4.7", raised)])
    book.worksheets[0].append(["任务3", CellRichText("4", TextBlock(InlineFont(b=True), ".7"))])

    assert read(book) == ["4.7¹", "4.7"]


@pytest.mark.parametrize("value", [True, "TRUE"])
def test_a_truth_is_no_figure(book: Workbook, value: object) -> None:
    book.worksheets[0].append(["任务2", value])

    assert read(book) == ["TRUE"]
