"""Read a workbook that came back: within bounds, without running anything in it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl

from kzdash import typed
from kzdash.intake.bounds import must_be_bounded
from kzdash.intake.columns import AS_OF_CELL, AS_OF_SHEET
from kzdash.intake.flaws import Flaw, FlawError, Unfit, UnfitError
from kzdash.intake.sheets import (
    HEADER_WITHIN,
    MOST_COLUMNS,
    MOST_ROWS,
    Filled,
    Row,
    Sheet,
    checked,
    is_header,
)
from kzdash.typed import TypedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
DIGITS, GENERAL = 15, "General"


def read(content: bytes) -> Filled:
    """Read the sheets of a workbook that are forms; UnfitError where it is none to be read."""
    _must_fit(content)
    with _said_plainly():
        book = openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    sheets, unread = [], []
    for sheet in book.worksheets:
        found = _sheet(sheet)
        if found is not None:
            sheets.append(found)
        elif sheet.title != AS_OF_SHEET:
            unread.append(sheet.title)
    if not sheets:
        raise UnfitError(Unfit.NO_TABLE)
    if sum(len(sheet.rows) for sheet in sheets) > MOST_ROWS:
        raise UnfitError(Unfit.TOO_MANY_ROWS)
    return Filled(tuple(sheets), tuple(unread), _as_of(book))


def is_workbook(content: bytes) -> bool:
    """Whether a file is one of Excel's own, of today or of old, by how it begins."""
    return content.startswith((ZIP, OLE))


def _must_fit(content: bytes) -> None:
    if content.startswith(OLE):
        raise UnfitError(Unfit.LOCKED if ENCRYPTED in content else Unfit.OLD_EXCEL)
    with _said_plainly(), zipfile.ZipFile(io.BytesIO(content)) as packed:
        must_be_bounded(packed)


@contextmanager
def _said_plainly() -> Iterator[None]:
    """Turn whatever a damaged or hostile workbook makes the libraries say into one sentence."""
    try:
        yield
    except UnfitError:
        raise
    # unpackers, XML parsers and openpyxl each stumble in ways of their own, which none lists
    except Exception as error:
        raise UnfitError(Unfit.DAMAGED) from error


def _as_of(book: Workbook) -> dt.date | None:
    # a sheet of that name may hold nothing but a chart
    sheet = next((one for one in book.worksheets if one.title == AS_OF_SHEET), None)
    if sheet is None:
        return None
    try:
        return typed.day(_text(sheet[AS_OF_CELL].value))
    except TypedError as error:
        raise UnfitError(Unfit.NO_DAY, AS_OF_SHEET) from error


def _sheet(sheet: Worksheet) -> Sheet | None:
    """Read a sheet that has the header of a form, none where it has not."""
    breadth = min(sheet.max_column, MOST_COLUMNS)
    top = enumerate(sheet.iter_rows(max_row=HEADER_WITHIN, max_col=breadth), 2)
    named = ((first, [_text(cell.value) for cell in row]) for first, row in top)
    first, header = next((found for found in named if is_header(found[1])), (0, []))
    if not first:
        return None
    if sheet.max_row > MOST_ROWS:
        raise UnfitError(Unfit.TOO_MANY_ROWS, sheet.title)
    columns, merged = checked(header, sheet.title), _merged(sheet, first)
    rows = [_row(row, columns, merged) for row in sheet.iter_rows(first, max_col=breadth)]
    return Sheet(sheet.title, columns, tuple(row for row in rows if row.flaws or _any(row)))


def _any(row: Row) -> bool:
    return any(row.texts.values())


def _merged(sheet: Worksheet, first: int) -> set[tuple[int, int]]:
    """The upper left cells of what is merged below the header."""
    found = sheet.merged_cells.ranges
    return {(max(one.min_row, first), one.min_col) for one in found if one.max_row >= first}


def _row(cells: tuple[Any, ...], columns: tuple[str, ...], merged: set[tuple[int, int]]) -> Row:
    row = Row(cells[0].row, {}, {})
    for cell, column in zip(cells, columns, strict=False):
        if (cell.row, cell.column) in merged:
            row.flaws[column] = FlawError(Flaw.MERGED)
        if not column:
            continue
        if cell.data_type in {"f", "e"}:
            row.flaws[column] = FlawError(Flaw.FORMULA, _formula(cell.value))
        else:
            row.texts[column] = _text(cell.value, _shape(cell))
    return row


def _formula(value: object) -> str:
    """A formula as it was typed; one for several cells at once is more than its text."""
    return _text(value if isinstance(value, str) else getattr(value, "text", None))


def _shape(cell: Cell | MergedCell) -> str:
    try:
        return cell.number_format
    except IndexError:
        return GENERAL  # the file has lost the format that it names


def _text(value: object, shape: str = GENERAL) -> str:
    """What a cell shows, as somebody would type it."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _figure(value, shape)
        case dt.datetime():
            return value.date().isoformat()
        case _:
            return str(value).strip()


def _figure(value: float, shape: str) -> str:
    """A figure as the program that made it shows it: 15 digits, and a share as a percentage."""
    if isinstance(value, int):
        return f"{Decimal(f'{value}E2'):f}%" if "%" in shape else str(value)
    figure = Decimal(f"{value:.{DIGITS}g}")
    return f"{figure.scaleb(2):f}%" if "%" in shape else f"{figure:f}"
