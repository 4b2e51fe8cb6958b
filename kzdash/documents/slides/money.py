"""The slide on money, and the one on the projects that are late or behind."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash.board.attention import PRESSING, most_urgent_first
from kzdash.board.verdict.slides import money_title, problems_title
from kzdash.documents.slides.fitting import DOWN, HEAD, first_rows, paginate
from kzdash.documents.slides.slide import Bar, Cell, Slide, Table, state_cell, text_cell
from kzdash.domain.formatting import NO_DATA, format_money, format_percent, format_quantity
from kzdash.domain.progress import Tone

if TYPE_CHECKING:
    from kzdash.board.board import Board
    from kzdash.board.items import Category, ProjectItem


def money_slides(board: Board) -> tuple[Slide, ...]:
    """Show planned and completed investment of each category; none without planned money."""
    if not board.planned_investment_wan_yuan or not board.categories:
        return ()
    table = Table(
        ("类别", "计划", "完成"),
        (11, 8, 8),
        tuple(_row(category) for category in board.categories),
        tuple(_bar(category) for category in board.categories),
    )
    slide = Slide(
        name="money", topic="投资", message=money_title(board), table=table, chart="money"
    )
    return paginate(slide)


def _row(category: Category) -> tuple[Cell, ...]:
    return (
        text_cell(category.short_name),
        Cell(format_money(category.planned_investment_wan_yuan)),
        Cell(format_money(category.completed_investment_wan_yuan)),
    )


def _bar(category: Category) -> Bar:
    completed = category.completed_investment_wan_yuan
    planned = category.planned_investment_wan_yuan
    share = completed / planned if completed is not None and planned else None
    return Bar(share, Tone.FAIR)


def project_slides(board: Board) -> tuple[Slide, ...]:
    """List the projects that are late or behind, the worst by its gap first."""
    items = most_urgent_first(item for item in board.projects if item.state in PRESSING)
    if not items:
        return ()
    heads = ("项目", "形象进度", "年限已过", "牵头单位", "状态")
    rows = tuple(_project_row(item) for item in items)
    table = first_rows(Table(heads, (12, 6, 6, 9, 9), rows), DOWN - HEAD)
    more = len(items) - len(table.rows)
    return (
        Slide(
            name="projects",
            topic="进展慢的项目" + (f" · 另有{more}个见项目投资" if more > 0 else ""),
            message=problems_title(items),
            items=tuple(items[: len(table.rows)]),
            table=table,
        ),
    )


def _project_row(item: ProjectItem) -> tuple[Cell, ...]:
    physical = item.physical_progress_percent
    return (
        text_cell(item.short_name),
        Cell(NO_DATA if physical is None else format_quantity(physical, "%")),
        Cell(format_percent(min(item.assessment.time_elapsed, Decimal(1)), 0)),
        text_cell(item.lead_words),
        state_cell(item),
    )
