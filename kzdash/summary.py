"""What a leader asks for first, in words: four figures and the headline indicators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.progress import Status
from kzdash.words import day, money, percent

if TYPE_CHECKING:
    from kzdash.board import Board
    from kzdash.lines import IndicatorLine

HEADLINES = 6
COMPLETED = {Status.DONE_ON_TIME, Status.DONE_LATE}


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure with what it is of and what goes with it; `late` where something is overdue."""

    label: str
    figure: str
    note: str
    late: bool = False


def tiles(board: Board) -> tuple[Tile, ...]:
    """The four figures: indicators met, milestones completed, money, pilot period gone by."""
    met = sum(line.status is Status.MET for line in board.indicators)
    reported = sum(line.said is not None for line in board.indicators)
    original = board.original_investment_wan_yuan
    return (
        Tile("指标达标", f"{met} / {len(board.indicators)}", f"{reported} 项有填报数据"),
        _milestones(board),
        Tile(
            "计划总投资" if original is None else f"计划总投资（原{money(original)}）",
            money(board.planned_investment_wan_yuan),
            completed_words(board),
        ),
        Tile(
            "试点期已过", percent(board.time_elapsed, 1), f"试点至{day(board.plan.pilot_ends_on)}"
        ),
    )


def completed_words(board: Board) -> str:
    """How much of the money is completed, and of how many projects that is known."""
    known = sum(line.completed_investment_wan_yuan is not None for line in board.projects)
    spent = money(board.completed_investment_wan_yuan)
    return f"完成 {spent}（{known}/{len(board.projects)} 已报）"


def _milestones(board: Board) -> Tile:
    done = sum(line.status in COMPLETED for line in board.milestones)
    overdue = [line for line in board.milestones if line.status is Status.OVERDUE]
    silent = sum(line.said is None for line in overdue)
    note = f"逾期 {len(overdue)} 个，其中待填报 {silent} 个" if overdue else "无逾期"
    return Tile("时间节点完成", f"{done} / {len(board.milestones)}", note, bool(overdue))


def headline(board: Board) -> list[IndicatorLine]:
    """The six indicators to show first: those with data, then those the plan itself names first."""
    order = sorted(board.indicators, key=lambda line: (line.said is None, not line.headline))
    return sorted(order[:HEADLINES], key=lambda line: line.number)
