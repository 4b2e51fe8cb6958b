"""Goals and yearly plans written line by line, pasted or in an uploaded file: read as typed."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.domain.parsing import parse_text
from kzdash.domain.spreadsheet import unguarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

KIND, NUMBER, FIELD, PERIOD, SOURCE = "类别", "事项序号", "内容", "时期", "资金来源"
VALUE, DAY, DOCUMENT, AS_OF, REASON = "数值", "日期", "依据文号", "起始日", "说明"
# as `seed/goals.csv` has them, which is also the order of lines without a header
COLUMNS = (KIND, NUMBER, FIELD, PERIOD, SOURCE, VALUE, DAY, DOCUMENT, AS_OF, REASON)
# without these a row is no header
NEEDED = {KIND, NUMBER, FIELD}
MAX_LINES = 500
FIRST_LINES = 10


@dataclass(frozen=True, slots=True)
class GoalLine:
    """What a line says, by column; `number` is that of the line."""

    number: int
    texts: Mapping[str, str]

    def text(self, column: str) -> str:
        """Return what a column says, empty where it says nothing."""
        return self.texts.get(column, "")

    @property
    def asks_nothing(self) -> bool:
        """Whether it has neither a figure nor a day, as a template's row that was not filled in."""
        return not (self.text(VALUE) or self.text(DAY))


def read_pasted(text: str) -> list[GoalLine]:
    """Read lines between tabs, or else commas, with or without a header."""
    lines = text.splitlines()
    if any("\t" in line for line in lines):
        return _read(line.split("\t") for line in lines)
    return _read(map(_cells, lines))


def read_file(content: bytes) -> list[GoalLine]:
    """Read the first sheet of a workbook, or a text file; UnreadableFileError if it is neither."""
    from kzdash.reporting import csv_reader, is_workbook, workbook_reader  # noqa: PLC0415 - with openpyxl

    if is_workbook(content):
        return _read(workbook_reader.read_texts(content))
    return read_pasted(csv_reader.decode(content))


def _cells(line: str) -> list[str]:
    """Return what stands between the commas of a line, also where one stands in a quoted cell."""
    cells = line.replace("，", ",")
    try:
        return next(csv.reader([cells]), [])
    except csv.Error:
        return cells.split(",")


def _read(rows: Iterable[Sequence[str]]) -> list[GoalLine]:
    places = {column: place for place, column in enumerate(COLUMNS)}
    lines: list[GoalLine] = []
    for number, cells in enumerate(rows, 1):
        texts = [unguarded(parse_text(cell)) for cell in cells]
        heads = {"".join(text.split()): place for place, text in enumerate(texts)}
        if number <= FIRST_LINES and heads.keys() >= NEEDED:
            # what stands above a header is its title
            places = {column: heads[column] for column in COLUMNS if column in heads}
            lines.clear()
        elif any(texts):
            said = {column: texts[at] for column, at in places.items() if at < len(texts)}
            lines.append(GoalLine(number, said))
    return lines
