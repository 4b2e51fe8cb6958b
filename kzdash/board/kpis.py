"""What a leader asks for first, in words: four figures and the headline indicators."""

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
from kzdash.domain.progress import Status

if TYPE_CHECKING:
    from kzdash.board.board import Board
    from kzdash.board.items import IndicatorItem
    from kzdash.board.status_counts import StatusCounts

HEADLINES = 6
NONE = "方案中没有"


@dataclass(frozen=True, slots=True)
class Kpi:
    """A figure with what it is of and what goes with it; `late` where something is overdue."""

    label: str
    figure: str
    note: str
    late: bool = False


def headline_kpis(board: Board, *, in_full: bool = False) -> tuple[Kpi, ...]:
    """The four figures: indicators met, milestones completed, money, pilot period gone by.

    `in_full` is for slides: with all that there is room for, and nothing of what the plan lacks.
    """
    stands = count_plan(board)
    found = (
        (board.indicators, _indicators(board, stands)),
        (board.milestones, _milestones(board, stands, in_full=in_full)),
        (board.projects, (_spent if in_full else _planned)(board, stands)),
        (True, _pilot(board)),
    )
    return tuple(tile for there, tile in found if there or not in_full)


def _indicators(board: Board, stands: StatusCounts) -> Kpi:
    note = f"{stands.reported} 项有填报数据" if board.indicators else NONE
    return Kpi("指标达标", _of(stands.met, len(board.indicators)), note)


def _milestones(board: Board, stands: StatusCounts, *, in_full: bool) -> Kpi:
    silent, late = stands.silent, f"逾期 {stands.overdue} 个"
    if in_full:
        more = f"，其中未报 {silent} 个" if silent else ""
        late = f"{Status.OVERDUE.shape} {late}{more}"
    else:
        late = f"{late}（未报 {silent}）"
    note = late if stands.overdue else "无逾期"
    return Kpi(
        "时间节点完成",
        _of(stands.done, len(board.milestones)),
        note if board.milestones else NONE,
        bool(stands.overdue),
    )


def _planned(board: Board, stands: StatusCounts) -> Kpi:
    """Planned investment, with what it was where it was adjusted."""
    original = board.original_investment_wan_yuan
    planned, was = format_distinct_money(board.planned_investment_wan_yuan, original or Decimal(0))
    # as short as it is: a small screen cuts off a longer one
    spent = (
        f"完成 {format_money(board.completed_investment_wan_yuan)} · 报 {stands.spending_known} 项"
    )
    return Kpi(
        "计划总投资" if original is None else f"计划总投资（原{was}）",
        planned,
        spent if board.projects else NONE,
    )


def _spent(board: Board, stands: StatusCounts) -> Kpi:
    """Planned investment as it stands now, with how many have said what they completed of it."""
    spent, whole = format_money(board.completed_investment_wan_yuan), len(board.projects)
    return Kpi(
        "计划总投资",
        format_money(board.planned_investment_wan_yuan),
        f"完成投资{spent}（{whole} 个中 {stands.spending_known} 个已填报）",
    )


def _pilot(board: Board) -> Kpi:
    ends_on = format_date(board.plan.pilot_ends_on)
    return Kpi("试点期已过", format_percent(board.time_elapsed, 1), f"试点至{ends_on}")


def _of(count: int, whole: int) -> str:
    return f"{count} / {whole}" if whole else "—"


def headline_indicators(board: Board) -> list[IndicatorItem]:
    """The six indicators to show first: those with data, then those the plan itself names first."""
    order = sorted(
        board.indicators, key=lambda item: (item.latest_report is None, not item.headline)
    )
    return sorted(order[:HEADLINES], key=lambda item: item.number)
