"""What a leader asks for first, in words: four figures and the headline indicators."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash.board.status_counts import count_statuses
from kzdash.domain.formatting import (
    format_date,
    format_distinct_money,
    format_money,
    format_percent,
)

if TYPE_CHECKING:
    from kzdash.board.board import Board
    from kzdash.board.items import IndicatorItem

HEADLINES = 6
NONE = "方案中没有"


@dataclass(frozen=True, slots=True)
class Kpi:
    """A figure with what it is of and what goes with it; `late` where something is overdue."""

    label: str
    figure: str
    note: str
    late: bool = False


def headline_kpis(board: Board) -> tuple[Kpi, ...]:
    """The four figures: indicators met, milestones completed, money, pilot period gone by."""
    stands, original = count_statuses(board), board.original_investment_wan_yuan
    late = f"逾期 {stands.overdue} 个（未报 {stands.silent}）" if stands.overdue else "无逾期"
    spent = format_money(board.completed_investment_wan_yuan)
    planned, was = format_distinct_money(board.planned_investment_wan_yuan, original or Decimal(0))
    return (
        Kpi(
            "指标达标",
            _of(stands.met, len(board.indicators)),
            f"{stands.reported} 项有填报数据" if board.indicators else NONE,
        ),
        Kpi(
            "时间节点完成",
            _of(stands.done, len(board.milestones)),
            late if board.milestones else NONE,
            bool(stands.overdue),
        ),
        Kpi(
            "计划总投资" if original is None else f"计划总投资（原{was}）",
            planned,
            # as short as it is: a small screen cuts off a longer one
            f"完成 {spent} · 报 {stands.spending_known} 项" if board.projects else NONE,
        ),
        Kpi(
            "试点期已过",
            format_percent(board.time_elapsed, 1),
            f"试点至{format_date(board.plan.pilot_ends_on)}",
        ),
    )


def _of(count: int, whole: int) -> str:
    return f"{count} / {whole}" if whole else "—"


def headline_indicators(board: Board) -> list[IndicatorItem]:
    """The six indicators to show first: those with data, then those the plan itself names first."""
    order = sorted(
        board.indicators, key=lambda item: (item.latest_report is None, not item.headline)
    )
    return sorted(order[:HEADLINES], key=lambda item: item.number)
