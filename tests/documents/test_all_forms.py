"""The forms of all units come in one archive, each of what its unit leads and supports."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from kzdash import reporting
from kzdash.board.board import compute_board
from kzdash.documents import CATALOGUE, DocumentRequest

if TYPE_CHECKING:
    from kzdash.board import Board
    from kzdash.store import Store

DAY = date(2025, 6, 30)


@pytest.fixture
def board(store: Store) -> Board:
    return compute_board(store, DAY)


def no_changes() -> None:
    raise AssertionError("a form tells no changes")


def test_each_unit_has_a_form_that_is_read_and_changes_nothing(store: Store, board: Board) -> None:
    now = datetime(2025, 6, 30, 8, tzinfo=UTC)
    request = DocumentRequest(no_changes, now, seqs=store.seqs())
    leading = {it.lead_unit for it in board.followed if it.lead_unit}
    beside = {unit for unit in board.units if board.supported_by(unit)} - leading

    archive = zipfile.ZipFile(io.BytesIO(CATALOGUE["forms"].make(board, request)))

    names = archive.namelist()
    assert len(names) == len(leading | beside)
    (name,) = [name for name in names if "区水利局" in name]
    assert name.endswith("区水利局填报表-2025-06-30.xlsx")
    form = reporting.read_upload(archive.read(name))
    trial = reporting.preview(store, form, "tester", now)
    assert (trial.changes, trial.has_problems) == ([], False)
    assert trial.unchanged >= len(board.led_by("区水利局"))
    (unit, *_) = beside
    (name,) = [name for name in names if unit in name]
    (sheet,) = reporting.read_upload(archive.read(name)).sheets
    assert sheet.name == "配合事项"
    assert len(sheet.rows) == len(board.supported_by(unit))
