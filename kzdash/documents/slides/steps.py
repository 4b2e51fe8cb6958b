"""The slide on steps: those that are overdue, and those of the coming days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.steps import DAYS_AHEAD, steps_ahead
from kzdash.documents.slides.slide import Cell, Slide, Table, item_cell, state_cell, text_cell
from kzdash.domain.formatting import format_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.added_items import StepItem
    from kzdash.board.board import Board

MOST_ROWS = 8


def step_slides(board: Board) -> tuple[Slide, ...]:
    """List the steps that are overdue or come next; no slide where there are none."""
    steps = steps_ahead(board)
    if not steps:
        return ()
    more = len(steps) - MOST_ROWS
    return (
        Slide(
            name="steps",
            topic="工作节点" + (f" · 另有 {more} 个见时间节点" if more > 0 else ""),
            message=_message(steps),
            table=Table(
                ("节点", "到期日", "牵头单位", "状态"),
                (13, 7, 7, 7),
                tuple(_row(step) for step in steps[:MOST_ROWS]),
            ),
        ),
    )


def _message(steps: Sequence[StepItem]) -> str:
    past = sum(bool(step.days_late) for step in steps)
    coming = len(steps) - past
    parts = (
        f"{past}个工作节点已过到期日" if past else "",
        f"未来{DAYS_AHEAD}天到期{coming}个" if coming else "",
    )
    return "，".join(filter(None, parts))


def _row(step: StepItem) -> tuple[Cell, ...]:
    state = Cell(f"{step.state.shape} {step.due.words}", step.state.tone)
    return (
        item_cell(step),
        Cell(format_date(step.due_on)),
        text_cell(step.lead_unit or "—"),
        state if step.working_days_words else state_cell(step),
    )
