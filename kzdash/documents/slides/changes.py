"""The slide about what changed since a chosen day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.documents.slides.slide import TWO_LINES, Cell, Slide, Table, item_cell, text_cell
from kzdash.domain.formatting import format_date, truncate

if TYPE_CHECKING:
    from kzdash.board.changes import Changes, ItemChange

MOST_CHANGES, PARTING = 8, "；"


def changes_slide(found: Changes) -> Slide:
    """Tell how much was said, which judgements moved and what became late; the gravest first."""
    about = f"{format_date(found.since)}以来的变化"
    if not found.moved:
        return Slide(name="news", about=about, message="没有填报，也没有状态变化", nothing=True)
    telling = sorted(found.moved, key=lambda one: (not one.became_late, not one.judged_anew))
    parts = (
        (found.reports, "条填报"),
        (found.adjustments, "项方案调整"),
        (len(found.judged_anew), "项状态变化"),
        (len(found.became_late), "项新增问题"),
    )
    message = "，".join(f"{count} {what}" for count, what in parts if count)
    more = len(telling) - MOST_CHANGES
    return Slide(
        name="news",
        about=about + (f" · 另有 {more} 项见动态" if more > 0 else ""),
        message=message,
        table=Table(
            ("事项", "状态", "填报内容", "牵头单位"),
            (12, 12, 14, 9),
            tuple(_row(one) for one in telling[:MOST_CHANGES]),
        ),
    )


def _row(one: ItemChange) -> tuple[Cell, ...]:
    report = Cell(_in_brief(one.act.new) if one.act else "—")
    return (
        item_cell(one.item),
        Cell(one.words, one.new.tone),
        report,
        text_cell(one.item.units_words),
    )


def _in_brief(text: str) -> str:
    """As many whole parts of what was said as fit: half a figure would be a wrong one."""
    parts = text.split(PARTING)
    fitting = [PARTING.join(parts[:count]) for count in range(1, len(parts) + 1)]
    whole = [part for part in fitting if len(part) < TWO_LINES]
    if not whole:
        return truncate(text, TWO_LINES)
    return whole[-1] if whole[-1] == text else f"{whole[-1]}…"
