"""Read an uploaded workbook, within limits and without evaluating its formulas."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import openpyxl

from kzdash.domain.parsing import parse_date
from kzdash.errors import CellError, CellProblem, FileProblem, ParseError, UnreadableFileError
from kzdash.reporting import cell_formats
from kzdash.reporting.form_columns import (
    AS_OF,
    AS_OF_CELL,
    AS_OF_SHEET,
    MERGEABLE_COLUMNS,
    PLAN,
    canonical_header,
)
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

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# a file that is in the package of another format, and what to say of it
OTHER_FORMATS = {
    "content.xml": FileProblem.OPEN_DOCUMENT,
    "xl/workbook.bin": FileProblem.BINARY,
    "word/document.xml": FileProblem.NO_WORKBOOK,
    "ppt/presentation.xml": FileProblem.NO_WORKBOOK,
}


def read(content: bytes) -> FilledForm:
    """Read the sheets of a workbook that are forms; UnreadableFileError if there is none."""
    with _translate_errors():
        stripped = _strip(content)
        book = openpyxl.load_workbook(stripped, keep_links=False)
    sheets, others, computed = [], [], _ComputedValues(stripped)
    for worksheet in book.worksheets:
        sheet = _read_sheet(worksheet, computed)
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
    plan = _value_beside(about, PLAN) if about else ""
    return FilledForm(tuple(sheets), unread, _parse_as_of(about), plan)


def read_texts(content: bytes) -> list[list[str]]:
    """Read the texts of a workbook's first sheet row by row; a merged cell's stands in each of its.

    A formula has none. UnreadableFileError if the file is no workbook.
    """
    with _translate_errors():
        sheet = openpyxl.load_workbook(_strip(content), keep_links=False).worksheets[0]
        if sheet.max_row > MAX_ROWS:
            raise UnreadableFileError(FileProblem.TOO_MANY_ROWS, sheet.title)
        merges = _merges_by_cell(sheet, 1)
        rows = sheet.iter_rows(max_col=min(sheet.max_column, MAX_COLUMNS))
        return [[_plain_text(cell, merges) for cell in row] for row in rows]


def _plain_text(cell: Any, merges: Mapping[tuple[int, int], MergedCellRange]) -> str:  # noqa: ANN401 - a cell of either kind
    merge = merges.get((cell.row, cell.column))
    shown = cast("Cell", merge.start_cell) if merge else cell
    return "" if shown.data_type in {"f", "e"} else _text(shown.value, _number_format(shown))


def load_whole(content: bytes) -> Workbook:
    """Load a workbook that `read` has read, with its fonts and colours, to write it again."""
    with _translate_errors():
        return openpyxl.load_workbook(io.BytesIO(content), keep_links=False)


def is_workbook(content: bytes) -> bool:
    """Whether a file begins like an Excel workbook, in today's format or the old one."""
    return content.startswith((ZIP, OLE))


def _strip(content: bytes) -> io.BytesIO:
    """Strip a workbook; UnreadableFileError if it is of another format or exceeds a limit."""
    if content.startswith(OLE):
        raise UnreadableFileError(
            FileProblem.LOCKED if ENCRYPTED in content else FileProblem.OLD_EXCEL
        )
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = packed.namelist()
        if other := next((OTHER_FORMATS[name] for name in OTHER_FORMATS if name in names), None):
            raise UnreadableFileError(other)
        check_limits(packed)
        return strip_workbook(packed)


class _ComputedValues:
    """What a workbook's formulas gave when a program last computed them; loaded if there is one."""

    def __init__(self, stripped: io.BytesIO) -> None:
        self._stripped = stripped

    @cached_property
    def _book(self) -> Workbook:
        with _translate_errors():
            return openpyxl.load_workbook(self._stripped, keep_links=False, data_only=True)

    def of(self, sheet: str, cell: Cell) -> Cell:
        """Return the cell of a formula with the value that it gave, None if nobody computed it."""
        return cast("Cell", self._book[sheet].cell(cell.row, cell.column))


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
    return own or next((sheet for sheet in sheets if _value_beside(sheet, AS_OF)), None)


def _value_beside(sheet: Worksheet, label: str) -> str:
    """Return the text in the second column beside a label in the first, or an empty text."""
    rows = sheet.iter_rows(max_row=MAX_HEADER_ROW, max_col=2, values_only=True)
    texts = ([_text(value) for value in row] for row in rows)
    return next((value for text, value in texts if canonical_header(text) == label), "")


def _parse_as_of(about: Worksheet | None) -> dt.date | None:
    if about is None:
        return None
    try:
        # if somebody changed the label, the day is still in its cell
        day = parse_date(_value_beside(about, AS_OF) or _text(about[AS_OF_CELL].value))
    except ParseError as error:
        raise UnreadableFileError(FileProblem.NO_DAY, about.title) from error
    if day is None:
        raise UnreadableFileError(FileProblem.NO_DAY, about.title)
    return day


def _read_sheet(sheet: Worksheet, computed: _ComputedValues) -> Sheet | None:
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
    rows = [_read_row(row, columns, merges, computed) for row in cells]
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
    computed: _ComputedValues,
) -> Row:
    row = Row(cells[0].row, {}, {})
    for cell, column in zip(cells, columns, strict=False):
        merge = merges.get((cell.row, cell.column))
        # only the first cell of a merge has a value
        _read_cell(row, column, cast("Cell", merge.start_cell) if merge else cell, computed)
        if merge and (merge.min_col < merge.max_col or column not in MERGEABLE_COLUMNS):
            row.errors[column] = CellError(CellProblem.MERGED, merge.coord)
    return row


def _read_cell(row: Row, column: str, cell: Cell, computed: _ComputedValues) -> None:
    is_formula, formula = cell.data_type == "f", _formula_text(cell.value)
    shown = computed.of(cell.parent.title, cell) if is_formula else cell
    if shown.data_type == "e" or (is_formula and shown.value is None):
        row.errors[column] = CellError(CellProblem.FORMULA, formula)
        return
    if is_formula:
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
