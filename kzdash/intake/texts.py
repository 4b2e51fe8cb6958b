"""Read a CSV or TSV that came back, in the encodings that spreadsheets write here."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from kzdash.intake.flaws import Unfit, UnfitError
from kzdash.intake.sheets import MOST_COLUMNS, MOST_ROWS, Filled, Row, Sheet, checked, is_header
from kzdash.tables import RUN

if TYPE_CHECKING:
    from collections.abc import Iterator

ENCODINGS = ("utf-8-sig", "gb18030")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read(content: bytes) -> Filled:
    """Read the one table of a text file; UnfitError where it is none to be read."""
    text = _decoded(content)
    if "\0" in text:
        raise UnfitError(Unfit.NO_TEXT)
    header = text.split("\n", 1)[0]
    tabs = header.count("\t") > header.count(",")
    # every record counts as a row, an empty one too: so a spreadsheet numbers them
    records = csv.reader(io.StringIO(text, newline=""), csv.excel_tab if tabs else csv.excel)
    try:
        columns = [column.strip() for column in next(records, [])[:MOST_COLUMNS]]
        if not is_header(columns):
            raise UnfitError(Unfit.NO_TABLE)
        columns = list(checked(columns, ""))
        return Filled((Sheet("", tuple(columns), tuple(_rows(records, columns))),))
    except csv.Error as error:
        raise UnfitError(Unfit.DAMAGED) from error


def _decoded(content: bytes) -> str:
    encodings = ("utf-16",) if content.startswith(UTF_16) else ENCODINGS
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnfitError(Unfit.NO_TEXT)


def _rows(records: Iterator[list[str]], columns: list[str]) -> Iterator[Row]:
    for number, record in enumerate(records, 2):
        if number > MOST_ROWS:
            raise UnfitError(Unfit.TOO_MANY_ROWS)
        texts = {
            column: _undefused(text)
            for column, text in zip(columns, record, strict=False)
            if column
        }
        if any(texts.values()):
            yield Row(number, texts)


def _undefused(text: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    found = text.strip()
    return found[1:] if found.startswith("'") and found[1:].startswith(RUN) else found
