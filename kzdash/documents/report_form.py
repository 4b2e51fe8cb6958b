"""The report form: one's own items with cells to fill in, the rest protected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter

from kzdash.board import goals
from kzdash.board.items import KIND_WORDS, BoardItem, IndicatorItem
from kzdash.board.outlook import is_asked, outlook_of
from kzdash.board.report_text import payload_as_text
from kzdash.documents import form_cover, form_steps
from kzdash.documents.form_sheets import (
    ask,
    ask_value,
    cell_value,
    open_cell,
    protect,
)
from kzdash.documents.pages.item_view import items_with_part
from kzdash.documents.sheet import (
    DAY,
    HEADER_HEIGHT,
    breadth,
    row_height,
    write,
    write_header,
)
from kzdash.documents.sheet_pages import (
    PageColumn,
    lay_out,
    print_columns,
    set_up_pages,
)
from kzdash.documents.table_sheet import COUNT, MOST_LINES
from kzdash.documents.workbook_file import new_book, saved
from kzdash.domain import rules
from kzdash.domain.formatting import format_date
from kzdash.domain.models import NO_PERIOD
from kzdash.domain.progress import Measure
from kzdash.domain.progress.figure_period import is_provisional, period_end, period_words
from kzdash.reporting.form_columns import (
    KEY,
    LAST,
    LEAD_UNIT,
    NAME,
    PART_FIELDS,
    PART_UNIT,
    PARTS_SHEET,
    PLAN,
    SEQ,
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

NEVER = "从未填报"
PLAN_WIDTH = 14
ASKED = {
    Measure.GROWTH: "比上年的增速，下降填负数",
    Measure.CUMULATIVE: "到当年末的累计数",
    Measure.LEVEL: "当年的水平，不是比上年的变化",
    Measure.CHANGE: "当年的水平，不是比上年的变化",
}


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
    book = new_book()
    parts = items_with_part(board, unit)
    form_cover.fill(book.worksheets[0], board, whose, unit, len(parts))
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
        form_steps.fill(book.create_sheet(STEPS_SHEET))
    for sheet in book.worksheets[1:]:
        set_up_pages(sheet, f"{board.plan.short_title} {sheet.title}", board.as_of_words)
    book.active = min(1, len(book.worksheets) - 1)
    return saved(book)


def _sheet(
    sheet: Worksheet,
    kind: Kind,
    rows: Sequence[tuple[BoardItem, int]],
    seqs: Mapping[int, int],
    plan: str,
) -> None:
    fields = _fields_asked(kind, [item for item, _ in rows])
    told = [PageColumn(LAST, 16, 32)]
    repeated = _telling([item for item, _ in rows])
    if isinstance(rows[0][0], IndicatorItem):
        # without its year no row can be told on another page
        repeated.append(PageColumn(YEAR, 8, 8))
        told = [PageColumn("填报内容", 16, 26), PageColumn(UNIT, 7, 7), *told]
    lines = [
        (
            (
                item.key,
                seqs.get(item.item_id, 0),
                item.name,
                *_of_indicator(item, period),
                last_words(item, period),
            ),
            _of_period(item, period),
        )
        for item, period in rows
    ]
    _fill_sheet(sheet, repeated, told, fields, lines, plan)
    _ask_values(sheet, rows, len(repeated) + len(told) + 1)


def _telling(items: Sequence[BoardItem]) -> list[PageColumn]:
    """Return the columns that tell which item a row is on."""
    key = max(breadth(item.key) for item in items) + 2
    return [PageColumn(KEY, key, key), PageColumn(SEQ, 5, 5), PageColumn(NAME, 20, 20)]


def _ask_values(sheet: Worksheet, rows: Sequence[tuple[BoardItem, int]], first: int) -> None:
    """Say beside the figures of each indicator what they may be."""
    letter = get_column_letter(first)
    for row, (item, _) in enumerate(rows, 2):
        if isinstance(item, IndicatorItem):
            asked = ASKED[item.target.measure]
            ask_value(sheet, item.target, item.reported_unit, asked, f"{letter}{row}")


def last_words(item: BoardItem, period: int) -> str:
    """Say what was reported last, and of which day: of a period, or else of the one before it."""
    if not period:
        return _words(item.latest_report, item)
    ends = period_end(period)
    known = [(one.period_order, one) for one in item.reports if one.period_order]
    own = [(one.period == period, end, one) for end, one in known if end <= ends]
    *_, last = max(own, key=lambda it: it[:2], default=(None,))
    return _words(last, item)


def _words(report: ReportEntry | None, item: BoardItem) -> str:
    if report is None:
        return NEVER
    return f"{payload_as_text(report, item)}（截至{format_date(report.fresh_on)}）"


def _fields_asked(kind: Kind, items: Sequence[BoardItem]) -> Sequence[ReportField]:
    """Return the columns to fill in; what is expected is asked of what is late alone."""
    if any(is_asked(item) or not outlook_of(item).is_empty for item in items):
        return fields_of(kind)
    return [field for field in fields_of(kind) if field not in rules.OUTLOOK]


def _sheet_of_parts(
    sheet: Worksheet, items: Sequence[BoardItem], unit: str, seqs: Mapping[int, int], plan: str
) -> None:
    """Add the sheet on which a supporting unit says how its parts stand."""
    repeated = _telling(items)
    told = [PageColumn(LEAD_UNIT, 11, 11), PageColumn(PART_UNIT, 11, 11), PageColumn(LAST, 16, 32)]
    lines = [
        (
            (
                item.key,
                seqs.get(item.item_id, 0),
                item.name,
                item.lead_words,
                unit,
                _words(item.part_of(unit), item),
            ),
            item.part_of(unit),
        )
        for item in items
    ]
    _fill_sheet(sheet, repeated, told, PART_FIELDS, lines, plan)


def _fill_sheet(
    sheet: Worksheet,
    repeated: Sequence[PageColumn],
    told: Sequence[PageColumn],
    fields: Sequence[ReportField],
    lines: Sequence[tuple[tuple[object, ...], ReportEntry | None]],
    plan: str,
) -> None:
    """Write a line an item: what tells it, what was said of it last, and the cells to fill in."""
    pages = lay_out(repeated, [*told, *map(_column, fields)])
    headers = [*(it.header for it in (*repeated, *told)), *(it.header for it in fields), PLAN]
    widths = [*pages.widths, PLAN_WIDTH]
    for at, (header, width) in enumerate(zip(headers, widths, strict=True), 1):
        write_header(sheet, 1, at, header)
        sheet.column_dimensions[get_column_letter(at)].width = width
    first = len(repeated) + len(told) + 1
    for row, (words, report) in enumerate(lines, 2):
        for at, value in enumerate(words, 1):
            cell = write(sheet, row, at, value)
            if isinstance(value, int):
                cell.alignment = COUNT
        _to_fill(sheet, row, first, fields, report)
        write(sheet, row, len(headers), plan)
        sheet.row_dimensions[row].height = max(HEADER_HEIGHT, _height(sheet, row, pages.widths))
    last = len(lines) + 1
    for at, field in enumerate(fields, first):
        ask(sheet, field, f"{get_column_letter(at)}2:{get_column_letter(at)}{last}")
    # each row says which plan it is of, also as text and in another file
    sheet.column_dimensions[get_column_letter(len(headers))].hidden = True
    sheet.row_dimensions[1].height = max(HEADER_HEIGHT, _height(sheet, 1, pages.widths))
    sheet.freeze_panes = f"{get_column_letter(len(repeated) + 1)}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headers))}{last}"
    print_columns(sheet, pages, len(repeated))
    protect(sheet)


def _column(field: ReportField) -> PageColumn:
    """Return the column of a field: texts get what a page leaves."""
    most = field.width * 2 if isinstance(field, rules.TextField) else field.width
    group = "" if not field.detail else "outlook" if field in rules.OUTLOOK else "funds"
    return PageColumn(field.header, field.width, most, group)


def _height(sheet: Worksheet, row: int, widths: Sequence[float]) -> float:
    """As high as the longest text of what is printed."""
    texts = ((sheet.cell(row, at).value, width) for at, width in enumerate(widths, 1))
    return row_height(texts, MOST_LINES)


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
    return year, asked, item.reported_unit or "—"


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
        open_cell(cell)
        if isinstance(field, rules.DayField):
            cell.number_format = DAY
