"""The lines of the monthly table of investment: each category with its projects, then all."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash.board.categories import sum_of_known
from kzdash.board.project_money import year_sum
from kzdash.domain import progress
from kzdash.domain.rules.report_fields import FUNDS_PAID, FUNDS_RECEIVED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import ProjectItem
    from kzdash.domain.progress import YearPace


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """A line: a project, or the sums of some; money in 万元, what is unknown is None.

    Of sums, `item` is None and `count` says of how many projects each speaks.
    """

    name: str
    item: ProjectItem | None = None
    planned: Decimal
    this_month: Decimal | None
    this_year: Decimal | None
    year_plan: Decimal | None
    pace: YearPace | None
    completed: Decimal | None
    received: Decimal | None
    paid: Decimal | None
    physical: Decimal | None
    count: str = ""

    @property
    def spent(self) -> Decimal | None:
        """The completed share of the planned investment (a ratio)."""
        return None if self.completed is None or not self.planned else self.completed / self.planned


def table_lines(board: Board) -> Iterator[TableLine]:
    """Yield for each category that has projects its sums and them, and the sums of all last."""
    for category in board.categories:
        own = [item for item in board.projects if item.programme == category.number]
        if own:
            yield _sums(f"{category.category_name}小计", own, board)
            yield from map(_project, own)
    yield _sums("合计", board.projects, board)


def _project(item: ProjectItem) -> TableLine:
    return TableLine(
        name=item.name,
        item=item,
        planned=item.planned_investment_wan_yuan,
        this_month=item.this_month.amount,
        this_year=item.this_year.amount,
        year_plan=item.year_plan,
        pace=item.pace,
        completed=item.completed_investment_wan_yuan,
        received=item.reported(FUNDS_RECEIVED.name),
        paid=item.reported(FUNDS_PAID.name),
        physical=item.physical_progress_percent,
    )


def _sums(name: str, items: Sequence[ProjectItem], board: Board) -> TableLine:
    lines = [_project(item) for item in items]
    year = year_sum(items, board.as_of)
    months = sum(line.this_month is not None for line in lines)
    reported = sum(line.completed is not None for line in lines)
    return TableLine(
        name=name,
        planned=sum((line.planned for line in lines), Decimal(0)),
        this_month=sum_of_known(line.this_month for line in lines),
        this_year=year.completed,
        year_plan=year.planned,
        pace=year.pace,
        completed=sum_of_known(line.completed for line in lines),
        received=sum_of_known(line.received for line in lines),
        paid=sum_of_known(line.paid for line in lines),
        physical=progress.category_progress(
            [(line.planned, line.physical) for line in lines]
        ).physical_progress_percent,
        count=(
            f"{len(lines)}个项目：{reported}个填报完成投资，本月{months}个可算，"
            f"本年{year.completed_count}个可算；{year.words}"
        ),
    )
