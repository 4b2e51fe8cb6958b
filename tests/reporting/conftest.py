"""A store of a test's own, forms made from it, and what comes back of them."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from kzdash import reporting
from kzdash.board.board import compute_board
from kzdash.documents import report_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.workbook import Workbook

    from kzdash.reporting import DryRun
    from kzdash.store import Store
    from tests import raw_sql

NOW = datetime(2025, 6, 30, 8, tzinfo=UTC)
DAY = date(2025, 6, 30)
# what a form shows
TABLES = ("reports", "adjustments", "items")


class Form:
    """A form as somebody fills it in."""

    def __init__(self, content: bytes) -> None:
        self.book: Workbook = openpyxl.load_workbook(io.BytesIO(content))

    def cell(self, key: str, column: str, year: int | None = None) -> Any:
        """Return the cell of an item, of one of its years, in a column."""
        for sheet in self.book.worksheets[1:]:
            header = [cell.value for cell in sheet[1]]
            for row in sheet.iter_rows(min_row=2):
                named = row[0].value == key
                if named and (year is None or row[header.index("年份")].value == year):
                    return row[header.index(column)]
        raise AssertionError(f"no row of {key}")

    def fill(self, key: str, year: int | None = None, **cells: Any) -> Form:
        for column, value in cells.items():
            self.cell(key, column, year).value = value
        return self

    @property
    def content(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


@pytest.fixture(scope="session")
def forms_made() -> dict[Any, bytes]:
    """The forms made so far, by what had been said in the store and the day."""
    return {}


@pytest.fixture
def take(store: Store, ask: raw_sql.Ask, forms_made: dict[Any, bytes]) -> Callable[..., Form]:
    """Take a form on everything, as the store is now."""

    def make(as_of: date = DAY) -> Form:
        said = (ask(f"SELECT * FROM {table} ORDER BY id") for table in TABLES)
        asked = *map(tuple, said), as_of
        if asked not in forms_made:
            board = compute_board(store, as_of)
            forms_made[asked] = report_form.make(board, board.followed, store.seqs(), "测试员")
        return Form(forms_made[asked])

    return make


@pytest.fixture
def bring(store: Store) -> Callable[..., DryRun]:
    """Bring a file back: what it would do."""

    def try_out(content: bytes | Form, account: str = "tester", now: datetime = NOW) -> DryRun:
        content = content if isinstance(content, bytes) else content.content
        return reporting.preview(store, reporting.read_upload(content), account, now)

    return try_out
