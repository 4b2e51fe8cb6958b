"""The tables of 资料: the sources of the figures, what was published, corrections of the text.

They are long, and the same until somebody reports: each is composed once a board for all readers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board import sources
from kzdash.board.cache import memoized
from kzdash.documents import tables
from kzdash.ui.widgets.charts import offer_csv
from kzdash.ui.widgets.html_view import compose_words, show_html

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from kzdash.board.board import Board
    from kzdash.documents.pages import HtmlPage

CACHED_TABLES = 40


@dataclass(frozen=True)
class _SourceTable:
    """A table by the name of its file; `named_by` is the column that tells its rows apart."""

    name: str
    file_name: str
    named_by: str
    frame: Callable[[Board], pd.DataFrame]


@dataclass(frozen=True)
class _Composed:
    page: HtmlPage
    csv: bytes


VALUES = _SourceTable(
    "sources", "数值来源", "指标", lambda board: sources.value_sources(board.indicators)
)
PUBLISHED = _SourceTable(
    "published", "公开资料", "事项", lambda board: sources.published_facts(board.items)
)
BESIDE = _SourceTable("beside", "对照数", "事项", lambda board: sources.figures_beside(board.items))
CORRECTIONS = _SourceTable(
    "corrections",
    "原文修补和存疑",
    "位置",
    lambda board: sources.text_corrections(board.corrections),
)


def show_value_sources(board: Board) -> None:
    """Show for every value of an indicator who reported it and its source."""
    _show(VALUES, board, "到所选日期还没有任何数值。可在右上角选一个较晚的截至日期。")


def show_published(board: Board) -> None:
    """Show what was published of the items, and the figures of others beside their own."""
    _show(PUBLISHED, board, "到所选日期还没有查到公开资料。")
    if _compose(BESIDE, board) is not None:
        st.caption("对照数：")
        _show(BESIDE, board)


def show_corrections(board: Board) -> None:
    """Show how errors and doubts in the document's text were resolved, and why."""
    _show(CORRECTIONS, board, "没有修补或存疑的地方。")


def _show(table: _SourceTable, board: Board, none_words: str = "") -> None:
    composed = _compose(table, board)
    if composed is None:
        st.info(none_words)
        return
    show_html(f"words-{table.name}", composed.page)
    offer_csv(composed.csv, table.file_name)


@memoized(CACHED_TABLES, key=lambda table, board: (table.name, board.key))
def _compose(table: _SourceTable, board: Board) -> _Composed | None:
    frame = table.frame(board)
    if frame.empty:
        return None
    return _Composed(
        compose_words(table.name, frame, table.named_by),
        tables.to_csv(frame, demonstration=board.plan.demonstration),
    )
