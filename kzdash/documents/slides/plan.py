"""The slides about the plan as a whole: cover, overview, indicators, milestones."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from kzdash.board.status_counts import count_statuses
from kzdash.documents.slides.slide import Cell, KeyFigure, Slide, Table, counted, status_cell
from kzdash.domain.formatting import format_date, format_money, format_percent
from kzdash.domain.progress import Status, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzdash.board.board import Board
    from kzdash.board.items import MilestoneItem

MOST_GAUGES, FEWEST_SLIDES = 12, 2


def cover_slide(board: Board) -> Slide:
    """Say what this is, of which document, and for which day."""
    plan = board.plan
    notes = (
        f"{plan.document_number} · {format_date(plan.issued_on)}印发",
        f"截至{format_date(board.as_of)}",
    )
    return Slide(name="cover", about=plan.issuer, message=plan.title, notes=(*notes, _pilot(board)))


def _pilot(board: Board) -> str:
    plan, as_of = board.plan, board.as_of
    if as_of < plan.pilot_starts_on:
        days = (plan.pilot_starts_on - as_of).days
        return f"试点期自{format_date(plan.pilot_starts_on)}起，还有 {days} 天"
    if as_of > plan.pilot_ends_on:
        return f"试点期已于{format_date(plan.pilot_ends_on)}结束"
    left = (plan.pilot_ends_on - as_of).days
    return f"试点期已过 {format_percent(board.time_elapsed, 1)}，还剩 {left} 天"


def overview_slide(board: Board) -> Slide:
    """Show the figures a leader asks for first, of what there is in the plan."""
    figures = tuple(_figures(board))
    stands = count_statuses(board)
    counts = (
        (len(board.indicators), "项指标", stands.met, "项达标"),
        (len(board.milestones), "个节点", stands.done, "个完成"),
    )
    parts = [f"{whole} {of} {count} {what}" for whole, of, count, what in counts if whole]
    message = "，".join(parts) or f"{figures[-1].label} {figures[-1].value}"
    return Slide(name="overview", about="总体情况", message=message, figures=figures)


def _figures(board: Board) -> Iterator[KeyFigure]:
    stands, projects = count_statuses(board), len(board.projects)
    if board.indicators:
        met = f"{stands.met} / {len(board.indicators)}"
        yield KeyFigure("指标达标", met, f"{stands.reported} 项有填报数据")
    if board.milestones:
        late = f"{Status.OVERDUE.shape} 逾期 {stands.overdue} 个" if stands.overdue else "无逾期"
        yield KeyFigure(
            "时间节点完成",
            f"{stands.done} / {len(board.milestones)}",
            f"{late}，其中未报 {stands.silent} 个" if stands.silent else late,
            Tone.BAD if stands.overdue else None,
        )
    if projects:
        spent = format_money(board.completed_investment_wan_yuan)
        yield KeyFigure(
            "计划总投资",
            format_money(board.planned_investment_wan_yuan),
            f"完成投资{spent}（{projects} 个中 {stands.spending_known} 个已填报）",
        )
    ends_on = format_date(board.plan.pilot_ends_on)
    yield KeyFigure("试点期已过", format_percent(board.time_elapsed, 1), f"试点至{ends_on}")


def indicator_slides(board: Board) -> tuple[Slide, ...]:
    """Show every indicator's gauge, spread evenly over the slides it takes."""
    items = board.indicators
    count = min(max(ceil(len(items) / MOST_GAUGES), FEWEST_SLIDES), len(items))
    size = ceil(len(items) / count) if count else 0
    parts = [items[at : at + size] for at in range(0, len(items), size or 1)]
    return tuple(
        Slide(
            name="indicators",
            about=f"主要指标 {turn}/{len(parts)}",
            message=f"第 {part[0].number} 至 {part[-1].number} 项：{counted(part, board.as_of)}",
            items=part,
        )
        for turn, part in enumerate(parts, 1)
    )


def milestone_slide(board: Board) -> tuple[Slide, ...]:
    """Count down to the milestones, and say how each stands; nothing of a plan without any."""
    if not board.milestones:
        return ()
    rows = tuple(
        (
            Cell(f"{item.number}. {item.name}"),
            Cell(format_date(item.due_on)),
            # the working days left would take a line of their own, five times
            Cell(f"{item.status.shape} {item.due.words}", item.status.tone)
            if item.working_days_words
            else status_cell(item, board.as_of),
        )
        for item in board.milestones
    )
    slide = Slide(
        name="milestones",
        about="时间节点",
        message=_countdown(board),
        items=board.milestones,
        table=Table(("节点", "到期日", "状态"), (12, 5, 7), rows),
    )
    return (slide,)


def _countdown(board: Board) -> str:
    coming = board.next_milestone
    late = [item for item in board.milestones if item.status is Status.OVERDUE]
    parts = []
    if coming is not None:
        working = f"（{coming.working_days_words}）" if coming.working_days_words else ""
        left = "今日到期" if coming.due.days == 0 else f"还有 {coming.due.days} 天{working}"
        parts.append(f"第 {coming.number} 个节点{left}")
    if late:
        parts.append(f"{len(late)} 个逾期{_unreported(late)}，最长 {_longest(late)} 天")
    return "；".join(parts) or f"{len(board.milestones)} 个节点已全部完成"


def _unreported(late: list[MilestoneItem]) -> str:
    silent = sum(item.latest_report is None for item in late)
    return f"（{silent} 个未报）" if silent else ""


def _longest(late: list[MilestoneItem]) -> int:
    return max(-item.due.days for item in late)
