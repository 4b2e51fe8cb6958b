"""Strip a workbook down to its cells, merges and number formats before openpyxl reads it.

No figure depends on fonts, fills, notes, pictures and document properties. An error in them must
not keep a form from being read, so they are removed first.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from defusedxml.ElementTree import ParseError, fromstring
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from kzdash.errors import FileProblem, UnreadableFileError
from kzdash.reporting.sheets import MAX_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

UNREAD_PARTS = (
    "docProps/",
    "customXml/",
    "xl/theme/",
    "xl/drawings/",
    "xl/media/",
    "xl/charts/",
    "xl/chartsheets/",
    "xl/comments",
    "xl/threadedComments/",
    "xl/persons/",
    "xl/externalLinks/",
    "xl/pivot",
    "xl/tables/",
    "xl/calcChain",
    "xl/ctrlProps/",
    "xl/printerSettings/",
    "xl/worksheets/_rels/",
)
STYLES = "xl/styles.xml"
# openpyxl requires these elements beside the number formats
EMPTY_STYLES = """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts/>
<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>
<cellStyleXfs><xf/></cellStyleXfs><cellXfs/>
<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
# built-in date formats of East Asian programs, which the file gives only by number
EAST_ASIAN_DATE_FORMATS, DATE_FORMAT = (*range(27, 37), *range(50, 59)), 'yyyy"年"m"月"d"日"'
SUPERSCRIPTS = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
SUBSCRIPTS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
VERTICAL_ALIGNMENTS = {"superscript": SUPERSCRIPTS, "subscript": SUBSCRIPTS}


def strip_workbook(packed: zipfile.ZipFile) -> io.BytesIO:
    """Return a workbook with only the cells, merges and number formats of another."""
    roots = {
        name: _strip_styles(packed) if name == STYLES else fromstring(packed.read(name))
        for name in dict.fromkeys(packed.namelist())
        if name.endswith((".xml", ".rels")) and not name.startswith(UNREAD_PARTS)
    }
    tables = [root for root in roots.values() if local_name(root) == "sst"]
    blank_strings = {
        str(index)
        for table in tables
        for index, string in enumerate(table)
        if not _text(string).strip()
    }
    style_count = len(next(_children(roots[STYLES], "cellXfs"))) if STYLES in roots else 0
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as stripped:
        for name, root in roots.items():
            _strip_part(root, blank_strings, style_count)
            stripped.writestr(name, tostring(root, "utf-8"))
    return stream


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def _strip_part(root: Element, blank_strings: set[str], style_count: int) -> None:
    match local_name(root):
        case "worksheet":
            _keep_children(root, {"sheetData", "mergeCells"})
            for data in _children(root, "sheetData"):
                _strip_sheet(data, blank_strings, style_count)
        case "workbook":
            _keep_children(root, {"workbookPr", "sheets"})
    _translate_aligned_digits(root)


def _strip_styles(packed: zipfile.ZipFile) -> Element:
    """Return the number format of each cell style; UnreadableFileError if they are damaged."""
    stripped = fromstring(EMPTY_STYLES)
    formats, styles = next(_children(stripped, "numFmts")), next(_children(stripped, "cellXfs"))
    namespace = stripped.tag.removesuffix("styleSheet")
    codes = dict.fromkeys(EAST_ASIAN_DATE_FORMATS, DATE_FORMAT)
    try:
        original = fromstring(packed.read(STYLES))
        for part in _children(original, "numFmts"):
            codes |= {int(form.get("numFmtId", "0")): form.get("formatCode", "") for form in part}
        format_ids = [
            str(int(style.get("numFmtId", "0")))
            for part in _children(original, "cellXfs")
            for style in part
        ]
    except (ParseError, ValueError) as error:
        raise UnreadableFileError(FileProblem.ODD_FORMATS) from error
    for format_id, code in codes.items():
        SubElement(formats, f"{namespace}numFmt", numFmtId=str(format_id), formatCode=code)
    for style_format in format_ids or ["0"]:
        SubElement(styles, f"{namespace}xf", numFmtId=style_format)
    return stripped


def _strip_sheet(data: Element, blank_strings: set[str], style_count: int) -> None:
    """Remove the rows and cells without content, and give each other cell its coordinates."""
    number = 0
    for row in list(data):
        number = int(float(row.get("r", number + 1)))
        row.attrib.clear()
        row.set("r", str(number))
        column = 0
        for cell in list(row):
            # a cell without coordinates follows the one before it
            coordinates = cell.get("r")
            column = coordinate_to_tuple(coordinates)[1] if coordinates else column + 1
            # cells far to the right share one column without a header
            cell.set("r", f"{get_column_letter(min(column, MAX_COLUMNS))}{number}")
            if _is_blank(cell, blank_strings):
                row.remove(cell)
            elif int(cell.get("s", "0")) >= style_count:
                cell.attrib.pop("s", None)  # the file lacks the style that the cell refers to
        if len(row) == 0:
            data.remove(row)


def _is_blank(cell: Element, blank_strings: set[str]) -> bool:
    if any(local_name(part) == "f" for part in cell):
        return False
    text = _text(cell).strip()
    return not text or (cell.get("t") == "s" and text in blank_strings)


def _text(root: Element) -> str:
    return "".join(root.itertext())


def _translate_aligned_digits(root: Element) -> None:
    """Turn superscript and subscript text into such characters: 4.7 and a raised 1 is not 4.71."""
    for run in root.iter():
        if local_name(run) != "r":
            continue
        for element in run.iter():
            if local_name(element) != "vertAlign":
                continue
            if table := VERTICAL_ALIGNMENTS.get(element.get("val", "")):
                for text in _children(run, "t"):
                    text.text = (text.text or "").translate(table)


def _keep_children(root: Element, names: Iterable[str]) -> None:
    for child in list(root):
        if local_name(child) not in names:
            root.remove(child)


def _children(root: Element, name: str) -> Iterator[Element]:
    return (child for child in root if local_name(child) == name)
