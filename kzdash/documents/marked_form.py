"""A file that was brought, given back with what is wrong marked and commented in its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment

from kzdash.charts import palette
from kzdash.documents.sheet import fill
from kzdash.documents.workbook_file import saved
from kzdash.domain.formatting import printable
from kzdash.domain.progress import Tone
from kzdash.reporting import workbook_reader
from kzdash.reporting.form_columns import canonical_header
from kzdash.reporting.sheets import MAX_COLUMNS, MAX_HEADER_ROW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from kzdash.errors import CellPlace

AUTHOR, WIDTH, HEIGHT = "填报检查", 320, 120


def make(content: bytes, marks: Sequence[tuple[CellPlace, str]]) -> bytes:
    """Return an .xlsx file with a coloured cell and a comment at each place; values stay.

    A place without a column, or with one that has no header, is marked in its row's first cell. No
    file but one that was read before comes here; UnreadableFileError if it is none that can be
    written again.
    """
    book = workbook_reader.load_whole(content)
    for place, words in marks:
        if place.sheet in book.sheetnames:
            _mark(_cell(book[place.sheet], place), words)
    return saved(book)


def _cell(sheet: Worksheet, place: CellPlace) -> Cell:
    found = sheet.cell(place.row, _column(sheet, place.column))
    if isinstance(found, MergedCell):
        merges = (it for it in sheet.merged_cells.ranges if found.coordinate in it)
        found = next(sheet.cell(it.min_row, it.min_col) for it in merges)
    return cast("Cell", found)


def _column(sheet: Worksheet, header: str) -> int:
    rows = sheet.iter_rows(max_row=MAX_HEADER_ROW, max_col=MAX_COLUMNS)
    cells = (cell for row in rows for cell in row if isinstance(cell.value, str))
    return next((it.column for it in cells if canonical_header(str(it.value)) == header), 1)


def _mark(cell: Cell, words: str) -> None:
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(printable(f"{before}{words}"), AUTHOR, height=HEIGHT, width=WIDTH)
    cell.fill = fill(palette.TINTS[Tone.BAD])
