"""The sheet of a report form in which new steps are written, a row a step; all are empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from openpyxl.utils import get_column_letter

from kzdash.documents.form_sheets import open_cell, prompt_day, prompt_text, protect
from kzdash.documents.sheet import DAY, HEADER_HEIGHT, write_header
from kzdash.domain.rules.additions import LONGEST_NAME
from kzdash.reporting.form_columns import (
    KEY,
    STEP_COLUMNS,
    STEP_DUE,
    STEP_GROUNDS,
    STEP_NAME,
    UNIT,
)

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

NEW_STEPS = 30
WIDTHS = (10, 36, 14, 24, 24)
PROMPTS = {
    KEY: "节点所属事项的编号，如任务26。",
    STEP_NAME: "节点做什么，如完成可研批复。",
    STEP_DUE: "哪天到期，写作 2024-12-20。",
    UNIT: "负责的单位；不写的由事项的牵头单位负责。",
    STEP_GROUNDS: "依据的文件和文号，没有就不填。",
}


def fill(sheet: Worksheet) -> None:
    """Write the header and the rows to fill in."""
    for at, (header, width) in enumerate(zip(STEP_COLUMNS, WIDTHS, strict=True), 1):
        write_header(sheet, 1, at, header)
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = width
        for row in range(2, NEW_STEPS + 2):
            cell = cast("Cell", sheet.cell(row, at))
            open_cell(cell)
            if header == STEP_DUE:
                cell.number_format = DAY
        cells = f"{letter}2:{letter}{NEW_STEPS + 1}"
        if header == STEP_DUE:
            prompt_day(sheet, header, PROMPTS[header], cells, to_come=True)
        else:
            prompt_text(sheet, header, PROMPTS[header], LONGEST_NAME, cells)
    sheet.row_dimensions[1].height = HEADER_HEIGHT
    sheet.freeze_panes = "A2"
    protect(sheet)
