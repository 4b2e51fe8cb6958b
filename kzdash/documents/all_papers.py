"""The papers to all units in one ZIP archive: to each its list, and what else it must be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.documents import archive
from kzdash.documents.all_forms import units_with_items
from kzdash.documents.papers import item_sentences
from kzdash.documents.papers.supervision_notice import supervised

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzdash.board.board import Board
    from kzdash.documents.document import Document, DocumentRequest


def make(board: Board, request: DocumentRequest, documents: Sequence[Document]) -> bytes:
    """Return the archive with the documents of each unit that have something to tell it.

    The names begin with the number of the unit, so that its papers stand together.
    """
    return archive.pack(_papers(board, request, documents), board.as_of)


def _papers(
    board: Board, request: DocumentRequest, documents: Sequence[Document]
) -> Iterator[tuple[str, bytes]]:
    for number, unit in enumerate(units_with_items(board), 1):
        kinds = _kinds(board, unit)
        for document in documents:
            if document.kind in kinds:
                name = f"{number:02} {document.file_name(board, unit)}"
                yield name, document.make(board, request.for_unit(unit))


def _kinds(board: Board, unit: str) -> set[str]:
    """Return what a unit gets: its list, a notice where it must act, a reminder where it owes."""
    told = {
        "unit": True,
        "notice": bool(supervised(board, unit)),
        "reminder": bool(item_sentences.due_from(board, unit)),
    }
    return {kind for kind, is_told in told.items() if is_told}
