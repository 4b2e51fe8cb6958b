"""The slides on investment: where it is planned, and the progress of each category."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kzdash.board.status_counts import count_plan
from kzdash.documents.slides.slide import Cell, Slide, Table
from kzdash.domain.formatting import NO_DATA, format_money, format_percent, format_quantity

if TYPE_CHECKING:
    from kzdash.board.board import Board
    from kzdash.board.items import Category

WORD_JOINER = "\N{WORD JOINER}"  # keeps the two characters of a stage on one line


def money_slides(board: Board) -> tuple[Slide, ...]:
    """Return the two slides on investment, or none for a plan without projects."""
    return (_distribution(board), _categories(board)) if board.projects else ()


def _distribution(board: Board) -> Slide:
    """Show planned investment by category and project."""
    total = board.planned_investment_wan_yuan
    largest = max(
        board.categories, key=lambda category: category.planned_investment_wan_yuan, default=None
    )
    share = ""
    if largest is not None and total:
        percent = format_percent(largest.planned_investment_wan_yuan / total, 1)
        share = f"，{largest.short_name}占 {percent}"
    return Slide(
        name="treemap",
        topic="投资分布 · 数字为项目序号",
        message=f"{len(board.projects)} 个项目计划总投资 {format_money(total)}{share}",
        is_empty=not total,
    )


def _categories(board: Board) -> Slide:
    """Show investment, physical progress and stages of each category."""
    known, total = count_plan(board).spending_known, len(board.projects)
    spent = format_money(board.completed_investment_wan_yuan)
    rows = tuple(_row(board, category) for category in board.categories)
    heads = ("工程类别", "项目", "计划总投资", "完成投资", "形象进度（已报）", "阶段")
    return Slide(
        name="categories",
        topic="项目进展",
        message=f"完成投资{spent}，{total} 个项目中 {known} 个已填报",
        table=Table(heads, (9, 5, 10, 10, 14, 17), rows),
    )


def _row(board: Board, category: Category) -> tuple[Cell, ...]:
    own = [item for item in board.projects if item.programme == category.number]
    stages = Counter(item.stage.label if item.stage else NO_DATA for item in own)
    physical = category.physical
    percentage = physical.physical_progress_percent
    reported = f"（{physical.reported}/{physical.count}）" if percentage is not None else ""
    return (
        Cell(category.short_name),
        Cell(f"{physical.count} 个"),
        Cell(format_money(category.planned_investment_wan_yuan)),
        Cell(format_money(category.completed_investment_wan_yuan)),
        Cell(f"{format_quantity(percentage, '%', 1)}{reported}"),
        Cell(" ".join(WORD_JOINER.join(f"{stage}{number}") for stage, number in stages.items())),
    )
