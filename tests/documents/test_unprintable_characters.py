"""What no XML file can hold, and an earlier version may have stored, is left out of every file."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import text

from kzdash.board.board import compute_board
from kzdash.board.changes import compare_boards
from kzdash.documents import CATALOGUE, DocumentRequest
from kzdash.domain.formatting import is_printable
from kzdash.domain.models import Report
from tests.documents.conftest import DAY, MAY, NOW, PAPERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kzdash.store import Store

HIDDEN = "\uffff\ufffe\x01\x0b\x1f\x85\u202e"
STAINED, CLEAN = f"甲{HIDDEN}乙", "甲乙"
UNIT = "区水利局"
PLAN = {
    "plans": ("title", "short_title", "office"),
    "items": ("name", "short_name", "summary", "citation"),
    "programmes": ("name", "short_name", "category_name"),
    "units": ("aliases",),
}


@pytest.fixture
def stained(store: Store, item_id: Callable[[str, int], int]) -> Store:
    """A store whose texts have characters that this version lets in no more."""
    with store.writing() as session:
        for table, columns in PLAN.items():
            sets = ", ".join(f"{column} = {column} || :hidden" for column in columns)
            session.execute(text(f"UPDATE {table} SET {sets}"), {"hidden": HIDDEN})
        for kind, number in (("task", 2), ("project", 1), ("milestone", 4)):
            said = {"note": STAINED, "evidence": STAINED, "problems": STAINED}
            if kind == "project":
                said["stage"] = "construction"
            else:
                said["status"] = "blocked"
            session.add(
                Report(
                    item_id=item_id(kind, number),
                    seq=1,
                    as_of=MAY,
                    recorded_at=NOW,
                    account=STAINED,
                    **said,
                )
            )
    return store


def parts(content: bytes) -> Iterator[str]:
    """What the parts of an office file say, each read by another program's parser."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            part = packed.read(name)
            if part.startswith(b"PK"):
                yield from parts(part)
            elif name.endswith((".xml", ".rels")):
                yield "".join(ET.fromstring(part).itertext())  # noqa: S314 - the program's own file


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_every_document_leaves_out_what_no_file_can_hold(stained: Store) -> None:
    board = compute_board(stained, DAY)
    before, after = (compute_board(stained, day, entered=True) for day in (MAY, DAY))
    given = DocumentRequest(
        lambda: compare_boards(stained, before, after), NOW, UNIT, STAINED, stained.seqs()
    )

    for kind in ("deck", *PAPERS, "workbook", "monthly", "form"):
        said = "\n".join(parts(CATALOGUE[kind].make(board, given)))
        assert is_printable(said), kind
        assert "_x00" not in said, kind
        assert CLEAN in said.replace(" ", "") or kind in {*PAPERS, "monthly"}, kind
    calendar = CATALOGUE["calendar"].make(board, given).decode()
    assert is_printable(calendar.replace("\r\n", "\n"))
