"""A workbook as a file: a new one, and one with what its formulas give written beside them."""

from __future__ import annotations

import io
import re
import zipfile
from functools import partial
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils.indexed_list import IndexedList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.documents.sheet import Results

SHEET = "xl/worksheets/sheet{}.xml"
FORMULA = re.compile(
    r'(?P<head><c r="(?P<place>[A-Z]+[0-9]+)"[^>]*)>(?P<formula><f>[^<]*</f>)<v(?: ?/>|></v>)</c>'
)


def new_book() -> Workbook:
    """Return a workbook whose columns are as wide in every program.

    A column is so many digits of the font of the style Normal wide. Calibri, which openpyxl sets,
    is not on every machine, and what comes in its place may be a third wider; in the place of
    Arial comes a font of the same widths.
    """
    book, font = Workbook(), Font(name="Arial", size=10)
    # openpyxl has no other way, and its types do not know this one
    vars(book)["_fonts"] = IndexedList([font])
    vars(book)["_named_styles"]["Normal"].font = font
    return book


def saved(book: Workbook, results: Results | None = None) -> bytes:
    """Return a workbook as a file; `results` are what its formulas give."""
    out = io.BytesIO()
    book.save(out)
    return with_results(out.getvalue(), book.sheetnames, results) if results else out.getvalue()


def with_results(content: bytes, sheets: Sequence[str], results: Results) -> bytes:
    """Write beside each formula of a file what it gives, for programs that compute none.

    openpyxl writes formulas alone. The parts of the file are named by the places of the `sheets`.
    """
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as plain,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        titles = {SHEET.format(place): title for place, title in enumerate(sheets, 1)}
        for part in plain.infolist():
            xml = plain.read(part)
            if part.filename in titles:
                result = partial(_with_result, titles[part.filename], results)
                xml = FORMULA.sub(result, xml.decode()).encode()
            packed.writestr(part, xml)
    return out.getvalue()


def _with_result(title: str, results: Results, cell: re.Match[str]) -> str:
    result = results[title, cell["place"]]
    kind = ' t="str"' if isinstance(result, str) else ""
    return f"{cell['head']}{kind}>{cell['formula']}<v>{escape(str(result))}</v></c>"
