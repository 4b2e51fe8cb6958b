"""Read an .xls workbook: its stream is stripped to its cells first, then xlrd reads it.

A few bytes of BIFF can demand as much as a few of XML: a link over a whole sheet is a cell each, a
cell in the last row a list for each row above, and one sheet may be named a thousand times. Notes,
links, drawings and rules are left out, and what is left is counted.
"""

from __future__ import annotations

import io
import struct
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import xlrd
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel
from xlrd import biffh, compdoc

from kzdash.errors import FileProblem, UnreadableFileError
from kzdash.reporting.cell_formats import GENERAL
from kzdash.reporting.converted_workbook import CellValue, ConvertedWorkbook
from kzdash.reporting.workbook_limits import (
    MAX_CELLS,
    MAX_ELEMENTS,
    MAX_FORMAT_LENGTH,
    MAX_OTHER_ELEMENTS,
    require,
)
from kzdash.reporting.workbook_xml import SUBSCRIPTS, SUPERSCRIPTS

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# the name of the stream since Excel 97, and of Excel 5
STREAMS = ("Workbook", "Book")
# cells with a value; each begins with its row and its column
CELLS = {
    biffh.XL_LABEL,
    biffh.XL_LABELSST,
    biffh.XL_RSTRING,
    biffh.XL_NUMBER,
    biffh.XL_RK,
    biffh.XL_MULRK,
    biffh.XL_BOOLERR,
    *biffh.XL_FORMULA_OPCODES,
}
# what follows a formula with a text
RESULTS = {biffh.XL_STRING, biffh.XL_ARRAY, biffh.XL_SHRFMLA, biffh.XL_TABLEOP}
COUNTED = {biffh.XL_XF, biffh.XL_FONT, biffh.XL_FORMAT, biffh.XL_BOUNDSHEET}
FRAME = {
    biffh.XL_BOF,
    biffh.XL_EOF,
    biffh.XL_SST,
    biffh.XL_CONTINUE,
    biffh.XL_DATEMODE,
    biffh.XL_CODEPAGE,
    biffh.XL_COUNTRY,
    biffh.XL_MERGEDCELLS,
}
READ = CELLS | RESULTS | COUNTED | FRAME
NOTHING = 0x0FFF  # a record that xlrd passes over
HEADER, PLACE, RANGE = struct.Struct("<HH"), struct.Struct("<HH"), struct.Struct("<HHHH")
# a sheet costs a list for each row above its last
MAX_SHEETS = 100
SCRIPTS = {1: SUPERSCRIPTS, 2: SUBSCRIPTS}


def load(content: bytes) -> ConvertedWorkbook:
    """Load an .xls workbook; UnreadableFileError if it is locked, none, or exceeds a limit.

    On damaged files xlrd raises errors that it does not document.
    """
    log = io.StringIO()
    stream = _find_stream(compdoc.CompDoc(content, logfile=log))
    stripped = _StrippedStream(stream)
    out = ConvertedWorkbook()
    with xlrd.open_workbook(
        file_contents=bytes(stripped.content),
        logfile=log,
        formatting_info=True,
        on_demand=True,
        ragged_rows=True,
    ) as book:
        for index, name in enumerate(book.sheet_names()):
            formulas = stripped.formulas[stripped.positions[index]]
            _convert(book, book.sheet_by_index(index), out, out.add_sheet(name), formulas)
            book.unload_sheet(index)
    return out


def _find_stream(packed: Any) -> bytes:  # noqa: ANN401 - xlrd has no types
    for name in STREAMS:
        stream, start, length = packed.locate_named_stream(name)
        if stream:
            return bytes(stream[start : start + length])
    raise UnreadableFileError(FileProblem.NO_WORKBOOK)


class _StrippedStream:
    """The stream of a workbook with only what is read of it, and where its formulas are.

    `positions` are where its sheets begin, `formulas` the places of each by its position.
    """

    def __init__(self, stream: bytes) -> None:
        self.content, self.positions = bytearray(stream), list[int]()
        self.formulas: dict[int, set[tuple[int, int]]] = defaultdict(set)
        self._cells = self._others = self._sheet = self._depth = 0
        self._rows: dict[int, int] = defaultdict(int)
        at = 0
        while at + HEADER.size <= len(stream):
            code, size = HEADER.unpack_from(stream, at)
            record = stream[at + HEADER.size : at + HEADER.size + size]
            if code not in READ:
                HEADER.pack_into(self.content, at, NOTHING, size)
            self._take(code, record, at)
            at += HEADER.size + size
        require(
            len(self.positions) <= MAX_SHEETS
            and len(set(self.positions)) == len(self.positions)
            and sum(self._rows.values()) <= MAX_ELEMENTS
        )

    def _take(self, code: int, record: bytes, at: int) -> None:
        """Count a record; UnreadableFileError once a limit is exceeded."""
        if code == biffh.XL_FILEPASS:
            raise UnreadableFileError(FileProblem.LOCKED)
        if code == biffh.XL_BOF:
            self._sheet = self._sheet if self._depth else at
            self._depth += 1
        elif code == biffh.XL_EOF:
            self._depth -= 1
        elif code in CELLS:
            self._take_cell(code, record)
        elif code in COUNTED:
            self._others += 1
            require(code != biffh.XL_FORMAT or len(record) <= 2 * MAX_FORMAT_LENGTH + 5)
            if code == biffh.XL_BOUNDSHEET and record[5] == biffh.XL_BOUNDSHEET_WORKSHEET:
                self.positions.append(int.from_bytes(record[:4], "little"))
        elif code == biffh.XL_MERGEDCELLS:
            self._others += len(record) // RANGE.size
            for _, last, _, _ in RANGE.iter_unpack(record[2 : 2 + len(record[2:]) // 8 * 8]):
                self._reach(last)
        elif code == biffh.XL_SST:
            require(int.from_bytes(record[4:8], "little") <= MAX_ELEMENTS)
        require(self._cells <= MAX_CELLS and self._others <= MAX_OTHER_ELEMENTS)

    def _take_cell(self, code: int, record: bytes) -> None:
        row, column = PLACE.unpack_from(record)
        self._cells += len(record) // 6 if code == biffh.XL_MULRK else 1
        self._reach(row)
        if code in biffh.XL_FORMULA_OPCODES:
            self.formulas[self._sheet].add((row, column))

    def _reach(self, row: int) -> None:
        self._rows[self._sheet] = max(self._rows[self._sheet], row + 1)


def _convert(
    book: Any,  # noqa: ANN401 - xlrd has no types
    sheet: Any,  # noqa: ANN401 - nor have its sheets
    out: ConvertedWorkbook,
    target: Worksheet,
    formulas: set[tuple[int, int]],
) -> None:
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            place = row + 1, column + 1
            # xlrd tells the value that a formula gave, and not the formula
            formula = "" if (row, column) in formulas else None
            if cell.ctype == xlrd.XL_CELL_ERROR:
                out.put_error(target, place)
            elif cell.ctype not in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
                value, code = _value(book, cell), _number_format(book, cell)
                runs = sheet.rich_text_runlist_map.get((row, column))
                if runs and isinstance(value, str):
                    value = _translate_aligned_digits(book, value, runs)
                out.put(target, place, value, code, formula=formula)
    for first_row, after_row, first_column, after_column in sheet.merged_cells:
        first = first_row + 1, first_column + 1
        out.merge(target, first, (after_row, after_column))


def _value(book: Any, cell: Any) -> CellValue:  # noqa: ANN401 - xlrd has no types
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            day = from_excel(cell.value, MAC_EPOCH if book.datemode else WINDOWS_EPOCH)
        except (OverflowError, ValueError):
            return float("nan")  # a day that no calendar has
        return day  # type: ignore[no-any-return]  # openpyxl's types do not say what it is
    return cell.value  # type: ignore[no-any-return]  # xlrd has no types


def _number_format(book: Any, cell: Any) -> str:  # noqa: ANN401 - xlrd has no types
    form = book.format_map.get(book.xf_list[cell.xf_index].format_key)
    return str(form.format_str) if form and form.format_str else GENERAL


def _translate_aligned_digits(book: Any, text: str, runs: list[tuple[int, int]]) -> str:  # noqa: ANN401 - xlrd has no types
    """Turn superscript and subscript text into such characters: 4.7 and a raised 1 is not 4.71."""
    pieces, starts = [text[: runs[0][0]]], [start for start, _ in runs]
    for (start, font), end in zip(runs, [*starts[1:], len(text)], strict=True):
        table = SCRIPTS.get(book.font_list[font].escapement, {})
        pieces.append(text[start:end].translate(table))
    return "".join(pieces)
