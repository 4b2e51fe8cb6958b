"""The board as tables of data, for other programs: ids, codes, ISO days, plain figures."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from kzdash.documents.data_tables import figures, followed, items, published, reports
from kzdash.documents.data_tables.column import Column, Table, Type

if TYPE_CHECKING:
    from kzdash.board.board import Board

__all__ = ["Column", "Table", "Type", "data_tables"]


def data_tables(board: Board) -> tuple[Table, ...]:
    """Return every table, those without rows too, so that a program finds the same each time."""
    parts = (items, figures, followed, reports, published)
    return tuple(chain.from_iterable(part.tables(board) for part in parts))
