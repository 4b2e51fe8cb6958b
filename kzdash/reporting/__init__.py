"""Reports that come as files: read an uploaded form or table, and try what it would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.errors import FileProblem, UnreadableFileError
from kzdash.reporting.dry_run import preview
from kzdash.reporting.outcome import Answers, Dated, DryRun, RowChange, RowConflict, UnreadColumn
from kzdash.reporting.storing import store_outcome

if TYPE_CHECKING:
    from kzdash.reporting.sheets import FilledForm

__all__ = [
    "MAX_UPLOAD_BYTES",
    "MAX_UPLOAD_MB",
    "Answers",
    "Dated",
    "DryRun",
    "RowChange",
    "RowConflict",
    "UnreadColumn",
    "is_workbook",
    "preview",
    "read_upload",
    "store_outcome",
]

# of a filled form; photos and PDFs may be larger
MAX_UPLOAD_MB = 5
MAX_UPLOAD_BYTES = MAX_UPLOAD_MB * 1_000_000
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_workbook(content: bytes) -> bool:
    """Whether a file begins like a workbook: one of today, or one of the old format, .xls."""
    return content.startswith((ZIP, OLE))


def read_upload(content: bytes) -> FilledForm:
    """Read an uploaded workbook or text file; UnreadableFileError if it is no filled form."""
    from kzdash.reporting import csv_reader, workbook_reader  # noqa: PLC0415 - with openpyxl

    if not content.strip():
        raise UnreadableFileError(FileProblem.EMPTY)
    if len(content) > MAX_UPLOAD_BYTES:
        raise UnreadableFileError(FileProblem.TOO_LARGE)
    return workbook_reader.read(content) if is_workbook(content) else csv_reader.read(content)
