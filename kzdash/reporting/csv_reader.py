"""Read a CSV or TSV that came back, in the encodings that spreadsheets write here."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from kzdash.domain.spreadsheet import unguarded
from kzdash.errors import FileProblem, UnreadableFileError
from kzdash.reporting.sheets import (
    MOST_COLUMNS,
    MOST_ROWS,
    FilledForm,
    Row,
    Sheet,
    check_columns,
    is_header,
    nameless_column,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

ENCODINGS = ("utf-8-sig", "gb18030")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# how a web page begins, in one file with its pictures or without
OF_A_PAGE, WITHIN = ("<html", "<table", "<body", "<meta", "mime-version:"), 5_000


def read(content: bytes) -> FilledForm:
    """Read the one table of a text file; UnreadableFileError where it is none to be read."""
    text = _decoded(content)
    if "\0" in text:
        raise UnreadableFileError(FileProblem.NO_TEXT)
    _must_be_a_table(text[:WITHIN].lstrip().lower())
    header = text.split("\n", 1)[0]
    tabs = header.count("\t") > header.count(",")
    # every record counts as a row, an empty one too: so a spreadsheet numbers them
    records = csv.reader(io.StringIO(text, newline=""), csv.excel_tab if tabs else csv.excel)
    try:
        columns = [column.strip() for column in next(records, [])[:MOST_COLUMNS]]
        if not is_header(columns):
            raise UnreadableFileError(FileProblem.NO_TABLE)
        columns = list(check_columns(columns, ""))
        rows = tuple(_rows(records, columns))
        more = dict.fromkeys(column for row in rows for column in row.texts)
        return FilledForm((Sheet("", tuple(dict.fromkeys((*columns, *more))), rows),))
    except csv.Error as error:
        raise UnreadableFileError(FileProblem.DAMAGED) from error


def _must_be_a_table(start: str) -> None:
    """Raise UnreadableFileError for what spreadsheets read as well, under the name of .xls."""
    if start.startswith(("<", "mime-version:")):
        page = any(tag in start for tag in OF_A_PAGE)
        raise UnreadableFileError(FileProblem.WEB_PAGE if page else FileProblem.XML_TABLE)


def _decoded(content: bytes) -> str:
    encodings = ("utf-16",) if content.startswith(UTF_16) else ENCODINGS
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError(FileProblem.NO_TEXT)


def _rows(records: Iterator[list[str]], columns: list[str]) -> Iterator[Row]:
    for number, record in enumerate(records, 2):
        texts: dict[str, str] = {}
        for at, text in enumerate(unguarded(cell.strip()) for cell in record):
            # what stands beyond the header is named, too, where anything does
            column = columns[at] if at < len(columns) else nameless_column(at + 1)
            if at < len(columns) or text:
                texts[column] = text
        if any(texts.values()):
            if number > MOST_ROWS:
                raise UnreadableFileError(FileProblem.TOO_MANY_ROWS)
            yield Row(number, texts)
