"""Which files a seed has, which columns each has, and what a column's cells may hold."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from kzdash.domain.progress import Direction, Measure
from kzdash.domain.rules import STATUS
from kzdash.errors import SeedProblem
from kzdash.store.seed import cells

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MEASURES = {
    "水平": Measure.LEVEL,
    "变化": Measure.CHANGE,
    "增速": Measure.GROWTH,
    "累计": Measure.CUMULATIVE,
}
DIRECTIONS = {
    "不低于": Direction.UP,
    "不高于": Direction.DOWN,
    "提高": Direction.UP,
    "缩小": Direction.DOWN,
}
FUNDING = {"政府": "政府", "市场": "市场"}
ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True, slots=True)
class Column:
    """A header as written in the file, the field it becomes, and the reader of its cells."""

    header: str
    field: str
    read: Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was read: its fields by name, and where it stands in its file."""

    file: str
    line: int
    fields: dict[str, Any]

    def __getitem__(self, field: str) -> Any:  # noqa: ANN401 - of whatever kind the column is
        return self.fields[field]

    def problem(self, column: str, found: object, expected: str) -> SeedProblem:
        """Return a problem of this row."""
        return SeedProblem(self.file, self.line, column, str(found), expected)


NUMBER = Column("序号", "number", cells.whole)
NAME = Column("名称", "name", cells.text)
SHORT_NAME = Column("名称", "name", cells.short_name)
SUMMARY = Column("摘要", "summary", cells.text)
UNITS = Column("责任单位", "units", cells.units)
CITATION = Column("出处", "citation", cells.text)
PROGRAMME = Column("工程序号", "programme", cells.whole)
LABEL = Column("简称", "short_name", cells.text)
LISTED = (NUMBER, SHORT_NAME, SUMMARY, UNITS, CITATION)

TABLES: dict[str, tuple[Column, ...]] = {
    "units": (NAME, Column("其他写法", "aliases", cells.free_text), CITATION),
    "programmes": (
        NUMBER,
        NAME,
        LABEL,
        Column("项目类别名称", "category_name", cells.text),
        CITATION,
    ),
    "indicators": (
        NUMBER,
        NAME,
        LABEL,
        Column("计量单位", "unit", cells.free_text),
        Column("类型", "measure", cells.choice(MEASURES)),
        Column("方向", "direction", cells.choice(DIRECTIONS)),
        Column("目标值", "target", cells.positive),
        Column("约数", "approximate", cells.flag),
        Column("小数位", "decimals", cells.decimals),
        Column("容差", "tolerance", cells.positive),
        Column("填报内容", "reported_name", cells.text),
        Column("填报单位", "reported_unit", cells.free_text),
        Column("重点", "headline", cells.flag),
        UNITS,
        Column("说明", "summary", cells.text),
        CITATION,
    ),
    "projects": (
        NUMBER,
        NAME,
        LABEL,
        PROGRAMME,
        Column("项目业主", "owner", cells.text),
        Column("投资类别", "funding", cells.choice(FUNDING)),
        Column("开工年", "start_year", cells.year),
        Column("完工年", "end_year", cells.year),
        Column("计划总投资(万元)", "planned_investment_wan_yuan", cells.positive),
        UNITS,
        Column("建设内容", "summary", cells.text),
        CITATION,
    ),
    "milestones": (
        NUMBER,
        SHORT_NAME,
        Column("到期日", "due_on", cells.day),
        UNITS,
        Column("说明", "summary", cells.text),
        CITATION,
    ),
    "tasks": (NUMBER, PROGRAMME, *LISTED[1:]),
    "directions": (NUMBER, Column("段落", "paragraph", cells.whole_or_zero), NAME, *LISTED[2:]),
    "policies": LISTED,
    "reforms": LISTED,
    "aims": LISTED,
    "safeguards": LISTED,
    "observations": (
        Column("指标序号", "number", cells.whole),
        Column("年份", "period", cells.year),
        Column("数值", "value", cells.decimal),
        Column("单位", "unit", cells.free_text),
        Column("口径", "measures", cells.text),
        Column("推算方式", "derivation", cells.text),
        Column("资料名称", "source", cells.text),
        Column("发布单位", "publisher", cells.text),
        Column("发布日期", "published_on", cells.day_or_none),
        Column("网址", "address", cells.free_text),
        CITATION,
    ),
    "completions": (
        Column("时间节点序号", "number", cells.whole),
        Column("状态", "status", cells.choice(STATUS.choices)),
        Column("完成日期", "completed_on", cells.day),
        Column("截至日", "as_of", cells.day),
        Column("依据", "evidence", cells.text),
        Column("说明", "note", cells.text),
        CITATION,
    ),
    "corrections": (
        NUMBER,
        Column("类别", "kind", cells.text),
        Column("位置", "place", cells.text),
        Column("原文", "found", cells.text),
        Column("读作", "reading", cells.text),
        Column("依据", "grounds", cells.text),
        CITATION,
    ),
}


def read_table(folder: Path, table: str) -> tuple[list[Row], list[SeedProblem]]:
    """Read a file of the seed: the rows all of whose cells are good, and every problem found."""
    file = f"{table}.csv"
    columns = TABLES[table]
    try:
        raw = _rows(folder / file)
    except OSError as error:
        found = error.strerror or str(error)
        return [], [SeedProblem(file, 0, "", found, "a file with a header row")]
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
        fields, bad = _read_row(file, line, columns, row)
        problems += bad
        if not bad:
            rows.append(Row(file, line, fields))
    return rows, problems


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """Every row that holds anything, with the line a spreadsheet shows it on."""
    data = path.read_bytes()
    encoding = next((name for name in ENCODINGS if _decodes(data, name)), ENCODINGS[0])
    # a line break within a cell is one, whichever way a program ends its lines
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
            fields[column.field] = column.read(cells.shown(cell))
        except ValueError as error:
            problems.append(SeedProblem(file, line, column.header, cell, str(error)))
    return fields, problems
