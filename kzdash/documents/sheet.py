"""A sheet of a workbook: a header that stays, real numbers and dates, judgements in colour."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from kzdash.charts import palette
from kzdash.domain.formatting import NO_DATA, printable
from kzdash.domain.progress import State, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

FACE = "微软雅黑"
DAY, MONEY, WHOLE = "yyyy-mm-dd", "#,##0.######", "0"
THIN = Side(style="thin", color="C9D2DA")
EDGE = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
HEADER_HEIGHT, LINE_HEIGHT, MOST_LINES = 30, 14.5, 20


@dataclass(frozen=True, slots=True)
class StateCell:
    """A state in a cell: its words, in the colour of its tone and with its shape."""

    state: State
    words: str = ""

    @property
    def text(self) -> str:
        """Shape and words."""
        return f"{self.state.shape} {self.words or self.state.word}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, what it shows of a line, its width in characters, its number format."""

    header: str
    of: Callable[[Any], object]
    width: float = 12
    shape: str = "General"


def colour(of_palette: str) -> str:
    """A colour of the palette as a spreadsheet writes it."""
    return of_palette.removeprefix("#")


def fill(of_palette: str) -> PatternFill:
    """A ground of a colour of the palette."""
    return PatternFill("solid", fgColor=colour(of_palette))


def table(sheet: Worksheet, columns: Sequence[Column], items: Iterable[Any]) -> None:
    """Fill an empty sheet with a row a line under a header that stays and filters."""
    for at, column in enumerate(columns, 1):
        write_header(sheet, 1, at, column.header)
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    for row, item in enumerate(items, 2):
        for at, column in enumerate(columns, 1):
            write(sheet, row, at, column.of(item), column.shape)
        sheet.row_dimensions[row].height = _height(sheet, row, columns)
    sheet.row_dimensions[1].height = HEADER_HEIGHT
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(sheet.max_row, 1)}"
    sheet.print_title_rows = "1:1"
    set_up_printing(sheet)


def _height(sheet: Worksheet, row: int, columns: Sequence[Column]) -> float:
    """As high as its longest text, which no program measures for a file that another wrote."""
    items = 1
    for at, column in enumerate(columns, 1):
        text = sheet.cell(row, at).value
        if isinstance(text, str):
            parts = (_breadth(part) for part in text.split("\n"))
            needed = sum(max(-(-breadth // int(column.width - 1)), 1) for breadth in parts)
            items = max(items, needed)
    return min(items, MOST_LINES) * LINE_HEIGHT + 3


def _breadth(text: str) -> int:
    """How many columns of a fixed type a text takes: two a character of Chinese."""
    return sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in text)


def set_up_printing(sheet: Worksheet) -> None:
    """Print on A4, broad side down, as wide as the page, with page numbers."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "— &P —"


def write_header(sheet: Worksheet, row: int, at: int, words: str) -> None:
    """Write the head of a column."""
    cell = _cell(sheet, row, at)
    write_text(cell, words)
    cell.font = Font(name=FACE, size=10, bold=True, color=colour(palette.GROUND))
    cell.fill = fill(palette.ACCENT)
    cell.border = EDGE
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def write(sheet: Worksheet, row: int, at: int, value: object, shape: str = "General") -> Cell:
    """Write a value as what it is: a number, a day, a text that is never run, a judgement."""
    cell, tone = _cell(sheet, row, at), None
    if isinstance(value, StateCell):
        tone, value = value.state.tone, value.text
    if value is None or value == NO_DATA:
        tone, value = Tone.NONE, NO_DATA
    if isinstance(value, str):
        write_text(cell, value)
    elif isinstance(value, Decimal | int | dt.date):
        cell.value = value
        cell.number_format = DAY if isinstance(value, dt.date) else shape
    ink = palette.TONES[tone] if tone else palette.INK
    cell.font = Font(name=FACE, size=10, color=colour(ink))
    if tone:
        cell.fill = fill(palette.TINTS[tone])
    cell.border = EDGE
    cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str))
    return cell


def _cell(sheet: Worksheet, row: int, at: int) -> Cell:
    return cast("Cell", sheet.cell(row, at))


def write_text(cell: Cell, words: str) -> None:
    """Write a text that is never run, without what no workbook may hold."""
    cell.value = printable(words)
    # else a text that begins like a formula would be one
    cell.data_type = "s"
