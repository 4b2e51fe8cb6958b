"""Say in Chinese what is wrong with an uploaded file."""

from __future__ import annotations

from kzdash.errors import (
    CellError,
    KzdashError,
    ParseError,
    RefusedError,
    UnreadableFileError,
)
from kzdash.errors.chinese import FILE_PROBLEMS, cell_problem
from kzdash.ui.reporting import refusals
from kzdash.ui.widgets.plain_text import plain

NOTHING_STORED = "没有写入任何内容。"


def file_problem(error: UnreadableFileError) -> str:
    """Say why a file could not be read, and that nothing was stored."""
    about = f"（{plain(error.detail)}）" if error.detail else ""
    return f"{FILE_PROBLEMS[error.problem]}{about}{NOTHING_STORED}"


def row_fault(error: KzdashError, column: str) -> str:
    """Say what is wrong with a cell or row, for a table that names its place."""
    match error:
        case CellError():
            return cell_problem(error)
        case ParseError():
            return refusals.unreadable_cell(error, column)
        case RefusedError():
            return refusals.field_refusal(error)
        case _:
            return refusals.UNKNOWN_REFUSAL
