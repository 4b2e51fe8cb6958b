"""The whole board as a workbook: a sheet a kind, real numbers and dates, sums as formulas."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kzdash.board.all_reports import MOST_REPORTS
from kzdash.board.attention import Concern, UnitConcerns, group_by_unit
from kzdash.board.items import BoardItem
from kzdash.documents import workbook_overview
from kzdash.documents.category_sheet import category_columns
from kzdash.documents.report_columns import REPORTS
from kzdash.documents.sheet import set_up_printing
from kzdash.documents.table_sheet import table
from kzdash.documents.workbook_columns import (
    AIMS,
    CONCERNS,
    CORRECTIONS,
    DUTIES,
    INDICATORS,
    MATTERS,
    MILESTONES,
    STEPS,
    UNIT_CONCERNS,
    projects,
)
from kzdash.documents.workbook_file import new_book, saved

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import DutyItem, ReportEntry
    from kzdash.documents.pages.links import PageLinks
    from kzdash.documents.sheet import Results
    from kzdash.documents.table_sheet import Column


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A sheet of the workbook: its title, what it holds in a word, its columns and its rows."""

    title: str
    about: str
    columns: Sequence[Column]
    rows: Sequence[object]


def make(
    board: Board,
    links: PageLinks | None = None,
    reports: Sequence[tuple[BoardItem, ReportEntry]] | None = None,
) -> bytes:
    """Write the board as a workbook; `links` lead from items to their pages, if there are any.

    With `reports` it has a sheet of them, the newest first.
    """
    book = new_book()
    plans = list(_plans(board))
    if reports is not None:
        plans.append(SheetPlan("全部填报", _about_reports(len(reports)), REPORTS, reports))
    results: Results = {}
    where = {item_id: cell for plan in plans for item_id, cell in _places(plan)}
    for plan in plans:
        sheet = book.create_sheet(plan.title)
        lead = partial(_leads_to, where, links)
        results |= table(sheet, plan.columns, plan.rows, name=f"{plan.title}表", link=lead)
        set_up_printing(sheet, f"{board.plan.short_title} {plan.title}", _day(board))
    results |= workbook_overview.fill(book.worksheets[0], board, plans)
    about = book.create_sheet(workbook_overview.ABOUT, 1)
    workbook_overview.explain(about, board, has_pages=links is not None)
    for sheet in book.worksheets[:2]:
        set_up_printing(sheet, f"{board.plan.short_title} {sheet.title}", _day(board))
    return saved(book, results)


def _about_reports(count: int) -> str:
    if not count:
        return "还没有填报"
    if count < MOST_REPORTS:
        return "每一次填报，最近的在前，撤销的也在内"
    return f"最近的{count}次填报；更早的在看板的操作记录里"


def _day(board: Board) -> str:
    return f"{board.as_of_words} {board.closing_words}"


def _plans(board: Board) -> Iterator[SheetPlan]:
    """Yield the sheets in their order; those of what was added are there if anything was."""
    aims = (*board.aims, *board.safeguards)
    names = {category.number: category.category_name for category in board.categories}
    of_projects, concerns = projects(names), board.concerns
    yield SheetPlan("需要关注", "逾期、受阻、未达标、滞后和未报的事项", CONCERNS, concerns)
    yield SheetPlan(
        "牵头单位", "各单位需要关注的事项各几项", UNIT_CONCERNS, group_by_unit(concerns)
    )
    yield SheetPlan("指标", "目标、最新值、差距", INDICATORS, board.indicators)
    yield SheetPlan("项目", "投资、进度、需协调问题", of_projects, board.projects)
    columns = category_columns(of_projects, len(board.projects))
    yield SheetPlan("工程类别", "各类项目的合计", columns, board.categories)
    yield SheetPlan("时间节点", "方案定的时间节点", MILESTONES, board.milestones)
    if board.steps:
        yield SheetPlan("工作节点", "各事项下的工作节点", STEPS, board.steps)
    if board.matters:
        yield SheetPlan("督办事项", "议定、批示、需协调的事项", MATTERS, board.matters)
    yield SheetPlan("任务", "任务分工", DUTIES, board.tasks)
    yield SheetPlan("政策", "政策措施", DUTIES, board.policies)
    yield SheetPlan("改革", "改革事项", DUTIES, board.reforms)
    yield SheetPlan("改革方向", "改革方向和其中各段", DUTIES, _with_paragraphs(board.directions))
    yield SheetPlan("定性目标和保障措施", "没有数的目标，保障措施", AIMS, aims)
    yield SheetPlan("原文修补和存疑", "方案原文的错漏和读法", CORRECTIONS, board.corrections)


def _with_paragraphs(directions: Sequence[DutyItem]) -> list[DutyItem]:
    return [item for whole in directions for item in (whole, *whole.paragraphs)]


def _places(plan: SheetPlan) -> Iterator[tuple[int, str]]:
    """Yield the row of each item that the sheet is of, as a link within the workbook has it."""
    for row, one in enumerate(plan.rows, 2):
        item_id = getattr(one, "item_id", None)
        if item_id is not None:
            yield item_id, f"#'{plan.title}'!A{row}"


def _leads_to(where: dict[int, str], links: PageLinks | None, one: object) -> str:
    """Return where a row leads to: what names an item to its row, the item itself to its page."""
    if isinstance(one, Concern):
        return where.get(one.item.item_id, "")
    if isinstance(one, UnitConcerns):
        return where.get(one.concerns[0].item.item_id, "")
    if isinstance(one, tuple):
        return where.get(one[0].item_id, "")
    return links.item(one) if links and isinstance(one, BoardItem) else ""
