"""A sheet that is one table: a named range under a header that stays, sums, links, a print area."""

from __future__ import annotations

import datetime as dt
from copy import copy
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table

from kzdash.charts import palette
from kzdash.documents.sheet import (
    FACE,
    GENERAL,
    HEADER_HEIGHT,
    WHOLE,
    Formula,
    colour,
    fill,
    row_height,
    set_up_printing,
    write,
    write_header,
    write_unreported,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from kzdash.documents.sheet import Results

TOTAL = "合计"
# what stands in the cell of a figure that nobody is asked for
BLANK = ""
# a figure of very many digits is small rather than ####
FIGURE = Alignment(horizontal="right", vertical="top", indent=1, shrink_to_fit=True)
COUNT = Alignment(horizontal="center", vertical="top")
# as many lines as fit into the highest row that Excel has
MOST_LINES = 27


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, what it shows of an item, its width in characters, its number format.

    Those that are `printed` stand before the others. `sums` has a row beneath add it up, `leads`
    makes its cells links: short ones, for LibreOffice breaks no link over lines.
    """

    header: str
    of: Callable[[Any], object]
    width: float = 12
    shape: str = GENERAL
    printed: bool = True
    sums: bool = False
    leads: bool = False


def beside(*columns: Column) -> tuple[Column, ...]:
    """Return columns that stand on the screen and not on paper."""
    return tuple(replace(column, printed=False) for column in columns)


def table(
    sheet: Worksheet,
    columns: Sequence[Column],
    items: Iterable[Any],
    *,
    name: str = "",
    link: Callable[[Any], str] | None = None,
) -> Results:
    """Fill an empty sheet with a row an item, and return what its formulas give.

    With a `name` the rows are a table that formulas can refer to. `link` returns where an item's
    row leads to: an address, or #, a sheet and a cell; nowhere if it is empty.
    """
    results: Results = {}
    row = 1
    for row, item in enumerate(items, 2):
        where = link(item) if link else ""
        for at, column in enumerate(columns, 1):
            value = column.of(item)
            if value == BLANK and not column.printed:
                continue  # an edge around nothing takes as long as a figure
            cell = _fill(sheet, row, at, column, value, results)
            if column.leads and where:
                _lead(cell, where)
        sheet.row_dimensions[row].height = _height(sheet, row, columns)
    _write_head(sheet, columns)
    reference = f"A1:{get_column_letter(len(columns))}{row}"
    if name and row > 1:
        # the filter is the table's: Excel repairs a file in which the sheet has one over it
        sheet.add_table(Table(displayName=name, ref=reference))
    else:
        sheet.auto_filter.ref = reference
    last = _add_up(sheet, columns, row, results) if row > 1 else row
    printed = sum(column.printed for column in columns)
    sheet.print_area = f"A1:{get_column_letter(printed)}{last}"
    set_up_printing(sheet)
    return results


def _write_head(sheet: Worksheet, columns: Sequence[Column]) -> None:
    for at, column in enumerate(columns, 1):
        write_header(sheet, 1, at, column.header)
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    sheet.row_dimensions[1].height = HEADER_HEIGHT
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"


def _fill(
    sheet: Worksheet, row: int, at: int, column: Column, value: object, results: Results
) -> Cell:
    """Write a cell; of a figure that is asked for and that nobody has reported it stays empty."""
    if isinstance(value, Formula):
        value = replace(value, text=value.text.format(row=row))
        results[sheet.title, f"{get_column_letter(at)}{row}"] = value.result
    elif value is None and column.shape != GENERAL:
        return write_unreported(sheet, row, at)
    cell = write(sheet, row, at, value, column.shape)
    if isinstance(value, dt.date):
        cell.alignment = COUNT
    elif column.shape != GENERAL:
        cell.alignment = COUNT if column.shape == WHOLE else FIGURE
    return cell


def _lead(cell: Cell, where: str) -> None:
    """Make a cell a link, within the workbook or out of it."""
    if where.startswith("#"):
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=where[1:])
    else:
        cell.hyperlink = where
    font = copy(cell.font)
    cell.font = Font(
        name=font.name, size=font.size, color=colour(palette.ACCENT), underline="single"
    )


def _height(sheet: Worksheet, row: int, columns: Sequence[Column]) -> float:
    """As high as the longest text of what is printed; the rest would make rows of blanks."""
    texts = [
        (sheet.cell(row, at).value, column.width)
        for at, column in enumerate(columns, 1)
        if column.printed and sheet.cell(row, at).data_type == "s"
    ]
    return row_height(texts, MOST_LINES)


def _add_up(sheet: Worksheet, columns: Sequence[Column], last: int, results: Results) -> int:
    """Add a row of sums beneath the table, and return its number, the last row without one.

    They are of the rows that a filter shows. Where no row has a figure the sum is empty, not 0.
    """
    if not any(column.sums for column in columns):
        return last
    row = last + 1
    named = next(at for at, column in enumerate(columns, 1) if column.shape == GENERAL)
    for at, column in enumerate(columns, 1):
        cell = write(sheet, row, at, TOTAL if at == named else BLANK)
        if column.sums:
            letter = get_column_letter(at)
            value = _sum(sheet, letter, last, results)
            results[sheet.title, cell.coordinate] = value.result
            cell = write(sheet, row, at, value, column.shape)
            cell.alignment = FIGURE if column.shape != WHOLE else COUNT
        cell.font = Font(name=FACE, size=10, bold=True, color=colour(palette.INK))
        cell.fill = fill(palette.TRACK)
    return row


def _sum(sheet: Worksheet, letter: str, last: int, results: Results) -> Formula:
    cells = f"{letter}2:{letter}{last}"
    known = [
        Decimal(str(value))
        for (cell,) in sheet[cells]
        if isinstance(
            value := results.get((sheet.title, cell.coordinate), cell.value), Decimal | int
        )
    ]
    text = f'IF(COUNT({cells})=0,"",SUBTOTAL(109,{cells}))'
    return Formula(text, sum(known, Decimal(0)) if known else "")
