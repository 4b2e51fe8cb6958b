"""Read an OpenDocument table (.ods), as LibreOffice and WPS write it, within limits.

Only the values, number formats and merges are read. A cell or row that is repeated a million times
is read as often as a form could have it. The libraries that there are do not tell the formats by
which 0.12 is shown as 12%, or have not been kept for years.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from defusedxml.ElementTree import fromstring

from kzdash.errors import FileProblem, UnreadableFileError
from kzdash.reporting.converted_workbook import ConvertedWorkbook
from kzdash.reporting.ods_formats import Formats, attribute, qualified
from kzdash.reporting.sheets import MAX_COLUMNS, MAX_ROWS
from kzdash.reporting.workbook_limits import check_limits
from kzdash.reporting.workbook_xml import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element
    from zipfile import ZipFile

    from openpyxl.worksheet.worksheet import Worksheet

    from kzdash.reporting.converted_workbook import CellValue

CONTENT, STYLES, MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
MAX_MANIFEST = 1_000_000
ENCRYPTED = b"encryption-data"
GROUPS = {"table-header-rows", "table-rows", "table-row-group"}
COLUMN_GROUPS = {"table-header-columns", "table-columns", "table-column-group"}
# beside the text of a cell: notes and pictures
NOT_TEXT = {"annotation", "frame", "custom-shape", "forms", "shapes"}
MAX_BLANKS = 100
# the language of a formula, which stands before it
DIALECT = re.compile(r"^[a-z]+:(?==)")


def load(packed: ZipFile) -> ConvertedWorkbook:
    """Load an .ods; UnreadableFileError if it is locked, no table, or exceeds a limit."""
    names = packed.namelist()
    if MANIFEST in names:
        with packed.open(MANIFEST) as manifest:
            if ENCRYPTED in manifest.read(MAX_MANIFEST):
                raise UnreadableFileError(FileProblem.LOCKED)
    check_limits(packed)
    content = fromstring(packed.read(CONTENT))
    tables = content.find(f"{qualified('office:body')}/{qualified('office:spreadsheet')}")
    if tables is None:
        raise UnreadableFileError(FileProblem.NO_WORKBOOK)
    styles = [fromstring(packed.read(STYLES))] if STYLES in names else []
    out, formats = ConvertedWorkbook(), Formats([*styles, content])
    for table in tables.findall(qualified("table:table")):
        sheet = out.add_sheet(attribute(table, "table:name"))
        _Table(out, sheet, formats, _column_styles(table)).read(table)
    return out


class _Table:
    """Puts the cells of a table into a sheet."""

    def __init__(
        self, out: ConvertedWorkbook, sheet: Worksheet, formats: Formats, styles: list[str]
    ) -> None:
        self.out, self.sheet, self.formats, self.column_styles = out, sheet, formats, styles

    def read(self, table: Element) -> None:
        """Read the rows; of one that is repeated at most one more than a form may have."""
        number = 1
        for row in _rows(table):
            repeated = _count(row, "table:number-rows-repeated")
            cells = list(_cells(row))
            if cells:
                default = attribute(row, "table:default-cell-style-name")
                for again in range(min(repeated, MAX_ROWS + 1)):
                    for column, cell in cells:
                        self._put(cell, (number + again, column), default)
            number += repeated

    def _put(self, cell: Element, place: tuple[int, int], row_style: str) -> None:
        formula = cell.get(qualified("table:formula"))
        if formula is not None:
            formula = DIALECT.sub("", formula)
        column_style = self.column_styles[place[1] - 1 : place[1]]
        style = attribute(cell, "table:style-name") or row_style or "".join(column_style)
        value, kind = _value(cell, self.formats), attribute(cell, "office:value-type")
        if attribute(cell, "calcext:value-type") == "error":
            self.out.put_error(self.sheet, place, formula or "")
        elif value is not None or formula is not None:
            code = self.formats.code(style, kind)
            self.out.put(self.sheet, place, value, code, formula=formula)
        rows = _count(cell, "table:number-rows-spanned")
        columns = _count(cell, "table:number-columns-spanned")
        if rows > 1 or columns > 1:
            self.out.merge(self.sheet, place, (place[0] + rows - 1, place[1] + columns - 1))


def _rows(parent: Element) -> Iterator[Element]:
    for child in parent:
        if local_name(child) == "table-row":
            yield child
        elif local_name(child) in GROUPS:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[tuple[int, Element]]:
    """Yield the cells with content or a merge by their columns, the last column that is read too.

    What is covered by a merge is not shown.
    """
    column = 1
    for cell in row:
        repeated = _count(cell, "table:number-columns-repeated")
        if local_name(cell) == "table-cell" and (len(cell) or _has_value(cell)):
            first = min(column, MAX_COLUMNS)
            for at in range(first, max(first + 1, min(column + repeated, MAX_COLUMNS + 1))):
                yield at, cell
        column += repeated


def _has_value(cell: Element) -> bool:
    names = ("office:value-type", "table:formula", "table:number-rows-spanned")
    return any(cell.get(qualified(name)) for name in (*names, "table:number-columns-spanned"))


def _column_styles(parent: Element) -> list[str]:
    """Return the style that the cells of each column have by default."""
    styles: list[str] = []
    for child in parent:
        if local_name(child) == "table-column":
            repeated = min(_count(child, "table:number-columns-repeated"), MAX_COLUMNS)
            styles += [attribute(child, "table:default-cell-style-name")] * repeated
        elif local_name(child) in COLUMN_GROUPS:
            styles += _column_styles(child)
        if len(styles) >= MAX_COLUMNS:
            break
    return styles


def _count(element: Element, name: str) -> int:
    return max(1, int(attribute(element, name) or "1"))


def _value(cell: Element, formats: Formats) -> CellValue:
    match attribute(cell, "office:value-type"):
        case "float" | "percentage" | "currency":
            return float(attribute(cell, "office:value"))
        case "boolean":
            return attribute(cell, "office:boolean-value") == "true"
        case "date":
            return dt.datetime.fromisoformat(attribute(cell, "office:date-value"))
    written = [_text(part, formats) for part in cell if local_name(part) in {"p", "h"}]
    text = "\n".join(written) if written else attribute(cell, "office:string-value")
    return text or None


def _text(element: Element, formats: Formats) -> str:
    """Return the text of a paragraph, with its blanks and line breaks."""
    pieces = [element.text or ""]
    for child in element:
        match local_name(child):
            case "s":
                pieces.append(" " * min(_count(child, "text:c"), MAX_BLANKS))
            case "tab":
                pieces.append("\t")
            case "line-break":
                pieces.append("\n")
            case "span":
                table = formats.alignment(attribute(child, "text:style-name"))
                pieces.append(_text(child, formats).translate(table))
            case name if name not in NOT_TEXT:
                pieces.append(_text(child, formats))
        pieces.append(child.tail or "")
    return "".join(pieces)
