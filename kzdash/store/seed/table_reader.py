"""Read the files of a seed: rows whose cells were parsed, and every problem."""

from __future__ import annotations

import csv
import io
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from kzdash.domain.spreadsheet import TEXT_ENCODINGS
from kzdash.errors import SeedProblem
from kzdash.store.seed import cells
from kzdash.store.seed.files import OPTIONAL_TABLES, TABLES, Column, Row

if TYPE_CHECKING:
    from pathlib import Path


def read_optional_table(folder: Path, table: str) -> tuple[list[Row], list[SeedProblem]]:
    """Read a file as `read_table` does; one that is missing has no rows."""
    return read_table(folder, table) if (folder / f"{table}.csv").exists() else ([], [])


def read_table(folder: Path, table: str) -> tuple[list[Row], list[SeedProblem]]:
    """Read a file of the seed; return the rows without a problem, and every problem."""
    file = f"{table}.csv"
    columns = (TABLES | OPTIONAL_TABLES)[table]
    try:
        raw = _read_csv(folder / file)
    except OSError as error:
        reason = error.strerror or str(error)
        return [], [SeedProblem(file, 0, "", reason, "a file with a header row")]
    except (UnicodeDecodeError, csv.Error) as error:
        return [], [SeedProblem(file, 0, "", str(error), "CSV in UTF-8 or GB18030")]
    headers = raw[0][1] if raw else []
    problems = [
        SeedProblem(file, 1, column.header, "no such column", f"a column {column.header}")
        for column in columns
        if column.header not in headers
    ]
    if problems:
        return [], problems
    rows = []
    for line, cells_of_row in raw[1:]:
        if any(cells_of_row[len(headers) :]):
            count = f"{len(cells_of_row)} cells"
            problems.append(SeedProblem(file, line, "", count, f"{len(headers)} cells"))
            continue
        # a spreadsheet may leave out empty cells at a row's end
        row = dict(zip_longest(headers, cells_of_row[: len(headers)], fillvalue=""))
        fields, row_problems = _read_row(file, line, columns, row)
        problems += row_problems
        if not row_problems:
            rows.append(Row(file, line, fields))
    return rows, problems


def _read_csv(path: Path) -> list[tuple[int, list[str]]]:
    """Read the rows that are not empty, each with the number a spreadsheet shows for it."""
    data = path.read_bytes()
    encoding = next((name for name in TEXT_ENCODINGS if _decodes(data, name)), TEXT_ENCODINGS[0])
    # line breaks inside a cell become \n, too
    text = data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    stripped = ([cell.strip() for cell in row] for row in rows)
    return [(line, row) for line, row in enumerate(stripped, start=1) if any(row)]


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _read_row(
    file: str, line: int, columns: tuple[Column, ...], row: dict[str, str]
) -> tuple[dict[str, Any], list[SeedProblem]]:
    fields, problems = {}, []
    for column in columns:
        cell = row[column.header]
        try:
            fields[column.field] = column.read(cells.printable(cell))
        except ValueError as error:
            problems.append(SeedProblem(file, line, column.header, cell, str(error)))
    return fields, problems
