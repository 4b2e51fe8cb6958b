"""What a document is: its names, its purpose, and what it is made of beside the board."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kzdash.domain.formatting import mark_demonstration
from kzdash.errors import NoUnitError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes
    from kzdash.board.items import BoardItem, ReportEntry

OFFICE = "application/vnd.openxmlformats-officedocument."
WORKBOOK = f"{OFFICE}spreadsheetml.sheet"
PAPER = f"{OFFICE}wordprocessingml.document"
DECK = f"{OFFICE}presentationml.presentation"
ZIP = "application/zip"


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """The inputs of a document beside the board.

    `changes` computes the changes since a day, only for documents that show them. `unit` limits a
    document to one lead unit, `reporter` is the name on a form, and `seqs` are the report numbers
    by item, read before the board. `read_photo` gives the picture of a photo by its SHA-256, as a
    JPEG, None where there is none. `reports` reads every report, for the document that lists them.
    """

    changes: Callable[[], Changes]
    now: dt.datetime
    unit: str = ""
    reporter: str = ""
    seqs: Mapping[int, int] = field(default_factory=dict)
    read_photo: Callable[[str], bytes | None] = lambda _sha256: None
    reports: Callable[[], Sequence[tuple[BoardItem, ReportEntry]]] | None = None

    def for_unit(self, unit: str) -> DocumentRequest:
        """Return the same for a document of a unit."""
        return replace(self, unit=unit)


@dataclass(frozen=True, slots=True)
class Document:
    """A document: `kind` names it on the command line, `title` on screen; `make` returns the file.

    `of_unit` documents can be limited to one lead unit, those that `needs_unit` must be.
    """

    kind: str
    title: str
    description: str
    suffix: str
    mime: str
    make: Callable[[Board, DocumentRequest], bytes]
    of_unit: bool = False
    needs_unit: bool = False

    def file_name(self, board: Board, unit: str) -> str:
        """Return the file's name: unit, title and day, and the checksum of a closed period.

        Of the JSON only the name says that it is closed, for the checksum is of its bytes.
        """
        prefix = unit if self.of_unit else ""
        title = mark_demonstration(self.title, demonstration=board.plan.demonstration)
        closed = f"-定稿{board.closing.checksum_words}" if board.closing else ""
        return f"{prefix}{title}-{board.as_of.isoformat()}{closed}.{self.suffix}"

    def ascii_file_name(self, board: Board) -> str:
        """Return a name for clients that read only ASCII: `kind` and day."""
        closed = f"-closed-{board.closing.checksum_words}" if board.closing else ""
        return f"kzdash-{self.kind}-{board.as_of.isoformat()}{closed}.{self.suffix}"


def items_led_by(board: Board, unit: str) -> list[BoardItem]:
    """Return the followed items that a unit leads, or all if `unit` is empty.

    Raises NoUnitError if it neither leads nor supports any.
    """
    if not unit:
        return list(board.followed)
    items = list(board.led_by(unit))
    if not items and not board.supported_by(unit):
        raise NoUnitError(unit)
    return items
