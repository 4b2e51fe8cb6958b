"""Read a workbook that came back: within bounds, without running anything in it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import openpyxl

from kzdash.domain.parsing import parse_date
from kzdash.errors import CellError, CellProblem, FileProblem, ParseError, UnreadableFileError
from kzdash.reporting import cell_formats
from kzdash.reporting.form_columns import (
    AS_OF,
    AS_OF_CELL,
    AS_OF_SHEET,
    OF_EACH_ROW,
    PLAN,
    canonical_header,
)
from kzdash.reporting.sheets import (
    HEADER_WITHIN,
    MOST_COLUMNS,
    MOST_ROWS,
    FilledForm,
    Row,
    Sheet,
    check_columns,
    is_header,
)
from kzdash.reporting.workbook_limits import check_limits
from kzdash.reporting.workbook_xml import strip_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from openpyxl.cell import Cell
    from openpyxl.worksheet.merge import MergedCellRange
    from openpyxl.worksheet.worksheet import Worksheet

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# by what is in a package that is no .xlsx
OTHERS = {
    "content.xml": FileProblem.OPEN_DOCUMENT,
    "xl/workbook.bin": FileProblem.BINARY,
    "word/document.xml": FileProblem.NO_WORKBOOK,
    "ppt/presentation.xml": FileProblem.NO_WORKBOOK,
}


def read(content: bytes) -> FilledForm:
    """Read the sheets of a workbook that are forms; UnreadableFileError where none can be read."""
    with _said_plainly():
        book = openpyxl.load_workbook(_fit(content), keep_links=False)
    sheets, others = [], []
    for sheet in book.worksheets:
        found = _sheet(sheet)
        if found is not None:
            sheets.append(found)
        else:
            others.append(sheet)
    if not sheets:
        raise UnreadableFileError(FileProblem.NO_TABLE)
    if sum(len(sheet.rows) for sheet in sheets) > MOST_ROWS:
        raise UnreadableFileError(FileProblem.TOO_MANY_ROWS)
    about = _about(others)
    unread = tuple(sheet.title for sheet in others if sheet is not about)
    return FilledForm(tuple(sheets), unread, _as_of(about), _told(about, PLAN) if about else "")


def is_workbook(content: bytes) -> bool:
    """Whether a file is one of Excel's own, of today or of old, by how it begins."""
    return content.startswith((ZIP, OLE))


def _fit(content: bytes) -> io.BytesIO:
    """Return what of a workbook is read, if it is one that may be."""
    if content.startswith(OLE):
        raise UnreadableFileError(
            FileProblem.LOCKED if ENCRYPTED in content else FileProblem.OLD_EXCEL
        )
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = packed.namelist()
        if other := next((OTHERS[name] for name in OTHERS if name in names), None):
            raise UnreadableFileError(other)
        check_limits(packed)
        return strip_workbook(packed)


@contextmanager
def _said_plainly() -> Iterator[None]:
    """Turn whatever a damaged or hostile workbook makes the libraries say into one sentence."""
    try:
        yield
    except UnreadableFileError:
        raise
    # unpackers, XML parsers and openpyxl each stumble in ways of their own, which none lists
    except Exception as error:
        raise UnreadableFileError(FileProblem.DAMAGED) from error


def _about(sheets: Sequence[Worksheet]) -> Worksheet | None:
    """The sheet that says which day and plan a form is of, by whatever name it came back."""
    own = next((sheet for sheet in sheets if sheet.title == AS_OF_SHEET), None)
    return own or next((sheet for sheet in sheets if _told(sheet, AS_OF)), None)


def _told(sheet: Worksheet, label: str) -> str:
    """What stands beside a label in the first column of a sheet."""
    rows = sheet.iter_rows(max_row=HEADER_WITHIN, max_col=2, values_only=True)
    texts = ([_text(value) for value in row] for row in rows)
    return next((found for report, found in texts if canonical_header(report) == label), "")


def _as_of(about: Worksheet | None) -> dt.date | None:
    if about is None:
        return None
    try:
        # the day is where it was also if what stands beside it was typed over
        day = parse_date(_told(about, AS_OF) or _text(about[AS_OF_CELL].value))
    except ParseError as error:
        raise UnreadableFileError(FileProblem.NO_DAY, about.title) from error
    if day is None:
        raise UnreadableFileError(FileProblem.NO_DAY, about.title)
    return day


def _sheet(sheet: Worksheet) -> Sheet | None:
    """Read a sheet that has the header of a form, none where it has not."""
    breadth = min(sheet.max_column, MOST_COLUMNS)
    top = enumerate(sheet.iter_rows(max_row=HEADER_WITHIN, max_col=breadth), 2)
    named = ((first, [_text(cell.value) for cell in row]) for first, row in top)
    first, titles = next((found for found in named if is_header(found[1])), (0, []))
    if not first:
        return None
    if sheet.max_row > MOST_ROWS:
        raise UnreadableFileError(FileProblem.TOO_MANY_ROWS, sheet.title)
    columns, merged = check_columns(titles, sheet.title), _merged(sheet, first)
    rows = [_row(row, columns, merged) for row in sheet.iter_rows(first, max_col=breadth)]
    return Sheet(sheet.title, columns, tuple(row for row in rows if row.says))


def _merged(sheet: Worksheet, first: int) -> Mapping[tuple[int, int], MergedCellRange]:
    """For each cell below the header that is part of a merge, the merge."""
    return {
        cell: merge
        for merge in sheet.merged_cells.ranges
        if merge.max_row >= first
        for row in merge.rows
        for cell in row
    }


def _row(
    cells: tuple[Any, ...],
    columns: tuple[str, ...],
    merged: Mapping[tuple[int, int], MergedCellRange],
) -> Row:
    row = Row(cells[0].row, {}, {})
    for cell, column in zip(cells, columns, strict=False):
        merge = merged.get((cell.row, cell.column))
        # what is merged over rows stands in the uppermost of them
        _take(row, column, cast("Cell", merge.start_cell) if merge else cell)
        if merge and (merge.min_col < merge.max_col or column not in OF_EACH_ROW):
            row.flaws[column] = CellError(CellProblem.MERGED, merge.coord)
    return row


def _take(row: Row, column: str, cell: Cell) -> None:
    if cell.data_type in {"f", "e"}:
        row.flaws[column] = CellError(CellProblem.FORMULA, _formula(cell.value))
        return
    try:
        row.texts[column] = _text(cell.value, _shape(cell))
    except CellError as error:
        row.flaws[column] = error


def _formula(value: object) -> str:
    """A formula as it was typed; one for several cells at once is more than its text."""
    return _text(value if isinstance(value, str) else getattr(value, "text", None))


def _shape(cell: Cell) -> str:
    try:
        return cell.number_format
    except IndexError:
        return cell_formats.GENERAL  # the file has lost the format that it names


def _text(value: object, shape: str = cell_formats.GENERAL) -> str:
    """What a cell shows, as somebody would type it."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return cell_formats.displayed_number(value, shape)
        case dt.datetime():
            return value.date().isoformat()
        case _:
            return str(value).replace("_x000D_", "\r").strip()
