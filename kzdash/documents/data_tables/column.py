"""A table of data: what a row is, its columns, and each cell as a program reads it."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from kzdash.domain.formatting import printable
from kzdash.domain.spreadsheet import guarded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kzdash.board.items import BoardItem

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Type(StrEnum):
    """What the cells of a column hold, by the word that the explanation has for it."""

    ID = "编号"
    CODE = "代码"
    TEXT = "文字"
    WHOLE = "整数"
    FIGURE = "数"
    DAY = "日期"
    MOMENT = "时刻"
    FLAG = "是否"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, what it holds, what it says of a row, and what it is where unclear."""

    header: str
    type: Type
    of: Callable[[Any], object]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the name of its file, what a row is, its columns and rows."""

    name: str
    row_words: str
    columns: tuple[Column, ...]
    rows: Sequence[Any]

    def to_csv(self) -> bytes:
        """Write it as UTF-8 with a byte order mark, by which Excel knows that it is UTF-8."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(column.header for column in self.columns)
        for row in self.rows:
            writer.writerow(cell_text(column.of(row)) for column in self.columns)
        return out.getvalue().encode("utf-8-sig")


def cell_text(value: object) -> str:
    """Return a value as data has it: days as ISO has them, exact figures, nothing for unknown.

    A text that a spreadsheet would run has an apostrophe before it.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.astimezone(SHANGHAI).isoformat(timespec="seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value) if isinstance(value, int) else str(guarded(printable(str(value))))


def id_of(item: BoardItem) -> str:
    """Return an item's id: project-28."""
    return item.code


def joined(words: Iterable[str]) -> str:
    """Return several words in one cell."""
    return "、".join(words)
