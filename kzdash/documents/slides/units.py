"""The slides of one unit: what it leads, how that stands, where it is stuck and what is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kzdash.board.matters import supported_list, unit_list
from kzdash.board.verdict.slides import unit_title
from kzdash.documents.slides.attention import decision_points, decision_slide
from kzdash.documents.slides.fitting import paginate
from kzdash.documents.slides.slide import Cell, Slide, Table, keep_together, state_cell, text_cell
from kzdash.domain.formatting import format_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.documents.slides.attention import DecisionPoint

WIDTHS = (11, 19, 10)


def unit_slides(
    board: Board, unit: str, points: Sequence[DecisionPoint] | None = None
) -> tuple[Slide, ...]:
    """List what a unit leads, the most urgent first, then say of each that is stuck what is asked.

    Of a unit that leads nothing they list what it supports. `points` are the board's, where the
    caller has them already.
    """
    own = points if points is not None else decision_points(board)
    stuck = [point for point in own if point.unit == unit and point.words]
    decisions = (page for point in stuck for page in paginate(decision_slide(point)))
    slide = Slide(
        name="unit", topic=unit, message=unit_title(board, unit), table=_table(board, unit)
    )
    return (*paginate(slide), *(replace(page, topic=unit) for page in decisions))


def units_in_turn(board: Board) -> tuple[str, ...]:
    """Return the units that lead something, in the order in which the office lists them."""
    return tuple(unit for unit in board.units if board.led_by(unit))


def _table(board: Board, unit: str) -> Table | None:
    led = unit_list(board, unit)
    if led:
        return Table(("状态", "事项", "期限"), WIDTHS, tuple(map(_led_row, led)))
    supported = supported_list(board, unit)
    if supported:
        rows = tuple(_supported_row(item, unit) for item in supported)
        return Table(("本单位配合的部分", "事项", "牵头单位"), WIDTHS, rows)
    return None


def _led_row(item: BoardItem) -> tuple[Cell, ...]:
    due = format_date(item.due_on) if item.due_on else "—"
    return state_cell(item), text_cell(item.short_name), Cell(due)


def _supported_row(item: BoardItem, unit: str) -> tuple[Cell, ...]:
    words = Cell(keep_together(item.part_words(unit)))
    return words, text_cell(item.short_name), text_cell(item.lead_words)
