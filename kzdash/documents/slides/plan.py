"""The slides on the plan as a whole: cover, overview, indicators, milestones."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from kzdash.board import kpis
from kzdash.board.status_counts import count_plan
from kzdash.board.verdict import compose_verdict
from kzdash.documents.slides.slide import (
    Cell,
    KeyFigure,
    Slide,
    Table,
    state_cell,
    states_in_words,
)
from kzdash.domain.formatting import format_date, format_percent
from kzdash.domain.progress import State, Tone

if TYPE_CHECKING:
    from kzdash.board.board import Board

MAX_GAUGES, MIN_SLIDES = 12, 2


def cover_slide(board: Board) -> Slide:
    """Show the issuer, the plan's title and number, and the as-of date."""
    plan = board.plan
    notes = (
        f"{plan.document_number} · {format_date(plan.issued_on)}印发",
        f"截至{format_date(board.as_of)}",
    )
    return Slide(
        name="cover", topic=plan.issuer, message=plan.title, notes=(*notes, _pilot_words(board))
    )


def _pilot_words(board: Board) -> str:
    plan, as_of = board.plan, board.as_of
    if as_of < plan.pilot_starts_on:
        days = (plan.pilot_starts_on - as_of).days
        return f"试点期自{format_date(plan.pilot_starts_on)}起，还有 {days} 天"
    if as_of > plan.pilot_ends_on:
        return f"试点期已于{format_date(plan.pilot_ends_on)}结束"
    left = (plan.pilot_ends_on - as_of).days
    return f"试点期已过 {format_percent(board.time_elapsed, 1)}，还剩 {left} 天"


def overview_slide(board: Board) -> Slide:
    """Show the verdict in short, and the key figures that the plan has items for."""
    figures = tuple(
        KeyFigure(kpi.label, kpi.figure, kpi.note, Tone.BAD if kpi.late else None)
        for kpi in kpis.headline_kpis(board, in_full=True)
    )
    message = compose_verdict(board).brief
    return Slide(name="overview", topic="总体情况", message=message, figures=figures)


def indicator_slides(board: Board) -> tuple[Slide, ...]:
    """Show the gauges of all indicators, spread evenly over the slides they need."""
    items = board.indicators
    count = min(max(ceil(len(items) / MAX_GAUGES), MIN_SLIDES), len(items))
    size = ceil(len(items) / count) if count else 0
    parts = [items[at : at + size] for at in range(0, len(items), size or 1)]
    return tuple(
        Slide(
            name="indicators",
            topic=f"主要指标 {number}/{len(parts)}",
            message=f"第 {part[0].number} 至 {part[-1].number} 项：" + states_in_words(part),
            items=part,
        )
        for number, part in enumerate(parts, 1)
    )


def milestone_slide(board: Board) -> tuple[Slide, ...]:
    """Return the countdown to the milestones, or nothing for a plan without any."""
    if not board.milestones:
        return ()
    rows = tuple(
        (
            Cell(f"{item.number}. {item.name}"),
            Cell(format_date(item.due_on)),
            # without the working days, which would take a second row of text in each cell
            Cell(f"{item.state.shape} {item.due.words}", item.state.tone)
            if item.working_days_words
            else state_cell(item),
        )
        for item in board.milestones
    )
    slide = Slide(
        name="milestones",
        topic="时间节点",
        message=_countdown(board),
        items=board.milestones,
        table=Table(("节点", "到期日", "状态"), (12, 5, 7), rows),
    )
    return (slide,)


def _countdown(board: Board) -> str:
    coming, counts = board.next_milestone, count_plan(board)
    parts = []
    if coming is not None:
        parts.append(f"第 {coming.number} 个节点{coming.days_left()}")
    if counts.overdue:
        parts.append(f"{counts.overdue} 个逾期，最长 {_longest_overdue(board)} 天")
    if counts.due_unreported:
        parts.append(f"{counts.due_unreported} 个到期未报")
    return "；".join(parts) or f"{len(board.milestones)} 个节点已全部完成"


def _longest_overdue(board: Board) -> int:
    return max(item.days_late for item in board.milestones if item.state is State.OVERDUE)
