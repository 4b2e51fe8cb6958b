"""A workbook of another format than .xlsx, made anew cell by cell for those who read openpyxl's."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook

from kzdash.domain.formatting import printable
from kzdash.reporting.cell_formats import GENERAL
from kzdash.reporting.sheets import MAX_COLUMNS
from kzdash.reporting.workbook_limits import (
    MAX_CELLS,
    MAX_FORMAT_LENGTH,
    MAX_MERGES,
    MAX_RANGE_CELLS,
    MAX_UNPACKED_BYTES,
    require,
)

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

# the longest name of a sheet in .xlsx, and what stands in none
MAX_TITLE, NOT_IN_TITLES = 31, re.compile(r"[\\*?:/\[\]]")
# from here on a float does not hold every whole number
WHOLE = 1e15
WIDTH = 18
ERROR = "#VALUE!"

CellValue = str | float | dt.datetime | dt.time | None


class ConvertedWorkbook:
    """A workbook with the values, number formats and merges of another, and its formulas beside.

    A cell with a formula holds the value that it gave, None if nobody computed it.
    """

    def __init__(self) -> None:
        self.book = Workbook()
        self.book.remove(self.book.worksheets[0])
        self._formulas: dict[tuple[str, int, int], str] = {}
        self._cells = self._letters = self._merges = self._merged_cells = 0

    def add_sheet(self, title: str) -> Worksheet:
        """Add a sheet; a name that .xlsx does not allow is made one that it does."""
        name = NOT_IN_TITLES.sub("_", printable(title))[:MAX_TITLE].strip("'") or "_"
        sheet: Worksheet = self.book.create_sheet(name)
        sheet.sheet_format.defaultColWidth = WIDTH
        return sheet

    def put(
        self,
        sheet: Worksheet,
        place: tuple[int, int],
        value: CellValue,
        number_format: str = GENERAL,
        *,
        formula: str | None = None,
    ) -> None:
        """Set a cell, at its row and column; `formula` is empty where it is one of unknown text.

        Cells far to the right share one column without a header.
        """
        row, column = place[0], min(place[1], MAX_COLUMNS)
        self._cells += 1
        self._letters += len(value) if isinstance(value, str) else 0
        require(self._cells <= MAX_CELLS and self._letters <= MAX_UNPACKED_BYTES)
        require(len(number_format) <= MAX_FORMAT_LENGTH)
        _set(cast("Cell", sheet.cell(row, column)), value, number_format)
        if formula is not None:
            self._formulas[sheet.title, row, column] = formula

    def put_error(self, sheet: Worksheet, place: tuple[int, int], formula: str = "") -> None:
        """Set a cell that shows an error."""
        self.put(sheet, place, ERROR, formula=formula)
        sheet.cell(place[0], min(place[1], MAX_COLUMNS)).data_type = "e"

    def merge(self, sheet: Worksheet, first: tuple[int, int], last: tuple[int, int]) -> None:
        """Merge the cells from one row and column to another."""
        rows, columns = last[0] - first[0] + 1, last[1] - first[1] + 1
        self._merges += 1
        self._merged_cells += rows * columns
        require(self._merges <= MAX_MERGES and self._merged_cells <= MAX_RANGE_CELLS)
        if rows > 0 and columns > 0 and last[1] <= MAX_COLUMNS:
            sheet.merge_cells(None, *first, *last)

    def formula(self, cell: Cell) -> str | None:
        """Return the formula of a cell, empty if its text is unknown, None if it is none."""
        return self._formulas.get((cell.parent.title, cell.row, cell.column))

    def shown(self, cell: Cell) -> Cell:
        """Return the cell with the value that it shows: the cell itself."""
        return cell


def _set(cell: Cell, value: CellValue, number_format: str) -> None:
    if isinstance(value, float):
        if not math.isfinite(value):
            cell.value, cell.data_type = ERROR, "e"
            return
        value = int(value) if value.is_integer() and abs(value) < WHOLE else value
    cell.value = printable(value) if isinstance(value, str) else value
    if isinstance(value, str):
        # what begins with = or # is a text as well
        cell.data_type = "s"
    if number_format != GENERAL:
        cell.number_format = number_format
