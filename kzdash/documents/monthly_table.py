"""The monthly table of investment (调度表): this month, this year, since the start, by category."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from kzdash.board.monthly_table import TableLine, table_lines
from kzdash.charts import palette
from kzdash.documents.sheet import (
    FACE,
    HEADER_HEIGHT,
    MONEY,
    WHOLE,
    StateCell,
    colour,
    fill,
    row_height,
    write,
    write_header,
    write_text,
)
from kzdash.documents.sheet_pages import PageColumn, lay_out, print_columns, set_up_pages
from kzdash.documents.workbook_file import new_book, saved

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from openpyxl.worksheet.worksheet import Worksheet

    from kzdash.board.board import Board
    from kzdash.board.items import ProjectItem

TITLE = "项目投资调度表"
RATIO, POINTS, PERCENT = "0.0%", "+0.0;-0.0;0.0", "0.##"
FIRST_HEADER, FIRST_LINE = 3, 5


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column under a head that it may share with others beside it; `of` gives its value.

    It is as wide as its `width` in characters, and up to `most` where a page has room.
    """

    group: str
    header: str
    of: Callable[[TableLine], object]
    width: float = 11
    shape: str = MONEY
    most: float = 0

    @property
    def on_paper(self) -> PageColumn:
        """The column as a page has it; no break falls into a head that several share."""
        return PageColumn(self.header, self.width, max(self.width, self.most), self.group)


def _of_item(of: Callable[[ProjectItem], object]) -> Callable[[TableLine], object]:
    """Return what is said of a project alone, and nothing of sums."""
    return lambda line: "" if line.item is None else of(line.item)


def _planned(line: TableLine) -> object:
    # what nobody planned is nobody's to report
    return "—" if line.year_plan is None else line.year_plan


def _of_pace(line: TableLine, value: Decimal | None) -> object:
    return "—" if line.pace is None else value


COLUMNS = (
    TableColumn("", "序号", _of_item(lambda item: item.number), 5, WHOLE),
    TableColumn("", "项目", lambda line: line.name, 22),
    TableColumn("", "牵头单位", _of_item(lambda item: item.lead_words), 12),
    TableColumn("", "建设年限", _of_item(lambda item: item.years_words), 12),
    TableColumn("", "计划总投资", lambda line: line.planned),
    TableColumn("", "本月完成", lambda line: line.this_month),
    TableColumn("本年", "完成", lambda line: line.this_year),
    TableColumn("本年", "年度计划", _planned),
    TableColumn(
        "本年",
        "完成率",
        lambda line: _of_pace(line, line.pace.completion if line.pace else None),
        9,
        RATIO,
    ),
    TableColumn(
        "本年",
        "较时序(个百分点)",
        lambda line: _of_pace(line, line.pace.ahead if line.pace else None),
        10,
        POINTS,
    ),
    TableColumn("开工以来", "完成", lambda line: line.completed),
    TableColumn("开工以来", "占总投资", lambda line: line.spent, 9, RATIO),
    TableColumn("资金", "到位", lambda line: line.received),
    TableColumn("资金", "支付", lambda line: line.paid),
    TableColumn("", "形象进度(%)", lambda line: line.physical, 9, PERCENT),
    TableColumn("", "阶段", _of_item(lambda item: item.stage.label if item.stage else None), 8),
    TableColumn("", "状态", _of_item(lambda item: StateCell(item.state, item.state_words)), 12),
    TableColumn("", "存在问题", _of_item(lambda item: item.problem_words or "—"), 20, most=30),
    TableColumn(
        "", "备注", lambda line: line.item.this_year.how if line.item else line.count, 28, most=44
    ),
)


def make(board: Board) -> bytes:
    """Write the table as a workbook of one sheet."""
    book = new_book()
    sheet = book.worksheets[0]
    sheet.title = TITLE
    repeated, others = ([column.on_paper for column in part] for part in (COLUMNS[:2], COLUMNS[2:]))
    pages = lay_out(repeated, others)
    _heads(sheet, board, pages.widths)
    for row, line in enumerate(table_lines(board), FIRST_LINE):
        for at, column in enumerate(COLUMNS, 1):
            cell = write(sheet, row, at, column.of(line), column.shape)
            if line.item is None:
                cell.font = Font(name=FACE, size=10, bold=True, color=colour(palette.INK))
                cell.fill = fill(palette.TRACK)
        texts = ((sheet.cell(row, at).value, width) for at, width in enumerate(pages.widths, 1))
        sheet.row_dimensions[row].height = row_height(texts)
    sheet.freeze_panes = f"C{FIRST_LINE}"
    print_columns(sheet, pages, len(repeated), (FIRST_HEADER, FIRST_LINE - 1))
    set_up_pages(sheet, f"{board.plan.short_title}{TITLE}", _about(board))
    return saved(book)


def _heads(sheet: Worksheet, board: Board, widths: Sequence[float]) -> None:
    """Write the title, the unit of the amounts, and two rows of heads."""
    write_text(sheet["A1"], f"{board.plan.short_title}{TITLE}")
    sheet["A1"].font = Font(name=FACE, size=16, bold=True, color=colour(palette.ACCENT))
    write_text(sheet["A2"], _about(board))
    sheet["A2"].font = Font(name=FACE, size=10, color=colour(palette.MUTED))
    for at, (column, width) in enumerate(zip(COLUMNS, widths, strict=True), 1):
        write_header(sheet, FIRST_HEADER, at, column.group or column.header)
        write_header(sheet, FIRST_HEADER + 1, at, column.header)
        sheet.column_dimensions[get_column_letter(at)].width = width
    for first, last in _groups():
        rows = (FIRST_HEADER, FIRST_HEADER) if first != last else (FIRST_HEADER, FIRST_HEADER + 1)
        sheet.merge_cells(start_row=rows[0], end_row=rows[1], start_column=first, end_column=last)
        cell = sheet.cell(FIRST_HEADER, first)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[FIRST_HEADER + 1].height = HEADER_HEIGHT


def _about(board: Board) -> str:
    closed = f"；{board.closing_words}" if board.closing_words else ""
    return f"{board.as_of_words}；金额单位：万元{closed}"


def _groups() -> list[tuple[int, int]]:
    """Return the first and last column of each head, counted from 1."""
    found: list[tuple[int, int]] = []
    for at, column in enumerate(COLUMNS, 1):
        if found and column.group and COLUMNS[at - 2].group == column.group:
            found[-1] = found[-1][0], at
        else:
            found.append((at, at))
    return found
