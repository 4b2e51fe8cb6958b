"""The sheet of categories of projects, whose sums are formulas over the sheet of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from kzdash.documents.sheet import MONEY, WHOLE, Formula
from kzdash.documents.table_sheet import Column
from kzdash.documents.workbook_columns import (
    CATEGORY,
    CITATION,
    COMPLETED,
    PERCENT,
    PLANNED,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.items import Category


def category_columns(projects: Sequence[Column], count: int) -> tuple[Column, ...]:
    """Return the columns; `projects` are those of the sheet of so many projects."""
    category, planned, completed = (
        project_cells(projects, count, header) for header in (CATEGORY, PLANNED, COMPLETED)
    )
    known = f"SUMPRODUCT(({category}=B{{row}})*ISNUMBER({completed}))"

    def of_planned(one: Category) -> object:
        amount = one.planned_investment_wan_yuan
        return Formula(f"SUMIFS({planned},{category},B{{row}})", amount) if count else amount

    def of_completed(one: Category) -> object:
        amount = one.completed_investment_wan_yuan
        if not count:
            return amount
        text = f'IF({known}=0,"",SUMIFS({completed},{category},B{{row}}))'
        return Formula(text, "" if amount is None else amount)

    def of_count(one: Category) -> object:
        number = one.physical.count
        return Formula(f"COUNTIF({category},B{{row}})", number) if count else number

    return (
        Column("序号", lambda one: one.number, 6, WHOLE),
        Column(CATEGORY, lambda one: one.category_name, 34),
        Column("项目数", of_count, 8, WHOLE, sums=True),
        Column(PLANNED, of_planned, 15, MONEY, sums=True),
        Column(COMPLETED, of_completed, 15, MONEY, sums=True),
        Column("形象进度(%)", lambda one: one.physical.physical_progress_percent, 10, PERCENT),
        Column("填报情况", lambda one: one.physical.words, 24),
        CITATION,
    )


def project_cells(projects: Sequence[Column], count: int, header: str) -> str:
    """Return the reference to a column of the sheet of projects: 项目!$D$2:$D$36."""
    at = next(place for place, column in enumerate(projects, 1) if column.header == header)
    letter = get_column_letter(at)
    return f"项目!${letter}$2:${letter}${count + 1}"
