"""The report form: one's own items with cells to fill in, the rest protected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter

from kzdash.board import goals
from kzdash.board.items import KIND_WORDS, BoardItem, IndicatorItem
from kzdash.board.outlook import is_asked, outlook_of
from kzdash.charts import palette
from kzdash.documents.form_sheets import ask, cell_value, protect
from kzdash.documents.pages.item_view import items_with_part
from kzdash.documents.sheet import (
    DAY,
    FACE,
    HEADER_HEIGHT,
    colour,
    set_up_printing,
    write,
    write_header,
    write_text,
)
from kzdash.documents.workbook_file import saved
from kzdash.domain import rules
from kzdash.domain.models import NO_PERIOD
from kzdash.domain.progress import Measure
from kzdash.domain.progress.figure_period import is_provisional, period_words
from kzdash.reporting.form_columns import (
    AS_OF,
    AS_OF_SHEET,
    KEY,
    NAME,
    PART_FIELDS,
    PART_HEADERS,
    PARTS_SHEET,
    PLAN,
    SEQ,
    STEP_COLUMNS,
    STEP_DUE,
    STEPS_SHEET,
    UNIT,
    YEAR,
    fields_of,
    plan_reference,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from kzdash.board.board import Board
    from kzdash.board.items import ReportEntry
    from kzdash.domain.models import Kind
    from kzdash.domain.rules import ReportField

NEW_STEPS = 30
TO_FILL = PatternFill("solid", fgColor="FFFBE6")
ASKED = {
    Measure.GROWTH: "比上年的增速，下降填负数",
    Measure.CUMULATIVE: "到当年末的累计数",
    Measure.LEVEL: "当年的水平，不是比上年的变化",
    Measure.CHANGE: "当年的水平，不是比上年的变化",
}
OF_PARTS = (
    f"“{PARTS_SHEET}”表是其他单位牵头、本单位配合的{{supported}}项，只填本单位的部分；"
    "整体情况由牵头单位填报，互不覆盖。"
)
HOW = (
    "只填浅黄色的格；其余各格受保护，系统靠它们认出事项。",
    "没有变化的不用动，也不会产生新的填报。",
    "“数据截至”不填的，按交回的当天计。“依据”不带出上次的，有变化的行请写这次的依据。",
    "状态为“受阻”的请在说明中写明原因；指标的数值要有数据来源。",
    "逾期、滞后、受阻、未达标的，请在最后几栏写滞后原因、下一步措施、预计完成和把握，便于协调；其余的不填。",
    "填好后在“填报”页上传。系统先列出将有的变化和有问题的格，确认后一次写入，或全部不写。",
    f"“{STEPS_SHEET}”表写新的节点：编号写事项的（如任务26），单位不写的由牵头单位负责；各单位写的待专班办公室确认。",
    "请不要合并单元格，不要用公式，不要改工作表中的编号和填报次数。",
)


def make(
    board: Board,
    items: Sequence[BoardItem],
    seqs: Mapping[int, int],
    whose: str,
    unit: str = "",
) -> bytes:
    """Write a form on these lines; `seqs` are the numbers of reports, read before the board was.

    One of a `unit` has a sheet of its own for the parts of what the unit supports.
    """
    book = Workbook()
    parts = items_with_part(board, unit)
    _about(book.worksheets[0], board, whose, len(parts))
    for kind in dict.fromkeys(item.kind for item in items):
        # before the plan's first year no indicator has a year that could be known
        if rows := list(_rows([item for item in items if item.kind is kind], board)):
            _sheet(
                book.create_sheet(KIND_WORDS[kind]), kind, rows, seqs, plan_reference(board.plan)
            )
    if parts:
        sheet = book.create_sheet(PARTS_SHEET)
        _sheet_of_parts(sheet, parts, unit, seqs, plan_reference(board.plan))
    if any(item.kind in rules.WITH_STEPS for item in items):
        _sheet_of_steps(book.create_sheet(STEPS_SHEET))
    book.active = min(1, len(book.worksheets) - 1)
    return saved(book)


def _about(sheet: Worksheet, board: Board, whose: str, supported: int) -> None:
    sheet.title = AS_OF_SHEET
    write_text(sheet["A1"], f"{board.plan.short_title} 填报表")
    sheet["A1"].font = Font(name=FACE, size=16, bold=True, color=colour(palette.ACCENT))
    write(sheet, 2, 1, AS_OF)
    write(sheet, 2, 2, board.as_of)
    write(sheet, 3, 1, "填报人")
    write(sheet, 3, 2, whose)
    write(sheet, 4, 1, PLAN)
    write(sheet, 4, 2, plan_reference(board.plan))
    beside = (OF_PARTS.format(supported=supported),) if supported else ()
    for row, words in enumerate((*HOW, *beside), 6):
        write(sheet, row, 1, f"{row - 5}. {words}").font = Font(name=FACE, size=11)
        sheet.row_dimensions[row].height = 20
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 16, 90
    set_up_printing(sheet)
    protect(sheet)


def _sheet(
    sheet: Worksheet,
    kind: Kind,
    rows: Sequence[tuple[BoardItem, int]],
    seqs: Mapping[int, int],
    plan: str,
) -> None:
    fields = _fields_asked(kind, [item for item, _ in rows])
    fixed = [(KEY, 10), (SEQ, 8), (NAME, 36)]
    if isinstance(rows[0][0], IndicatorItem):
        fixed += [("填报内容", 40), (UNIT, 9), (YEAR, 14)]
    lines = [
        (
            (item.key, seqs.get(item.item_id, 0), item.name, *_of_indicator(item, period)),
            _of_period(item, period),
        )
        for item, period in rows
    ]
    _fill_sheet(sheet, fixed, fields, lines, plan)


def _fields_asked(kind: Kind, items: Sequence[BoardItem]) -> Sequence[ReportField]:
    """Return the columns to fill in; what is expected is asked of what is late alone."""
    if any(is_asked(item) or not outlook_of(item).is_empty for item in items):
        return fields_of(kind)
    return [field for field in fields_of(kind) if field not in rules.OUTLOOK]


def _sheet_of_parts(
    sheet: Worksheet, items: Sequence[BoardItem], unit: str, seqs: Mapping[int, int], plan: str
) -> None:
    """Add the sheet on which a supporting unit says how its parts stand."""
    fixed = list(zip(PART_HEADERS, (10, 8, 36, 16, 16), strict=True))
    lines = [
        (
            (item.key, seqs.get(item.item_id, 0), item.name, item.lead_words, unit),
            item.part_of(unit),
        )
        for item in items
    ]
    _fill_sheet(sheet, fixed, PART_FIELDS, lines, plan)


def _fill_sheet(
    sheet: Worksheet,
    fixed: Sequence[tuple[str, int]],
    fields: Sequence[ReportField],
    lines: Sequence[tuple[tuple[object, ...], ReportEntry | None]],
    plan: str,
) -> None:
    """Write a line an item: what tells it, by `fixed` columns, and what was said of it last."""
    headers = [*fixed, *((field.header, field.width) for field in fields), (PLAN, 14)]
    for at, (header, width) in enumerate(headers, 1):
        write_header(sheet, 1, at, header)
        sheet.column_dimensions[get_column_letter(at)].width = width
    for row, (told, report) in enumerate(lines, 2):
        for at, value in enumerate(told, 1):
            write(sheet, row, at, value)
        _to_fill(sheet, row, len(fixed) + 1, fields, report)
        write(sheet, row, len(headers), plan)
        sheet.row_dimensions[row].height = HEADER_HEIGHT
    last = len(lines) + 1
    for at, field in enumerate(fields, len(fixed) + 1):
        ask(sheet, field, f"{get_column_letter(at)}2:{get_column_letter(at)}{last}")
    # each row says which plan it is of, also as text and in another file
    sheet.column_dimensions[get_column_letter(len(headers))].hidden = True
    sheet.row_dimensions[1].height = HEADER_HEIGHT
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headers))}{last}"
    sheet.print_title_rows = "1:1"
    # details come last, and would make the rest of a printed page too small to read
    printed = len(fixed) + sum(not field.detail for field in fields)
    sheet.print_area = f"A1:{get_column_letter(printed)}{last}"
    set_up_printing(sheet)
    protect(sheet)


def _sheet_of_steps(sheet: Worksheet) -> None:
    """Add the sheet in which new steps are written, a row a step, whose rows are all empty."""
    widths = (10, 36, 14, 24, 24)
    for at, (header, width) in enumerate(zip(STEP_COLUMNS, widths, strict=True), 1):
        write_header(sheet, 1, at, header)
        sheet.column_dimensions[get_column_letter(at)].width = width
        for row in range(2, NEW_STEPS + 2):
            cell = sheet.cell(row, at)
            cell.fill, cell.protection = TO_FILL, Protection(locked=False)
            if header == STEP_DUE:
                cell.number_format = DAY
    sheet.row_dimensions[1].height = HEADER_HEIGHT
    sheet.freeze_panes = "A2"
    set_up_printing(sheet)
    protect(sheet)


def _rows(items: Sequence[BoardItem], board: Board) -> Iterator[tuple[BoardItem, int]]:
    """A row an item; of an indicator one for each period that can be known by the day."""
    for item in items:
        if isinstance(item, IndicatorItem):
            last = min(item.target.target_year, board.as_of.year)
            yield from ((item, year) for year in range(item.target.baseline_year, last + 1))
            yield from ((item, part) for part in goals.open_periods(item))
        else:
            yield item, NO_PERIOD


def _of_indicator(item: BoardItem, period: int) -> tuple[object, ...]:
    if not isinstance(item, IndicatorItem):
        return ()
    asked = f"{item.reported_name}（{ASKED[item.target.measure]}）"
    year = period_words(period) if is_provisional(period) else period
    return asked, item.reported_unit or "—", year


def _of_period(item: BoardItem, period: int) -> ReportEntry | None:
    return next((report for report in item.reports if report.period == period), None)


def _to_fill(
    sheet: Worksheet,
    row: int,
    first: int,
    fields: Sequence[ReportField],
    report: ReportEntry | None,
) -> None:
    """Cells that may be filled in, with what was said last in them.

    The day and the evidence are asked anew: that of an earlier report does not support another.
    """
    for at, field in enumerate(fields, first):
        is_asked_anew = field is rules.AS_OF or field is rules.EVIDENCE
        value: Any = None if is_asked_anew else getattr(report, field.name, None)
        held = cell_value(value)
        cell = write(sheet, row, at, "" if held is None else held)
        cell.fill = TO_FILL
        cell.protection = Protection(locked=False)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        if isinstance(field, rules.DayField):
            cell.number_format = DAY
        if cell.value == "":
            cell.value = None
