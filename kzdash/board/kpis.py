"""The key figures a leader looks at first, in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash.board.status_counts import count_plan
from kzdash.domain.formatting import (
    format_date,
    format_distinct_money,
    format_money,
    format_percent,
)
from kzdash.domain.progress import State

if TYPE_CHECKING:
    from kzdash.board.board import Board
    from kzdash.board.status_counts import StatusCounts

NOT_IN_PLAN = "方案中没有"


@dataclass(frozen=True, slots=True)
class Kpi:
    """A figure with its label and a note; `late` if an item behind it is overdue."""

    label: str
    figure: str
    note: str
    late: bool = False


def headline_kpis(board: Board, *, in_full: bool = False) -> tuple[Kpi, ...]:
    """Return the four figures: indicators met, milestones completed, money, pilot period elapsed.

    `in_full` is for slides, which have room for longer notes; a figure that the plan has no items
    for is left out there.
    """
    counts = count_plan(board)
    kpis = (
        (board.indicators, _indicators(board, counts)),
        (board.milestones, _milestones(board, counts, in_full=in_full)),
        (board.projects, (_spent if in_full else _planned)(board, counts)),
        (True, _pilot(board)),
    )
    return tuple(kpi for is_in_plan, kpi in kpis if is_in_plan or not in_full)


def _indicators(board: Board, counts: StatusCounts) -> Kpi:
    note = f"{counts.reported} 项有填报数据" if board.indicators else NOT_IN_PLAN
    return Kpi("指标达标", _of(counts.met, len(board.indicators)), note)


def _milestones(board: Board, counts: StatusCounts, *, in_full: bool) -> Kpi:
    parts = ((counts.overdue, "逾期"), (counts.due_unreported, "到期未报"))
    note = "，".join(f"{word} {count} 个" for count, word in parts if count)
    mark = f"{State.OVERDUE.shape} " if in_full and counts.overdue else ""
    return Kpi(
        "时间节点完成",
        _of(counts.done, len(board.milestones)),
        f"{mark}{note or '无逾期'}" if board.milestones else NOT_IN_PLAN,
        bool(counts.overdue),
    )


def _planned(board: Board, counts: StatusCounts) -> Kpi:
    """Planned investment, with the original amount if it was adjusted."""
    original = board.original_investment_wan_yuan
    planned, was = format_distinct_money(board.planned_investment_wan_yuan, original or Decimal(0))
    completed = format_money(board.completed_investment_wan_yuan)
    # kept short: a small screen cuts off a longer note
    spent = (
        f"{counts.spending_known} 个项目完成 {completed}"
        if counts.spending_known
        else "没有项目填报完成投资"
    )
    return Kpi(
        "计划总投资" if original is None else f"计划总投资（原{was}）",
        planned,
        spent if board.projects else NOT_IN_PLAN,
    )


def _spent(board: Board, counts: StatusCounts) -> Kpi:
    """Planned investment, with completed investment and how many projects reported it."""
    spent, total = format_money(board.completed_investment_wan_yuan), len(board.projects)
    return Kpi(
        "计划总投资",
        format_money(board.planned_investment_wan_yuan),
        f"完成投资{spent}（{total} 个中 {counts.spending_known} 个已填报）",
    )


def _pilot(board: Board) -> Kpi:
    ends_on = format_date(board.plan.pilot_ends_on)
    return Kpi("试点期已过", format_percent(board.time_elapsed, 1), f"试点至{ends_on}")


def _of(count: int, total: int) -> str:
    return f"{count} / {total}" if total else "—"
