"""Every document is made for the first day, the last, and days before the plan's first year."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from kzdash.board.board import compute_board
from kzdash.board.changes import compare_boards
from kzdash.documents import CATALOGUE, DocumentRequest
from kzdash.documents.slides import BriefingRequest
from kzdash.domain.formatting import EARLIEST, LATEST
from tests.documents.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.changes import Changes
    from kzdash.store import Store

UNIT = "区水利局"
DAYS = [EARLIEST, date(2021, 12, 31), date(2022, 1, 1), LATEST]


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("kind", CATALOGUE)
def test_every_document_is_made_for_every_day(
    store_in: Callable[[str], Store], kind: str, day: date
) -> None:
    store = store_in("some")

    def news() -> Changes:
        before = compute_board(store, BriefingRequest().changes_since(day), entered=True)
        return compare_boards(store, before, compute_board(store, day, entered=True))

    made = CATALOGUE[kind].make(compute_board(store, day), DocumentRequest(news, NOW, UNIT))

    assert len(made) > 1000


@pytest.mark.parametrize(
    ("day", "has_indicators"), [(date(2021, 12, 31), False), (date(2022, 1, 1), True)]
)
def test_a_form_asks_for_no_year_that_nobody_can_know(
    store_in: Callable[[str], Store], day: date, has_indicators: bool
) -> None:
    board = compute_board(store_in("nothing"), day)

    made = CATALOGUE["form"].make(board, DocumentRequest(pytest.fail, NOW))

    sheets = openpyxl.load_workbook(io.BytesIO(made)).sheetnames
    assert ("指标" in sheets) is has_indicators
    assert "项目" in sheets
