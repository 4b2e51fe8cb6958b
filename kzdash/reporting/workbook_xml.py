"""A workbook without its decoration: its sheets' cells and merges, and the formats of numbers.

Fonts, fills, notes, pictures and what is known of the file itself are left out before anything
reads them: no figure depends on them, and a flaw in them is none of a form's.
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
from kzdash.reporting.sheets import MOST_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DECORATION = (
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
# what openpyxl wants to find beside the formats, of nothing
PLAIN = """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts/>
<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>
<cellStyleXfs><xf/></cellStyleXfs><cellXfs/>
<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
# written by East Asian programs by their numbers alone, of days and times
DAYS, OF_DAYS = (*range(27, 37), *range(50, 59)), 'yyyy"年"m"月"d"日"'
RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
OFF_THE_LINE = {"superscript": RAISED, "subscript": LOWERED}


def strip_workbook(packed: zipfile.ZipFile) -> io.BytesIO:
    """Return a workbook's cells, merges and formats of numbers as a workbook of its own."""
    roots = {
        name: _styles(packed) if name == STYLES else fromstring(packed.read(name))
        for name in dict.fromkeys(packed.namelist())
        if name.endswith((".xml", ".rels")) and not name.startswith(DECORATION)
    }
    strings = [root for root in roots.values() if _name(root) == "sst"]
    blank = {str(at) for one in strings for at, text in enumerate(one) if not _text(text).strip()}
    styles = len(next(_children(roots[STYLES], "cellXfs"))) if STYLES in roots else 0
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, root in roots.items():
            _reduce(root, blank, styles)
            made.writestr(name, tostring(root, "utf-8"))
    return out


def _reduce(root: Element, blank: set[str], styles: int) -> None:
    match _name(root):
        case "worksheet":
            _keep(root, {"sheetData", "mergeCells"})
            for data in _children(root, "sheetData"):
                _fill(data, blank, styles)
        case "workbook":
            _keep(root, {"workbookPr", "sheets"})
    _off_the_line(root)


def _styles(packed: zipfile.ZipFile) -> Element:
    """The formats of numbers by the cells' styles, or UnreadableFileError."""
    made = fromstring(PLAIN)
    formats, styles = next(_children(made, "numFmts")), next(_children(made, "cellXfs"))
    space = made.tag.removesuffix("styleSheet")
    codes = dict.fromkeys(DAYS, OF_DAYS)
    try:
        found = fromstring(packed.read(STYLES))
        for part in _children(found, "numFmts"):
            codes |= {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in part}
        numbers = [
            str(int(one.get("numFmtId", "0")))
            for part in _children(found, "cellXfs")
            for one in part
        ]
    except (ParseError, ValueError) as error:
        raise UnreadableFileError(FileProblem.ODD_FORMATS) from error
    for of, code in codes.items():
        SubElement(formats, f"{space}numFmt", numFmtId=str(of), formatCode=code)
    for number in numbers or ["0"]:
        SubElement(styles, f"{space}xf", numFmtId=number)
    return made


def _fill(data: Element, blank: set[str], styles: int) -> None:
    """Leave of a sheet the rows and cells that hold something, each with its place."""
    number = 0
    for row in list(data):
        number = int(float(row.get("r", number + 1)))
        row.attrib.clear()
        row.set("r", str(number))
        column = 0
        for cell in list(row):
            # a cell may leave it open where it is: beside the one before it
            at = cell.get("r")
            column = coordinate_to_tuple(at)[1] if at else column + 1
            # what stands far to the right is told together, in a column without a name
            cell.set("r", f"{get_column_letter(min(column, MOST_COLUMNS))}{number}")
            if _is_blank(cell, blank):
                row.remove(cell)
            elif int(cell.get("s", "0")) >= styles:
                cell.attrib.pop("s", None)  # the file has lost the format that it names
        if len(row) == 0:
            data.remove(row)


def _is_blank(cell: Element, blank: set[str]) -> bool:
    parts = {_name(part): part for part in cell}
    if "f" in parts:
        return False
    text = _text(cell).strip()
    return not text or (cell.get("t") == "s" and text in blank)


def _text(root: Element) -> str:
    return "".join(root.itertext())


def _off_the_line(root: Element) -> None:
    """Write raised and lowered digits as what they are: 4.7 with a note's ¹ is not 4.71."""
    for run in root.iter():
        if _name(run) != "r":
            continue
        for sign in run.iter():
            if _name(sign) == "vertAlign" and (table := OFF_THE_LINE.get(sign.get("val", ""))):
                for text in _children(run, "t"):
                    text.text = (text.text or "").translate(table)


def _keep(root: Element, names: Iterable[str]) -> None:
    for child in list(root):
        if _name(child) not in names:
            root.remove(child)


def _children(root: Element, name: str) -> Iterator[Element]:
    return (child for child in root if _name(child) == name)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]
