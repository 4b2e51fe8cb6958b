"""The large figures of the pages: projects, one project, what a unit leads, what changed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash.board.by_unit import unit_rows
from kzdash.board.categories import sum_of_known
from kzdash.board.due_reports import count_due, reports_due
from kzdash.board.status_counts import count_past_due
from kzdash.documents.pages.figure_tiles import FigureTile
from kzdash.domain.formatting import (
    NO_DATA,
    format_distinct_money,
    format_money,
    format_number,
    format_percent,
    format_quantity,
)
from kzdash.domain.progress import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes
    from kzdash.board.items import BoardItem, ProjectItem

BUILT = {Stage.BUILT, Stage.IN_USE}


def projects_figures(items: Sequence[ProjectItem], board: Board) -> tuple[FigureTile, ...]:
    """Return planned and completed investment, how many are built, and how many reported."""
    count, total = len(items), len(board.projects)
    planned = sum((item.planned_investment_wan_yuan for item in items), Decimal(0))
    spent = sum_of_known(item.completed_investment_wan_yuan for item in items)
    reported = sum(item.completed_investment_wan_yuan is not None for item in items)
    stages = [item.stage for item in items if item.stage]
    words = f"{count} 个项目" if count == total else f"全部 {total} 个项目中的 {count} 个"
    if adjusted := sum(item.original_investment_wan_yuan is not None for item in items):
        words += f"，其中 {adjusted} 个已调整"
    built = f"{sum(stage in BUILT for stage in stages)} 个" if stages else NO_DATA
    return (
        FigureTile("计划总投资", format_money(planned), words),
        FigureTile("完成投资", format_money(spent), f"{count} 个中 {reported} 个已填报"),
        FigureTile("完工或投用", built, f"{count} 个中 {len(stages)} 个已填报"),
        FigureTile("建设年限已满", f"{count_past_due(items, board.as_of)} 个", "按方案所列年限"),
    )


def project_figures(item: ProjectItem) -> tuple[FigureTile, ...]:
    """Return a project's money, how far it is built beside the time that has passed, and stage."""
    spent, completed = item.assessment.spent, item.completed_investment_wan_yuan
    planned, completed_words = format_distinct_money(
        item.planned_investment_wan_yuan, completed or Decimal(0)
    )
    return (
        FigureTile("计划总投资", planned, _funding(item)),
        FigureTile(
            "完成投资",
            NO_DATA if completed is None else completed_words,
            "尚未填报" if spent is None else f"占计划 {format_percent(spent)}",
        ),
        FigureTile(
            "形象进度",
            format_quantity(item.physical_progress_percent, "%"),
            f"建设年限已过 {format_percent(item.assessment.time_elapsed, 1)}",
        ),
        FigureTile("阶段", item.stage.label if item.stage else NO_DATA, item.marked),
    )


def _funding(item: ProjectItem) -> str:
    original = item.original_investment_wan_yuan
    if original is None:
        return f"投资类别：{item.funding}"
    _, before = format_distinct_money(item.planned_investment_wan_yuan, original)
    return f"投资类别：{item.funding}，原{before}"


def unit_figures(unit: str, items: Sequence[BoardItem], board: Board) -> tuple[FigureTile, ...]:
    """Return how many of the items that a unit leads there are, in trouble, and to report on."""
    (own,) = unit_rows(board.followed, [unit])
    due = count_due(reports_due(items, board.as_of))
    return (
        FigureTile("牵头事项", f"{own.total} 项", _beside(own.supported)),
        FigureTile(
            "问题",
            f"{own.counts.problems} 项",
            own.counts.problem_words,
            "逾期、受阻或未达标的事项。",
        ),
        FigureTile("滞后", f"{own.counts.behind} 项"),
        FigureTile("需要填报", f"{due} 项"),
    )


def _beside(supported: int) -> str:
    return f"另配合 {supported} 项" if supported else ""


def changes_figures(difference: Changes) -> tuple[FigureTile, ...]:
    """Return the counts of reports, of changed states, of new problems and of adjustments."""
    figures = (
        ("填报和撤销", difference.reports, "条", ""),
        ("状态变化", len(difference.status_changes), "项", ""),
        ("其中新增问题", len(difference.became_late), "项", "新逾期、受阻或未达标的事项。"),
        ("方案调整", difference.adjustments, "条", ""),
    )
    return tuple(
        FigureTile(label, f"{format_number(count)} {measure}", explanation=words)
        for label, count, measure, words in figures
    )
