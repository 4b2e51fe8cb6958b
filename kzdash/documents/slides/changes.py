"""The slide on the changes since a chosen day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.meetings import since_words
from kzdash.documents.slides.slide import TWO_LINES, Cell, Slide, Table, item_cell, text_cell
from kzdash.domain.formatting import truncate

if TYPE_CHECKING:
    from kzdash.board.board import Board
    from kzdash.board.changes import Changes, ItemChange

MAX_CHANGES, SEPARATOR = 8, "；"


def changes_slide(changes: Changes, board: Board) -> Slide:
    """Count the reports and changes of status, and list what became late first."""
    topic = f"{since_words(board, changes.since)}的变化"
    if not changes.items:
        return Slide(name="news", topic=topic, message="没有填报，也没有状态变化", is_empty=True)
    rows = sorted(
        changes.items, key=lambda change: (not change.became_late, not change.status_changed)
    )
    parts = (
        (changes.reports, "条填报"),
        (changes.adjustments, "项方案调整"),
        (len(changes.status_changes), "项状态变化"),
        (len(changes.became_late), "项新增问题"),
    )
    message = "，".join(f"{count} {label}" for count, label in parts if count)
    more = len(rows) - MAX_CHANGES
    return Slide(
        name="news",
        topic=topic + (f" · 另有 {more} 项见动态" if more > 0 else ""),
        message=message,
        table=Table(
            ("事项", "状态", "填报内容", "牵头单位"),
            (12, 12, 14, 9),
            tuple(_row(change) for change in rows[:MAX_CHANGES]),
        ),
    )


def _row(change: ItemChange) -> tuple[Cell, ...]:
    return (
        item_cell(change.item),
        Cell(change.words, change.new.tone),
        Cell(_shorten(change.entry.new) if change.entry else "—"),
        text_cell(change.item.lead_words),
    )


def _shorten(text: str) -> str:
    """Keep as many whole parts as fit: half a figure would be a wrong figure."""
    parts = text.split(SEPARATOR)
    beginnings = [SEPARATOR.join(parts[:count]) for count in range(1, len(parts) + 1)]
    fitting = [beginning for beginning in beginnings if len(beginning) < TWO_LINES]
    if not fitting:
        return truncate(text, TWO_LINES)
    return fitting[-1] if fitting[-1] == text else f"{fitting[-1]}…"
