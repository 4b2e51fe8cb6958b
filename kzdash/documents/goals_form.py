"""The form for goals of years and yearly plans: a row for each that may be asked, filled or empty.

`reporting.goal_lines` reads it back; it passes over rows without a figure or a day.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kzdash.documents.sheet import GENERAL, MONEY, WHOLE, set_up_printing, write_text
from kzdash.documents.table_sheet import Column, table
from kzdash.documents.workbook_file import new_book, saved
from kzdash.domain.progress import FundSource, Measure
from kzdash.domain.progress.figure_period import is_provisional, period_words, provisional_periods
from kzdash.domain.rules import GOAL_FIELDS, GOAL_KINDS
from kzdash.reporting import goal_lines

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from decimal import Decimal

    from openpyxl.cell.cell import Cell

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem, IndicatorItem, ProjectItem

NAME = "名称"
HOW = (
    "只填“数值”和“日期”两列中要下达的，空着的行略过；已有的数留着不动，也可以改成新的数。",
    "指标目标的口径与填报的相同；投资和资金的单位是万元；计划开工填日期，如 2025-03-01。",
    "时期写 2025年，快报的目标写 2025年一季度、上半年、前三季度。",
    "计划资金一个来源一行：中央预算内投资、专项债、特别国债、市级资金、区级资金、社会资本。",
    "依据文号、起始日、说明可以每行写，也可以在看板上统一填。",
    "填好后在“填报”页“登记年度目标和计划”里上传，先试算，全部没有问题才一次写入。",
)
# together as wide as A4 in letters of 9 pt
WIDTHS = {
    goal_lines.KIND: 6,
    goal_lines.NUMBER: 6,
    NAME: 22,
    goal_lines.FIELD: 14,
    goal_lines.SOURCE: 15,
    goal_lines.DOCUMENT: 15,
    goal_lines.REASON: 14,
}
SHAPES = {goal_lines.NUMBER: WHOLE, goal_lines.VALUE: MONEY}

Cells = dict[str, object]


def make(board: Board) -> bytes:
    """Return the form as a workbook, with what is asked by the board's day filled in."""
    book = new_book()
    sheet = book.worksheets[0]
    headers = [*goal_lines.COLUMNS[:2], NAME, *goal_lines.COLUMNS[2:]]
    columns = [
        Column(
            header,
            partial(_cell, header),
            WIDTHS.get(header, 11),
            SHAPES.get(header, GENERAL),
        )
        for header in headers
    ]
    table(sheet, columns, list(_rows(board)))
    sheet.title = "年度目标和计划"
    how = book.create_sheet("怎样填")
    for at, words in enumerate((board.plan.title, *HOW), 1):
        cell: Cell = how.cell(at, 1)
        write_text(cell, words)
    how.column_dimensions["A"].width = 100
    for one in book.worksheets:
        set_up_printing(one, f"{board.plan.short_title} {one.title}", board.as_of_words)
    return saved(book)


def _cell(header: str, cells: Cells) -> object:
    return cells.get(header, "")


def _rows(board: Board) -> Iterator[Cells]:
    for indicator in board.indicators:
        yield from _goals(indicator)
    for project in board.projects:
        yield from _plans(project)


def _goals(item: IndicatorItem) -> Iterator[Cells]:
    """Yield the years between baseline and target, and the parts of this one."""
    target = item.target
    last = target.target_year + (target.measure is Measure.GROWTH)
    year = item.as_of.year
    parts = provisional_periods(year) if target.baseline_year < year <= target.target_year else ()
    known = filter(is_provisional, target.goals)
    for period in (*range(target.baseline_year + 1, last), *sorted({*parts, *known})):
        yield _row(item, "goal", target.goals.get(period), period_words(period))


def _plans(item: ProjectItem) -> Iterator[Cells]:
    """Yield this year's investment and the years that have one, the start, and the funds known."""
    years = {*item.year_plans, *([item.as_of.year] if item.as_of.year >= item.start_year else [])}
    for year in sorted(years):
        yield _row(item, "year_investment_wan_yuan", item.year_plans.get(year), period_words(year))
    yield _row(item, "starts_on", item.starts_on)
    for source in FundSource:
        if source in item.planned_funds:
            funds = item.planned_funds[source]
            yield _row(item, "planned_funds_wan_yuan", funds, source=source.label)


def _row(
    item: BoardItem,
    field: str,
    asked: Decimal | dt.date | None,
    period: str = "",
    source: str = "",
) -> Cells:
    column = goal_lines.DAY if field == "starts_on" else goal_lines.VALUE
    return {
        goal_lines.KIND: next(word for word, kind in GOAL_KINDS.items() if kind is item.kind),
        goal_lines.NUMBER: item.number,
        NAME: item.short_name,
        goal_lines.FIELD: next(word for word, it in GOAL_FIELDS.items() if it == field),
        goal_lines.PERIOD: period,
        goal_lines.SOURCE: source,
        column: "" if asked is None else asked,
    }
