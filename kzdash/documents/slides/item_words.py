"""What a slide says of one item: how it stands, where it is stuck, what is asked, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board import goals
from kzdash.board.attention import is_blocked_in_parts
from kzdash.board.items import IndicatorItem, ProjectItem
from kzdash.documents.slides.slide import Cell, Table, text_cell
from kzdash.domain.formatting import (
    as_clause,
    format_date,
    format_money,
    format_percent,
    format_quantity,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kzdash.board.items import BoardItem

WIDTHS = (6, 34)


def facts_table(rows: Iterable[tuple[str, str]]) -> Table:
    """Return a table with a heading and a text in each row, without the rows that say nothing."""
    cells = tuple((Cell(head), text_cell(words)) for head, words in rows if words)
    return Table((), WIDTHS, cells)


def standing(item: BoardItem) -> Iterator[str]:
    """Yield how an item stands, and by what figures."""
    yield item.state_words.replace(" ", "")
    if isinstance(item, IndicatorItem) and item.assessment.value is not None:
        yield f"{item.period_words}为{item.format_value(item.assessment.value)}"
        if item.assessment.gap is not None and item.assessment.gap < 0:
            gap = format_quantity(-item.assessment.gap, item.gap_unit, item.target.decimals)
            yield f"比目标差{gap}"
    if isinstance(item, IndicatorItem) and (words := goals.provisional_words(item)):
        yield words
    if isinstance(item, ProjectItem):
        planned, done = item.planned_investment_wan_yuan, item.completed_investment_wan_yuan
        if done is not None:
            share = f"（{format_percent(done / planned, 0)}）" if planned else ""
            yield f"计划{format_money(planned)}，完成{format_money(done)}{share}"
        if item.physical_progress_percent is not None:
            yield f"形象进度{format_quantity(item.physical_progress_percent, '%')}"


def stuck_words(item: BoardItem) -> str:
    """Return where an item is stuck, as its units said it."""
    report = item.latest_report
    said = (report.cause, report.note) if report else ()
    return "；".join(as_clause(words) for words in said if words)


def asked_words(item: BoardItem) -> str:
    """Return what others must solve: the problem that was raised, and what blocks a part."""
    problem = " ".join(item.problem_words.split())
    blocked = item.blocked_parts if is_blocked_in_parts(item) else ()
    parts = (f"配合单位{part.unit}受阻：{' '.join(part.note.split())}" for part in blocked)
    return "；".join(filter(None, (problem, *parts)))


def until_words(item: BoardItem) -> str:
    """Return when an item should be completed, and when its unit expects it to be."""
    expected = item.latest_report.expected_on if item.latest_report else None
    until = f"应于{item.due_words}完成" if item.due_on else "没有规定日期"
    return f"{until}，预计{format_date(expected)}" if expected else until
