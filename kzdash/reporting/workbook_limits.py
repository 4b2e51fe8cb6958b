"""Refuse a workbook that would take too much memory or time, before a library reads it.

A few bytes can demand billions of cells: openpyxl creates every cell of a merge, link or note, and
translates a shared formula anew for each of its cells. It searches a number format again and again.
An XML parser scans a tag from its start with every chunk that arrives, so that a tag of a million
characters takes minutes; no parser gets to see such a tag.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from defusedxml.ElementTree import ParseError, iterparse
from openpyxl.utils import range_boundaries

from kzdash.domain.spreadsheet import UTF_16_MARKS
from kzdash.errors import FileProblem, UnreadableFileError
from kzdash.reporting.workbook_xml import local_name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element
    from zipfile import ZipFile

MAX_UNPACKED_BYTES = 30_000_000
MAX_PARTS = 2_000
# a form has about ten thousand
MAX_ELEMENTS = 200_000
# in .xlsx each has two elements
MAX_CELLS = MAX_ELEMENTS // 2
MAX_RANGE_CELLS = 100_000
MAX_FORMULA_LETTERS = 1_000_000
MAX_FORMAT_LENGTH = 255  # as in Excel
# elements that are no cell: formats, names, rules, and the frame of the sheets; a form has 1000
MAX_OTHER_ELEMENTS, MAX_OTHER_LETTERS = 20_000, 1_000_000
MAX_MERGES = 2_000
MAX_TAG_LENGTH = 65_536
CELL_ELEMENTS = {"row", "c", "v", "f", "is", "t", "r", "si"}
CELL_ELEMENTS |= {"table-row", "table-cell", "covered-table-cell", "p", "span"}  # of .ods
XML = (".xml", ".rels")
# a tag ends at the first > outside quotes; a tag that does not end extends to the end of the file
TAG = re.compile(
    rb"<!--.*?(?:-->|\Z)"
    rb"|<!\[CDATA\[.*?(?:\]\]>|\Z)"
    rb"|<\?.*?(?:\?>|\Z)"
    rb"""|<[^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*(?:["'].*)?""",
    re.DOTALL,
)
DECLARATION = re.compile(rb"<!(?!--|\[CDATA\[)")
RANGE_ELEMENTS = ("mergeCell", "hyperlink", "comment")


def check_limits(packed: ZipFile) -> None:
    """Raise UnreadableFileError if a workbook demands more than any form does."""
    parts = packed.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise UnreadableFileError(FileProblem.UNPACKS_TOO_LARGE)
    counter = _WorkbookCounter()
    for part in parts:
        is_xml = part.filename.lower().endswith(XML)
        content = packed.read(part)
        if is_xml or content.lstrip().startswith((b"<", *UTF_16_MARKS)):
            check_tag_lengths(content)
        try:
            counter.count(content)
        except ParseError:
            # a picture, say; the reader of a part that is read raises the error again
            continue


def check_tag_lengths(content: bytes) -> None:
    """Raise UnreadableFileError if XML has a tag that would take minutes, or a DTD."""
    xml = content.decode("utf-16").encode() if content.startswith(UTF_16_MARKS) else content
    if b"\0" in xml or DECLARATION.search(xml):
        raise UnreadableFileError(FileProblem.DAMAGED)
    for tag in TAG.finditer(xml):
        # CDATA is text, which may be long
        is_text = xml.startswith(b"<![CDATA[", tag.start())
        require(is_text or tag.end() - tag.start() <= MAX_TAG_LENGTH)


class _WorkbookCounter:
    """Counts over all parts of a workbook what would cost time or memory to read."""

    def __init__(self) -> None:
        self.elements = self.other_elements = self.other_letters = 0
        self.merges = self.range_cells = 0
        self.shared_formulas = self.longest_formula = 0

    def count(self, part: bytes) -> None:
        """Count the elements of a part; UnreadableFileError once a limit is exceeded."""
        for event, element in iterparse(io.BytesIO(part), ("start", "end")):
            if event == "start":
                self._count_start(element)
            else:
                self._count_end(element)
                element.clear()

    def _count_start(self, element: Element) -> None:
        name = local_name(element)
        self.elements += 1
        if name not in CELL_ELEMENTS:
            # a formatting rule counts once for each of its ranges
            self.other_elements += max(1, len(element.get("sqref", "").split()))
        self.merges += name == "mergeCell"
        if name in RANGE_ELEMENTS:
            self.range_cells += _count_cells(element.get("ref", ""))
        require(
            self.elements <= MAX_ELEMENTS
            and self.other_elements <= MAX_OTHER_ELEMENTS
            and self.merges <= MAX_MERGES
            and self.range_cells <= MAX_RANGE_CELLS
            and len(element.get("formatCode", "")) <= MAX_FORMAT_LENGTH
        )

    def _count_end(self, element: Element) -> None:
        name, letters = local_name(element), len(element.text or "")
        self.other_letters += 0 if name in CELL_ELEMENTS else letters
        require(self.other_letters <= MAX_OTHER_LETTERS)
        if name == "f":
            self.shared_formulas += element.get("t") == "shared"
            self.longest_formula = max(self.longest_formula, letters)
            require(self.shared_formulas * self.longest_formula <= MAX_FORMULA_LETTERS)


def _count_cells(ref: str) -> int:
    """Count the cells of a range; a range of whole columns or rows has more than is allowed."""
    match range_boundaries(ref):
        case (int(left), int(top), int(right), int(bottom)):
            return abs(right - left + 1) * abs(bottom - top + 1)
    return MAX_RANGE_CELLS + 1


def require(within_limits: bool) -> None:
    """Raise UnreadableFileError where a file is not within the limits."""
    if not within_limits:
        raise UnreadableFileError(FileProblem.UNPACKS_TOO_LARGE)
