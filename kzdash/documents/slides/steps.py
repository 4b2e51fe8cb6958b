"""The slide on steps: those that are overdue, and those of the coming days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.steps import steps_ahead
from kzdash.board.verdict.slides import steps_title
from kzdash.documents.slides.fitting import DOWN, HEAD, first_rows
from kzdash.documents.slides.slide import Cell, Slide, Table, due_cell, text_cell
from kzdash.domain.formatting import format_date

if TYPE_CHECKING:
    from kzdash.board.added_items import StepItem
    from kzdash.board.board import Board


def step_slides(board: Board) -> tuple[Slide, ...]:
    """List the steps that are overdue or come next; no slide where there are none."""
    steps = steps_ahead(board)
    if not steps:
        return ()
    rows = tuple(_row(step) for step in steps)
    table = first_rows(
        Table(("节点", "到期日", "牵头单位", "状态"), (14, 9, 9, 9), rows), DOWN - HEAD
    )
    more = len(steps) - len(table.rows)
    return (
        Slide(
            name="steps",
            topic="工作节点" + (f" · 另有{more}个见时间节点" if more else ""),
            message=steps_title(steps),
            items=tuple(steps[: len(table.rows)]),
            table=table,
        ),
    )


def _row(step: StepItem) -> tuple[Cell, ...]:
    return (
        text_cell(step.titled),
        Cell(format_date(step.due_on)),
        text_cell(step.lead_unit or "—"),
        due_cell(step),
    )
