"""How much a workbook may ask of whoever reads it, counted before a library reads any of it.

A few letters can ask for billions of cells: a merge, a link or a note on a range makes each cell of
it; a formula that is shared is worked out anew for each cell; a format is searched over and over.
A parser of XML looks at a tag anew with every piece of it that arrives, so that one of some million
letters takes minutes: no parser sees a tag that long.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from defusedxml.ElementTree import ParseError, iterparse
from openpyxl.utils import range_boundaries

from kzdash.errors import FileProblem, UnreadableFileError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element
    from zipfile import ZipFile

MOST_UNPACKED = 30_000_000
MOST_PARTS = 2_000
# a form has some ten thousand
MOST_ELEMENTS = 200_000
MOST_NAMED_CELLS = 100_000
MOST_FORMULA_LETTERS = 1_000_000
LONGEST_FORMAT = 255  # as in Excel
# all that is no cell: formats, names, rules, what surrounds the sheets; a form has a thousand
MOST_BESIDE_CELLS, MOST_LETTERS_BESIDE_CELLS = 20_000, 1_000_000
MOST_MERGES = 2_000
LONGEST_TAG = 65_536
CELLS = {"row", "c", "v", "f", "is", "t", "r", "si"}
XML = (".xml", ".rels")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# a tag ends at the first > that is in no quotes; of one that does not end, all there is counts
TAG = re.compile(
    rb"<!--.*?(?:-->|\Z)"
    rb"|<!\[CDATA\[.*?(?:\]\]>|\Z)"
    rb"|<\?.*?(?:\?>|\Z)"
    rb"""|<[^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*(?:["'].*)?""",
    re.DOTALL,
)
DECLARES = re.compile(rb"<!(?!--|\[CDATA\[)")
NAMING_CELLS = ("mergeCell", "hyperlink", "comment")


def check_limits(packed: ZipFile) -> None:
    """Raise UnreadableFileError where a workbook asks for more than any form does."""
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise UnreadableFileError(FileProblem.UNPACKS_TOO_LARGE)
    asked = _Asked()
    for part in parts:
        is_xml = part.filename.lower().endswith(XML)
        content = packed.read(part)
        if is_xml or content.lstrip().startswith((b"<", *UTF_16)):
            check_tag_lengths(content)
        try:
            asked.add(content)
        except ParseError:
            # a picture, say, or decoration that nobody reads; who reads a part sees it, too
            continue


def check_tag_lengths(content: bytes) -> None:
    """Raise UnreadableFileError where a parser would take minutes for a tag, or read a DTD."""
    plain = content.decode("utf-16").encode() if content.startswith(UTF_16) else content
    if b"\0" in plain or DECLARES.search(plain):
        raise UnreadableFileError(FileProblem.DAMAGED)
    for tag in TAG.finditer(plain):
        # a text in it may be as long as any
        is_data = plain.startswith(b"<![CDATA[", tag.start())
        _must(is_data or tag.end() - tag.start() <= LONGEST_TAG)


class _Asked:
    """What was asked for so far."""

    def __init__(self) -> None:
        self.elements = self.cells = self.shared = self.longest = 0
        self.beside = self.letters = self.merges = 0

    def add(self, part: bytes) -> None:
        """Count what the elements of a part ask for."""
        for event, element in iterparse(io.BytesIO(part), ("start", "end")):
            if event == "start":
                self._start(element)
            else:
                self._end(element)
                element.clear()

    def _start(self, element: Element) -> None:
        name = _name(element)
        self.elements += 1
        # each range of a rule counts
        self.beside += 0 if name in CELLS else max(1, len(element.get("sqref", "").split()))
        self.merges += name == "mergeCell"
        if name in NAMING_CELLS:
            self.cells += _cells(element.get("ref", ""))
        _must(
            self.elements <= MOST_ELEMENTS
            and self.beside <= MOST_BESIDE_CELLS
            and self.merges <= MOST_MERGES
            and self.cells <= MOST_NAMED_CELLS
            and len(element.get("formatCode", "")) <= LONGEST_FORMAT
        )

    def _end(self, element: Element) -> None:
        name, letters = _name(element), len(element.text or "")
        self.letters += 0 if name in CELLS else letters
        _must(self.letters <= MOST_LETTERS_BESIDE_CELLS)
        if name == "f":
            self.shared += element.get("t") == "shared"
            self.longest = max(self.longest, letters)
            _must(self.shared * self.longest <= MOST_FORMULA_LETTERS)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _cells(ref: str) -> int:
    """How many cells a range has; whole columns and rows are more than any form's."""
    match range_boundaries(ref):
        case (int(left), int(top), int(right), int(bottom)):
            return abs(right - left + 1) * abs(bottom - top + 1)
    return MOST_NAMED_CELLS + 1


def _must(bounded: bool) -> None:
    if not bounded:
        raise UnreadableFileError(FileProblem.UNPACKS_TOO_LARGE)
