"""Every document says whether it is of a closed period, and the JSON's bytes say nothing of it."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import docx
import pytest
from openpyxl import load_workbook
from pptx import Presentation

from kzdash.board import compute_board, take_snapshot
from kzdash.board.closing import read_closings
from kzdash.documents import CATALOGUE, DocumentRequest, csv_archive
from kzdash.documents.closed_board import close_period
from kzdash.documents.papers.wording import official
from tests.documents.conftest import PAPERS

if TYPE_CHECKING:
    from kzdash.board import Board, Snapshot
    from kzdash.store import Store

# after the accounts and the plan were written
NOW = datetime(2026, 1, 1, 8, 30, tzinfo=UTC)
DAY = date(2025, 12, 31)


@pytest.fixture
def closed(store: Store) -> Snapshot:
    """What documents are made of for a period that was closed."""
    close_period(store, date(2025, 12, 1), DAY, "tester", NOW)
    (closing,) = read_closings(store)
    return take_snapshot(store, DAY, DAY, closing=closing)


def made(kind: str, snapshot: Snapshot, board: Board) -> bytes:
    return CATALOGUE[kind].make(board, DocumentRequest(snapshot.changes, NOW, "区水利局"))


def words_of(kind: str, content: bytes) -> str:
    """What a document says where it says of what it is."""
    file = io.BytesIO(content)
    match kind:
        case "workbook" | "monthly":
            return str(load_workbook(file).worksheets[0]["A2"].value)
        case "tables":
            return zipfile.ZipFile(file).read(csv_archive.README).decode("utf-8-sig")
        case "deck":
            slides = Presentation(file).slides
            texts = [
                {shape.text_frame.text for shape in slide.shapes if shape.has_text_frame}
                for slide in slides
            ]
            return "\n".join(set.intersection(*texts))
        case _:
            return "\n".join(paragraph.text for paragraph in docx.Document(file).paragraphs)


@pytest.mark.parametrize("kind", ["deck", *PAPERS, "workbook", "monthly", "tables"])
def test_a_document_says_whether_its_period_is_closed(
    store: Store, closed: Snapshot, kind: str
) -> None:
    closing = closed.board.closing
    assert closing is not None
    mark = f"定稿（2025年12月，2026年1月1日 16:30，校验码{closing.sha256[:8]}）"
    of_the_same_day = compute_board(store, DAY)

    # papers have no space between characters
    mark = official(mark) if kind in PAPERS else mark
    assert mark in words_of(kind, made(kind, closed, closed.board))
    open_words = words_of(kind, made(kind, closed, of_the_same_day))
    assert "未定稿" in open_words
    assert mark not in open_words


def test_the_json_of_a_closed_board_says_nothing_of_it(store: Store, closed: Snapshot) -> None:
    assert made("json", closed, closed.board) == made("json", closed, compute_board(store, DAY))
