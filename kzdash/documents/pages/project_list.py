"""The list of projects as a table: state, this year's money, then what the plan says."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kzdash.board.project_money import COMPLETED, money_doubts
from kzdash.documents.pages.item_cells import (
    figure_cell,
    said_cell,
    state_cell,
    units_cell,
)
from kzdash.documents.pages.item_lists import SAID, STATE, UNITS
from kzdash.documents.pages.item_table import Cell, Column, ItemTable, Part
from kzdash.domain.formatting import format_money, format_quantity
from kzdash.domain.models import Kind
from kzdash.domain.rules import FigureField, measures_of
from kzdash.domain.rules.field_types import WAN_YUAN
from kzdash.domain.rules.report_fields import FUNDS_PAID, FUNDS_RECEIVED

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from decimal import Decimal

    from kzdash.board.items import BoardItem, ProjectItem
    from kzdash.documents.pages.links import PageLinks
    from kzdash.domain.rules import ReportField


MEASURES = [field for field in measures_of(Kind.PROJECT) if field is not FUNDS_PAID]


# the project's own page says from which source
SHORT = {COMPLETED: "", FUNDS_RECEIVED.name: "", FUNDS_PAID.name: "支付"}


YEAR = (Column("本年完成", Part.FIGURE), Column("年度完成率", Part.FIGURE))


def projects_table(items: Iterable[ProjectItem], as_of: dt.date, links: PageLinks) -> ItemTable:
    """Return a row for each project; the columns that nobody has reported step back."""
    columns = (
        STATE,
        Column("项目", Part.NAME),
        UNITS,
        SAID,
        *YEAR,
        Column("计划总投资", Part.FIGURE),
        Column("原计划总投资", Part.FIGURE),
        *(_column_of(field) for field in MEASURES),
        Column("建设年限", Part.SHORT, 1250),
        Column("项目业主", Part.TEXT, 1560),
        Column("投资类别", Part.SHORT, 1560),
        Column("出处", Part.SHORT, 1560),
    )
    rows = [
        (
            state_cell(item),
            Cell(f"{item.number}. {item.name}", item.number, address=links.item(item)),
            units_cell(item),
            said_cell(item, as_of),
            *_year_cells(item),
            _money(item.planned_investment_wan_yuan),
            _money(item.original_investment_wan_yuan),
            *_measured(item),
            Cell(item.years_words),
            Cell(item.owner),
            Cell(item.funding),
            Cell(item.citation),
        )
        for item in items
    ]
    return ItemTable("projects", columns, rows)


def _year_cells(item: ProjectItem) -> tuple[Cell, ...]:
    """Return what was completed of what is planned this year, and how that keeps pace."""
    if item.year_plan is None:
        return Cell(), Cell()
    done, plan, pace = item.this_year.amount, format_money(item.year_plan), item.pace
    completed = Cell("未知" if done is None else format_money(done), done, f"计划{plan}")
    if pace is None:
        return completed, Cell()
    ahead = f"{'+' if pace.ahead > 0 else ''}{pace.ahead:.1f}个百分点"
    return completed, Cell(f"{pace.completion * 100:.1f}%", pace.completion, ahead)


def _measured(item: ProjectItem) -> tuple[Cell, ...]:
    """Return what was reported last, each amount with what is to be checked about it.

    What is paid stands beneath what is in place.
    """
    notes: dict[str, list[str]] = defaultdict(list)
    if (paid := item.reported(FUNDS_PAID.name)) is not None:
        notes[FUNDS_RECEIVED.name].append(f"支付{format_money(paid)}")
    for doubt in money_doubts(item):
        field = COMPLETED if doubt.field == COMPLETED else FUNDS_RECEIVED.name
        said = SHORT.get(doubt.field, "资金来源")
        notes[field].append(f"{said}{doubt.words}，请核实")
    return tuple(
        replace(_reported(item, field), note="；".join(notes[field.name])) for field in MEASURES
    )


def _column_of(field: ReportField) -> Column:
    part = Part.FIGURE if isinstance(field, FigureField) else Part.SHORT
    return Column(field.title, part, reported=True)


def _reported(item: BoardItem, field: ReportField) -> Cell:
    value = item.reported(field.name)
    if isinstance(field, FigureField):
        return figure_cell(value, _words_of(field, value))
    return Cell() if value is None else Cell(field.cell(value))


def _words_of(field: FigureField, value: Decimal | None) -> str:
    return format_money(value) if field.unit == WAN_YUAN else format_quantity(value, field.unit)


def _money(wan_yuan: Decimal | None) -> Cell:
    return figure_cell(wan_yuan, format_money(wan_yuan))
