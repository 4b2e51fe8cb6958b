"""The material of the next meeting in one ZIP archive: notice, agenda, deck, and the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.documents import archive
from kzdash.documents.papers import meeting_papers
from kzdash.domain.formatting import mark_demonstration

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzdash.board.board import Board
    from kzdash.documents.document import Document, DocumentRequest


def make(board: Board, request: DocumentRequest, documents: Sequence[Document]) -> bytes:
    """Return the archive; `documents` follow the notice and the agenda, in their order."""
    named = enumerate(_files(board, request, documents), 1)
    return archive.pack(
        ((f"{number:02} {name}", content) for number, (name, content) in named), board.as_of
    )


def _files(
    board: Board, request: DocumentRequest, documents: Sequence[Document]
) -> Iterator[tuple[str, bytes]]:
    made = (("会议通知", meeting_papers.make_notice), ("会议议程", meeting_papers.make_agenda))
    for title, make_paper in made:
        marked = mark_demonstration(title, demonstration=board.plan.demonstration)
        yield f"{marked}-{board.as_of.isoformat()}.docx", make_paper(board)
    for document in documents:
        yield document.file_name(board, ""), document.make(board, request)
