"""A sheet of a workbook: a header that stays, real numbers and dates, judgements in colour."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties

from kzdash.charts import palette
from kzdash.domain.formatting import NO_DATA, format_number, printable, truncate
from kzdash.domain.progress import State, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

FACE = "微软雅黑"
GENERAL, DAY, MONEY, WHOLE = "General", "yyyy-mm-dd", "#,##0.######", "0"
THIN = Side(style="thin", color="C9D2DA")
EDGE = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
# margins of a page in inches
SIDE_IN, HEAD_IN, FOOT_IN, EDGE_IN = 0.3, 0.7, 0.6, 0.3
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


# what the formulas of a workbook give, by sheet and cell
Result = Decimal | int | str
Results = dict[tuple[str, str], Result]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in a cell, and what it gives; an empty text where no figure is known."""

    text: str
    result: Result


def colour(of_palette: str) -> str:
    """A colour of the palette as a spreadsheet writes it."""
    return of_palette.removeprefix("#")


def fill(of_palette: str) -> PatternFill:
    """A ground of a colour of the palette."""
    return PatternFill("solid", fgColor=colour(of_palette))


def row_height(texts: Iterable[tuple[object, float]], most: int = MOST_LINES) -> float:
    """As high as the longest of the texts, each with the width of its column in characters.

    No program measures a row of a file that another wrote.
    """
    lines = 1
    for text, width in texts:
        if isinstance(text, str):
            parts = (breadth(part) for part in text.split("\n"))
            lines = max(lines, sum(max(-(-part // int(width - 1)), 1) for part in parts))
    return min(lines, most) * LINE_HEIGHT + 3


def breadth(text: str) -> int:
    """How many columns of a fixed type a text takes: two a character of Chinese."""
    return sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in text)


def set_up_printing(sheet: Worksheet, title: str = "", day: str = "") -> None:
    """Print on A4, broad side down, as wide as the page, with page numbers.

    The `title` and the `day` stand at the head of each page, once they are given.
    """
    margins = sheet.page_margins
    margins.left = margins.right = SIDE_IN
    margins.top, margins.bottom = HEAD_IN, FOOT_IN
    margins.header = margins.footer = EDGE_IN
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.HeaderFooter.scaleWithDoc = False
    head, foot = sheet.oddHeader, sheet.oddFooter
    if head is not None and title:
        # a & begins a code, and Excel reads no more than 255 characters of all three
        head.left.text, head.right.text = _plain(title, 70), _plain(day, 90)
        for part in (head.left, head.right):
            part.font, part.size = f"{FACE},Regular", 10
    if foot is not None:
        foot.center.text = "第 &P 页，共 &N 页"


def _plain(words: str, most: int) -> str:
    return truncate(printable(words), most).replace("&", "&&")


def write_header(sheet: Worksheet, row: int, at: int, words: str) -> None:
    """Write the head of a column."""
    cell = _cell(sheet, row, at)
    write_text(cell, words)
    cell.font = Font(name=FACE, size=10, bold=True, color=colour(palette.GROUND))
    cell.fill = fill(palette.ACCENT)
    cell.border = EDGE
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def write(sheet: Worksheet, row: int, at: int, value: object, shape: str = GENERAL) -> Cell:
    """Write a value as what it is: a number, a day, a text that is never run, a judgement."""
    cell, tone = _cell(sheet, row, at), None
    if isinstance(value, StateCell):
        tone, value = value.state.tone, value.text
    if value is None or value == NO_DATA:
        tone, value = Tone.NONE, NO_DATA
    if isinstance(value, str):
        write_text(cell, value)
    elif isinstance(value, Formula):
        cell.value = f"={value.text}"
        if not isinstance(value.result, str):
            cell.number_format = number_format(value.result, shape)
    elif isinstance(value, Decimal | int | dt.date):
        cell.value = value
        cell.number_format = DAY if isinstance(value, dt.date) else number_format(value, shape)
    ink = palette.TONES[tone] if tone else palette.INK
    cell.font = Font(name=FACE, size=10, color=colour(ink))
    if tone:
        cell.fill = fill(palette.TINTS[tone])
    cell.border = EDGE
    cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str))
    return cell


def write_unreported(sheet: Worksheet, row: int, at: int) -> Cell:
    """Leave the cell of a figure empty, hatched in grey: a text among figures is none of them."""
    cell = write(sheet, row, at, "")
    inks = palette.TONES[Tone.NONE], palette.TINTS[Tone.NONE]
    cell.fill = PatternFill("lightUp", fgColor=colour(inks[0]), bgColor=colour(inks[1]))
    return cell


def number_format(value: Decimal | int, shape: str) -> str:
    """Return a number format with as many decimals as the value has, of those that may be.

    A format that leaves decimals to the program, 0.##, prints the point of a whole figure too.
    """
    whole, point, more = shape.partition(".#")
    if not point:
        return shape
    decimals = len(format_number(value, len(more) + 1).partition(".")[2])
    return f"{whole}.{'0' * decimals}" if decimals else whole


def _cell(sheet: Worksheet, row: int, at: int) -> Cell:
    return cast("Cell", sheet.cell(row, at))


def write_text(cell: Cell, words: str) -> None:
    """Write a text that is never run, without what no workbook may hold; nothing if it is empty."""
    cell.value = printable(words) or None
    if cell.value is not None:
        # else a text that begins like a formula would be one
        cell.data_type = "s"
