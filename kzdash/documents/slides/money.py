"""The slides about money: where it is planned, and how far each category has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.status_counts import count_plan
from kzdash.documents.slides.slide import Cell, Slide, Table
from kzdash.domain.formatting import NO_DATA, format_money, format_percent, format_quantity

if TYPE_CHECKING:
    from kzdash.board.board import Board
    from kzdash.board.items import Category

WORD_JOINER = "\N{WORD JOINER}"  # else a stage of two characters breaks in two


def money_slides(board: Board) -> tuple[Slide, ...]:
    """Show where the money goes and how far it is; nothing of a plan without projects."""
    return (_distribution(board), _categories(board)) if board.projects else ()


def _distribution(board: Board) -> Slide:
    """Show planned investment by category and project."""
    total = board.planned_investment_wan_yuan
    most = max(board.categories, key=lambda part: part.planned_investment_wan_yuan, default=None)
    share = ""
    if most is not None and total:
        share = (
            f"，{most.short_name}占 {format_percent(most.planned_investment_wan_yuan / total, 1)}"
        )
    return Slide(
        name="treemap",
        about="投资分布 · 数字为项目序号",
        message=f"{len(board.projects)} 个项目计划总投资 {format_money(total)}{share}",
        nothing=not total,
    )


def _categories(board: Board) -> Slide:
    """Tell of each category what is planned, completed and built."""
    stands, count = count_plan(board), len(board.projects)
    spent = format_money(board.completed_investment_wan_yuan)
    known = f"{count} 个项目中 {stands.spending_known} 个已填报"
    rows = tuple(_row(board, category) for category in board.categories)
    heads = ("工程类别", "项目", "计划总投资", "完成投资", "形象进度（已报）", "阶段")
    return Slide(
        name="categories",
        about="项目进展",
        message=f"完成投资{spent}，{known}",
        table=Table(heads, (9, 5, 10, 10, 14, 17), rows),
    )


def _row(board: Board, category: Category) -> tuple[Cell, ...]:
    own = [item for item in board.projects if item.programme == category.number]
    stages: dict[str, int] = {}
    for item in own:
        stage = item.stage.label if item.stage else NO_DATA
        stages[stage] = stages.get(stage, 0) + 1
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
