"""How much a workbook may ask of whoever reads it, counted before a library reads any of it.

A few letters can ask for billions of cells: a merge, a link or a note on a range makes each cell of
it; a formula that is shared is worked out anew for each cell; a format is searched over and over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from defusedxml.ElementTree import ParseError, iterparse
from openpyxl.utils import range_boundaries

from kzdash.intake.flaws import Unfit, UnfitError

if TYPE_CHECKING:
    from typing import IO
    from xml.etree.ElementTree import Element
    from zipfile import ZipFile

MOST_UNPACKED = 30_000_000
MOST_PARTS = 2_000
# a form has some ten thousand
MOST_ELEMENTS = 200_000
MOST_NAMED_CELLS = 100_000
MOST_FORMULA_LETTERS = 1_000_000
LONGEST_FORMAT = 255  # as in Excel
XML = (".xml", ".rels")
NAMING_CELLS = ("mergeCell", "hyperlink", "comment")


def must_be_bounded(packed: ZipFile) -> None:
    """Raise UnfitError where a workbook asks for more than any form does."""
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise UnfitError(Unfit.UNPACKS_TOO_LARGE)
    asked = _Asked()
    for part in parts:
        with packed.open(part) as opened:
            try:
                asked.add(opened)
            except ParseError:
                # a picture, say
                if part.filename.lower().endswith(XML):
                    raise


class _Asked:
    """What was asked for so far."""

    def __init__(self) -> None:
        self.elements = self.cells = self.shared = self.longest = 0

    def add(self, part: IO[bytes]) -> None:
        """Count what the elements of a part ask for."""
        for event, element in iterparse(part, ("start", "end")):
            if event == "start":
                self._start(element)
            else:
                self._end(element)
                element.clear()

    def _start(self, element: Element) -> None:
        self.elements += 1
        if _name(element) in NAMING_CELLS:
            self.cells += _cells(element.get("ref", ""))
        _must(
            self.elements <= MOST_ELEMENTS
            and self.cells <= MOST_NAMED_CELLS
            and len(element.get("formatCode", "")) <= LONGEST_FORMAT
        )

    def _end(self, element: Element) -> None:
        if _name(element) == "f":
            self.shared += element.get("t") == "shared"
            self.longest = max(self.longest, len(element.text or ""))
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
        raise UnfitError(Unfit.UNPACKS_TOO_LARGE)
