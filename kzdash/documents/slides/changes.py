"""The slide on the changes since a chosen day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.meetings import since_words
from kzdash.board.verdict.slides import changes_title
from kzdash.documents.slides.fitting import DOWN, HEAD, first_rows
from kzdash.documents.slides.slide import Cell, Slide, Table, keep_together, text_cell

if TYPE_CHECKING:
    from kzdash.board.board import Board
    from kzdash.board.changes import Changes, ItemChange


def changes_slides(changes: Changes, board: Board) -> tuple[Slide, ...]:
    """Name what changed, what became late first; no slide where nothing did."""
    if not changes.items:
        return ()
    rows = sorted(
        changes.items,
        key=lambda change: (not change.became_late, not change.is_worse, not change.status_changed),
    )
    table = Table(("事项", "状态", "牵头单位"), (17, 16, 9), tuple(map(_row, rows)))
    shown = first_rows(table, DOWN - HEAD)
    more = len(rows) - len(shown.rows)
    return (
        Slide(
            name="news",
            topic=f"{since_words(board, changes.since)}的变化"
            + (f" · 另有{more}项见动态" if more else ""),
            message=changes_title(changes, board),
            items=tuple(change.item for change in rows[: len(shown.rows)]),
            table=shown,
        ),
    )


def _row(change: ItemChange) -> tuple[Cell, ...]:
    return (
        text_cell(change.item.short_name),
        Cell(keep_together(change.words).replace("\xa0→\xa0", " → "), change.new.tone),
        text_cell(change.item.lead_words),
    )
