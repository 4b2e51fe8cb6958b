"""The board's data as CSV files in one ZIP archive, with a text on each file and column."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kzdash.documents.data_tables import Column, Table, Type, data_tables
from kzdash.domain.formatting import DEMONSTRATION
from kzdash.domain.progress import Answer, Confidence, FundSource, Level, MatterKind, Stage
from kzdash.domain.progress import State as ItemState
from kzdash.domain.progress.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kzdash.board.board import Board

README = "说明（README）.txt"
INVENTED = Column(DEMONSTRATION, Type.TEXT, lambda _row: "随机编造")
FORMAT = (
    "每个文件一张表，UTF-8，逗号分隔，第一行是列名；没有数据的格为空，没有行的表只有列名。",
    "编号如 project-28，由类别码和序号组成，各文件用它对应；改革方向的分段写作 direction-4.1。",
    "日期写作 2025-06-30，时刻写作 2025-06-30T16:00:00+08:00（北京时间）。",
    "数不带单位、千位分隔符和百分号，单位写在列名里，或旁边的“计量单位”列里。",
    "是否写作 true、false。",
    "以 = + - @ 开头的文字前面加了一个英文单引号（'），以免电子表格当公式计算；读入时去掉。",
    "没有填报的一律为空，不是零。看板数据（.json）内容相同，字段名不同。",
)
CODES: Mapping[str, Iterable[Any]] = {
    "判断码": Status,
    "状态码": ItemState,
    "阶段码": Stage,
    "种类码": MatterKind,
    "层级码": Level,
    "反馈码": Answer,
    "完成把握码": Confidence,
    "来源码": FundSource,
}


def make(board: Board) -> bytes:
    """Return the archive: the explanation, and for each table a CSV file."""
    tables = [_marked(table, board) for table in data_tables(board)]
    files = {README: _readme(board, tables).encode("utf-8-sig")}
    files |= {f"{table.name}.csv": table.to_csv() for table in tables}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, content in files.items():
            # dated by the board, so that the same board makes the same file
            member = zipfile.ZipInfo(file, (*board.as_of.timetuple()[:3], 0, 0, 0))
            archive.writestr(member, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _marked(table: Table, board: Board) -> Table:
    """Return a table whose every row says that it is invented, if the store is a demonstration."""
    if not board.plan.demonstration:
        return table
    return replace(table, columns=(*table.columns, INVENTED))


def _readme(board: Board, tables: list[Table]) -> str:
    """Say of which plan and day the data is, how it is written, and what each column is."""
    about = (board.plan.title, board.plan.document_number, board.as_of_words, board.closing_words)
    lines = [*filter(None, about), "", *FORMAT]
    for table in tables:
        lines += ["", f"【{table.name}.csv】{table.row_words}（{len(table.rows)}行）"]
        lines += [f"  {column.header}：{_explained(column)}" for column in table.columns]
    lines += ["", "【代码】", *_codes()]
    return "".join(f"{line}\r\n" for line in lines)


def _explained(column: Column) -> str:
    return "，".join(filter(None, (column.type.value, column.words)))


def _codes() -> Iterator[str]:
    """Yield what each code means, a line a column."""
    for header, codes in CODES.items():
        words = "，".join(f"{one.code} {_label(one)}" for one in codes)
        yield f"  {header}：{words}"


def _label(one: Any) -> str:  # noqa: ANN401 - a choice of any of these kinds
    return str(one.word if isinstance(one, ItemState) else one.label)
