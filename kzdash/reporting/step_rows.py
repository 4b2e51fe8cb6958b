"""The rows of the sheet in which new steps are written: read, and tried out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.errors import CellError, CellPlace, CellProblem, ParseError, RefusedError, RowFault
from kzdash.reporting.form_columns import (
    KEY,
    STEP_COLUMNS,
    STEP_DUE,
    STEP_GROUNDS,
    STEP_NAME,
    UNIT,
    parse_key,
)
from kzdash.reporting.new_steps import Desk, StepLine, TriedStep, try_out
from kzdash.reporting.rows import row_fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzdash.domain.rules import NewItem
    from kzdash.reporting.rows import BoardItems
    from kzdash.reporting.sheets import Row, Sheet

COLUMNS = {"name": STEP_NAME, "due_on": STEP_DUE, "units": UNIT, "document_number": STEP_GROUNDS}


def try_out_rows(
    sheet: Sheet, items: BoardItems, desk: Desk
) -> Iterator[RowFault | NewItem | None]:
    """Yield what is wrong with each row, or the step that it adds; None where it stands already."""
    lines = []
    for row in sheet.rows:
        # what stands beside the columns of steps is somebody's own remark
        own = row.only(STEP_COLUMNS)
        if not own.has_content:
            continue
        key = parse_key(own.texts.get(KEY, ""))
        parent = items.get(key) if key else None
        faults = [RowFault(_place(sheet, row, name), it) for name, it in own.errors.items()]
        if parent is None and KEY not in own.errors:
            error = CellError(CellProblem.NO_ITEM, own.texts.get(KEY, ""))
            faults.append(RowFault(_place(sheet, row, KEY), error))
        yield from faults
        if parent is not None and not faults:
            lines.append((_line(own), parent))
    for step in try_out(lines, desk):
        yield _fault(sheet, step) or step.new


def _line(row: Row) -> StepLine:
    texts = (row.texts.get(name, "").strip() for name in COLUMNS.values())
    return StepLine(row.number, *texts)


def _fault(sheet: Sheet, step: TriedStep) -> RowFault | None:
    if not isinstance(step.fault, ParseError | RefusedError):
        return None
    place = CellPlace(sheet.name, step.line.number, COLUMNS.get(step.fault.field, ""))
    return row_fault(place, step.fault, step.parent)


def _place(sheet: Sheet, row: Row, column: str) -> CellPlace:
    return CellPlace(sheet.name, row.number, column)
