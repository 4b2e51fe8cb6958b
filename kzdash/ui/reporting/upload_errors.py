"""What is wrong with a file that came back, with what it holds made plain for the screen."""

from __future__ import annotations

from kzdash.errors import (
    CellError,
    KzdashError,
    ParseError,
    RefusedError,
    UnreadableFileError,
)
from kzdash.errors.chinese import CELL_PROBLEMS, FILE_PROBLEMS
from kzdash.ui.reporting import refusals
from kzdash.ui.widgets.plain_text import plain

NOTHING = "没有写入任何内容。"


def file_problem(error: UnreadableFileError) -> str:
    """Say why a file was not read, and that nothing was written."""
    about = f"（{plain(error.detail)}）" if error.detail else ""
    return f"{FILE_PROBLEMS[error.problem]}{about}{NOTHING}"


def row_fault(error: KzdashError, column: str) -> str:
    """Say what is wrong in one place, for a table that names the place."""
    match error:
        case CellError():
            quoted = f"“{error.value}”" if error.value else ""
            return f"{quoted}{CELL_PROBLEMS[error.problem]}。"
        case ParseError():
            return refusals.unreadable_cell(error, column)
        case RefusedError():
            return refusals.field_refusal(error)
        case _:
            return refusals.OTHERWISE
