"""Read an uploaded workbook, .xlsx, .xls or .ods, within limits and without evaluating formulas."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, cast

import openpyxl

from kzdash.errors import CellError, CellProblem, FileProblem, UnreadableFileError
from kzdash.reporting import OLE, cell_formats
from kzdash.reporting.converted_workbook import ERROR, ConvertedWorkbook
from kzdash.reporting.form_columns import (
    AS_OF,
    AS_OF_CELL,
    AS_OF_SHEET,
    MADE_ON,
    MERGEABLE_COLUMNS,
    canonical_header,
)
from kzdash.reporting.form_cover import Cover, read_cover
from kzdash.reporting.sheets import (
    MAX_COLUMNS,
    MAX_HEADER_ROW,
    MAX_ROWS,
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
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.merge import MergedCellRange
    from openpyxl.worksheet.worksheet import Worksheet

# as deep as the labels of a cover may stand, above which somebody has written
MAX_COVER_ROW = 30
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# a file that is in the package of another format, and what to say of it
OTHER_FORMATS = {
    "xl/workbook.bin": FileProblem.BINARY,
    "word/document.xml": FileProblem.NO_WORKBOOK,
    "ppt/presentation.xml": FileProblem.NO_WORKBOOK,
}


def read(content: bytes) -> FilledForm:
    """Read the sheets of a workbook that are forms; UnreadableFileError if there is none."""
    workbook = _load(content)
    sheets, others = [], []
    for worksheet in workbook.book.worksheets:
        sheet = _read_sheet(worksheet, workbook)
        if sheet is not None:
            sheets.append(sheet)
        else:
            others.append(worksheet)
    if not sheets:
        raise UnreadableFileError(FileProblem.NO_TABLE)
    if sum(len(sheet.rows) for sheet in sheets) > MAX_ROWS:
        raise UnreadableFileError(FileProblem.TOO_MANY_ROWS)
    about = _find_about_sheet(others)
    unread = tuple(worksheet.title for worksheet in others if worksheet is not about)
    return FilledForm(tuple(sheets), unread, _read_cover(about, workbook))


def read_texts(content: bytes) -> list[list[str]]:
    """Read the texts of a workbook's first sheet row by row; a merged cell's stands in each of its.

    A formula has none. UnreadableFileError if the file is no workbook.
    """
    workbook = _load(content)
    with _translate_errors():
        sheet = workbook.book.worksheets[0]
        if sheet.max_row > MAX_ROWS:
            raise UnreadableFileError(FileProblem.TOO_MANY_ROWS, sheet.title)
        merges = _merges_by_cell(sheet, 1)
        rows = sheet.iter_rows(max_col=min(sheet.max_column, MAX_COLUMNS))
        return [[_plain_text(cell, merges, workbook) for cell in row] for row in rows]


def _plain_text(
    cell: Any,  # noqa: ANN401 - a cell of either kind
    merges: Mapping[tuple[int, int], MergedCellRange],
    workbook: _Workbook,
) -> str:
    merge = merges.get((cell.row, cell.column))
    shown = cast("Cell", merge.start_cell) if merge else cell
    if shown.data_type == "e" or workbook.formula(shown) is not None:
        return ""
    return _text(shown.value, _number_format(shown))


def load_whole(content: bytes) -> Workbook:
    """Load a workbook that `read` has read, to write it again as .xlsx.

    One that is .xlsx keeps its fonts and colours, of another the values are kept.
    """
    workbook = _load(content)
    if isinstance(workbook, ConvertedWorkbook):
        return workbook.book
    with _translate_errors():
        return openpyxl.load_workbook(io.BytesIO(content), keep_links=False)


def _load(content: bytes) -> _Workbook:
    """Load a workbook of any format; UnreadableFileError if it is none or exceeds a limit."""
    from kzdash.reporting import ods_reader, xls_reader  # noqa: PLC0415 - few bring these formats

    with _translate_errors():
        if content.startswith(OLE):
            if ENCRYPTED in content:
                raise UnreadableFileError(FileProblem.LOCKED)
            return xls_reader.load(content)
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
            if ods_reader.CONTENT in names:
                return ods_reader.load(packed)
            if other := next((OTHER_FORMATS[it] for it in OTHER_FORMATS if it in names), None):
                raise UnreadableFileError(other)
            check_limits(packed)
            return _ExcelWorkbook(strip_workbook(packed))


class _Workbook(Protocol):
    """A workbook that was loaded, of whatever format."""

    book: Workbook

    def formula(self, cell: Cell) -> str | None: ...
    def shown(self, cell: Cell) -> Cell: ...


class _ExcelWorkbook:
    """A workbook of today's format, and what its formulas gave; loaded if there is one."""

    def __init__(self, stripped: io.BytesIO) -> None:
        self._stripped = stripped
        self.book = openpyxl.load_workbook(stripped, keep_links=False)

    @cached_property
    def _computed(self) -> Workbook:
        with _translate_errors():
            return openpyxl.load_workbook(self._stripped, keep_links=False, data_only=True)

    def formula(self, cell: Cell) -> str | None:
        """Return the formula of a cell as typed, None if it is none."""
        return _formula_text(cell.value) if cell.data_type == "f" else None

    def shown(self, cell: Cell) -> Cell:
        """Return the cell with the value that it shows, None if nobody computed its formula."""
        if cell.data_type != "f":
            return cell
        return cast("Cell", self._computed[cell.parent.title].cell(cell.row, cell.column))


@contextmanager
def _translate_errors() -> Iterator[None]:
    """Turn any error of the libraries into an UnreadableFileError."""
    try:
        yield
    except UnreadableFileError:
        raise
    # on damaged files zipfile, XML parsers and openpyxl raise errors that they do not document
    except Exception as error:
        raise UnreadableFileError(FileProblem.DAMAGED) from error


def _find_about_sheet(sheets: Sequence[Worksheet]) -> Worksheet | None:
    """Return the sheet with the form's day and plan, which somebody may have renamed."""
    own = next((sheet for sheet in sheets if sheet.title == AS_OF_SHEET), None)
    days = (AS_OF, MADE_ON)
    named = (sheet for sheet in sheets if any(_value_beside(sheet, day) for day in days))
    return own or next(named, None)


def _value_beside(sheet: Worksheet, label: str) -> str:
    """Return the text in the second column beside a label in the first, or an empty text."""
    rows = sheet.iter_rows(max_row=MAX_COVER_ROW, max_col=2, values_only=True)
    texts = ([_text(value) for value in row] for row in rows)
    return next((value for text, value in texts if canonical_header(text) == label), "")


def _read_cover(about: Worksheet | None, workbook: _Workbook) -> Cover:
    """Read a form's cover; UnreadableFileError if somebody has changed its day to none."""
    if about is None:
        return Cover()
    rows = about.iter_rows(max_row=MAX_COVER_ROW, max_col=2)
    texts = {_text(label.value): _shown_text(beside, workbook) for label, beside in rows}
    day = _shown_text(about[AS_OF_CELL], workbook)
    return read_cover(about.title, texts, day)


def _shown_text(cell: Any, workbook: _Workbook) -> str:  # noqa: ANN401 - a cell of either kind
    """Return what a cell shows, a formula that nobody computed as it was typed."""
    formula, shown = workbook.formula(cell), workbook.shown(cell)
    if formula is not None and (shown.value is None or shown.data_type == "e"):
        return formula or ERROR
    return _text(shown.value, _number_format(cell))


def _read_sheet(sheet: Worksheet, workbook: _Workbook) -> Sheet | None:
    """Read a sheet as a form; None if it has no header of one."""
    width = min(sheet.max_column, MAX_COLUMNS)
    top = sheet.iter_rows(max_row=MAX_HEADER_ROW, max_col=width)
    texts = ([_text(cell.value) for cell in row] for row in top)
    headers = ((number, row) for number, row in enumerate(texts, 1) if is_header(row))
    header_row, titles = next(headers, (0, []))
    if not header_row:
        return None
    if sheet.max_row > MAX_ROWS:
        raise UnreadableFileError(FileProblem.TOO_MANY_ROWS, sheet.title)
    first = header_row + 1
    columns, merges = check_columns(titles, sheet.title), _merges_by_cell(sheet, first)
    cells = sheet.iter_rows(first, max_col=width)
    rows = [_read_row(row, columns, merges, workbook) for row in cells]
    return Sheet(sheet.title, columns, tuple(row for row in rows if row.has_content))


def _merges_by_cell(sheet: Worksheet, first: int) -> Mapping[tuple[int, int], MergedCellRange]:
    """Return the merges from row `first` on, by the row and column of each of their cells."""
    return {
        cell: merge
        for merge in sheet.merged_cells.ranges
        if merge.max_row >= first
        for row in merge.rows
        for cell in row
    }


def _read_row(
    cells: tuple[Any, ...],
    columns: tuple[str, ...],
    merges: Mapping[tuple[int, int], MergedCellRange],
    workbook: _Workbook,
) -> Row:
    row = Row(cells[0].row, {}, {})
    for cell, column in zip(cells, columns, strict=False):
        merge = merges.get((cell.row, cell.column))
        # only the first cell of a merge has a value
        _read_cell(row, column, cast("Cell", merge.start_cell) if merge else cell, workbook)
        if merge and (merge.min_col < merge.max_col or column not in MERGEABLE_COLUMNS):
            row.errors[column] = CellError(CellProblem.MERGED, merge.coord)
        elif merge and cell.row > merge.min_row:
            row.shared.add(column)
    return row


def _read_cell(row: Row, column: str, cell: Cell, workbook: _Workbook) -> None:
    formula, shown = workbook.formula(cell), workbook.shown(cell)
    if shown.data_type == "e" or (formula is not None and shown.value is None):
        row.errors[column] = CellError(CellProblem.FORMULA, formula or "")
        return
    if formula is not None:
        row.formulas[column] = formula
    try:
        row.texts[column] = _text(shown.value, _number_format(cell))
    except CellError as error:
        row.errors[column] = error


def _formula_text(value: object) -> str:
    """Return a formula as typed; openpyxl wraps an array formula in an object."""
    return _text(value if isinstance(value, str) else getattr(value, "text", None))


def _number_format(cell: Cell) -> str:
    try:
        return cell.number_format
    except IndexError:
        return cell_formats.GENERAL  # the file lacks the format that the cell refers to


def _text(value: object, number_format: str = cell_formats.GENERAL) -> str:
    """Return the text that a cell shows, as a person would type it."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return cell_formats.displayed_number(value, number_format)
        case dt.datetime():
            return value.date().isoformat()
        case _:
            return str(value).replace("_x000D_", "\r").strip()
