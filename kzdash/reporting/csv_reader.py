"""Read an uploaded CSV or TSV file."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from kzdash.domain.spreadsheet import TEXT_ENCODINGS, UTF_16_MARKS, unguarded
from kzdash.errors import FileProblem, UnreadableFileError
from kzdash.reporting.sheets import (
    MAX_COLUMNS,
    MAX_ROWS,
    FilledForm,
    Row,
    Sheet,
    check_columns,
    column_without_header,
    is_header,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

# one of these stands near the start of a web page, also of one saved as .mht
PAGE_TAGS, START_LENGTH = ("<html", "<table", "<body", "<meta", "mime-version:"), 5_000


def read(content: bytes) -> FilledForm:
    """Read a text file as a form with one sheet, or raise UnreadableFileError."""
    text = decode(content)
    _refuse_markup(text[:START_LENGTH].lstrip().lower())
    header = text.split("\n", 1)[0]
    tabs = header.count("\t") > header.count(",")
    # an empty record counts as a row, too, since spreadsheets number them so
    records = csv.reader(io.StringIO(text, newline=""), csv.excel_tab if tabs else csv.excel)
    try:
        columns = [column.strip() for column in next(records, [])[:MAX_COLUMNS]]
        if not is_header(columns):
            raise UnreadableFileError(FileProblem.NO_TABLE)
        columns = list(check_columns(columns, ""))
        rows = tuple(_rows(records, columns))
        used = dict.fromkeys(column for row in rows for column in row.texts)
        return FilledForm((Sheet("", tuple(dict.fromkeys((*columns, *used))), rows),))
    except csv.Error as error:
        raise UnreadableFileError(FileProblem.DAMAGED) from error


def _refuse_markup(start: str) -> None:
    """Raise UnreadableFileError for HTML and XML, which other systems export under .xls names."""
    if start.startswith(("<", "mime-version:")):
        is_page = any(tag in start for tag in PAGE_TAGS)
        raise UnreadableFileError(FileProblem.WEB_PAGE if is_page else FileProblem.XML_TABLE)


def decode(content: bytes) -> str:
    """Decode a text file of an encoding that spreadsheets write; else UnreadableFileError."""
    encodings = ("utf-16",) if content.startswith(UTF_16_MARKS) else TEXT_ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableFileError(FileProblem.NO_TEXT)


def _rows(records: Iterator[list[str]], columns: list[str]) -> Iterator[Row]:
    for number, record in enumerate(records, 2):
        texts: dict[str, str] = {}
        for index, text in enumerate(unguarded(cell.strip()) for cell in record):
            # cells beyond the header count as a column, too, if they have content
            has_header = index < len(columns)
            column = columns[index] if has_header else column_without_header(index + 1)
            if has_header or text:
                texts[column] = text
        if any(texts.values()):
            if number > MAX_ROWS:
                raise UnreadableFileError(FileProblem.TOO_MANY_ROWS)
            yield Row(number, texts)
