"""Money by category, the line of milestones, and what to report first where little is reported."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.charts.svg.strips import draw_amount
from kzdash.domain.formatting import format_money, format_percent
from kzdash.domain.progress import SILENT, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem, Category, MilestoneItem

UNITS_NAMED = 3


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """Planned and completed investment of a category; the strip is as long as it is large."""

    category: Category
    strip: str
    done: str
    planned: str
    share: str


@dataclass(frozen=True, slots=True)
class MilestoneStep:
    """A milestone on the line, in order of due date; `is_past` is whether its day has gone by."""

    item: MilestoneItem
    state: State
    words: str
    is_past: bool


@dataclass(frozen=True, slots=True)
class FirstReport:
    """Items of one kind that lack a report: how many, whose, and the page they stand on."""

    words: str
    units: str
    page: str


def money_rows(board: Board) -> tuple[MoneyRow, ...]:
    """Return a row for each category that has projects, the largest first."""
    own = [category for category in board.categories if category.physical.count]
    own.sort(key=lambda category: -category.planned_investment_wan_yuan)
    largest = own[0].planned_investment_wan_yuan if own else 0
    rows = []
    for category in own:
        planned, done = category.planned_investment_wan_yuan, category.completed_investment_wan_yuan
        length = float(planned / largest) if largest else 0.0
        share = None if done is None or not planned else done / planned
        rows.append(
            MoneyRow(
                category=category,
                strip=draw_amount(length * float(min(share or 0, 1)), length),
                done="未报" if done is None else format_money(done),
                planned=format_money(planned),
                share="" if share is None else format_percent(share, 0),
            )
        )
    return tuple(rows)


def milestone_steps(board: Board) -> tuple[MilestoneStep, ...]:
    """Return the milestones in order of due date."""
    dated = sorted(board.milestones, key=lambda item: (item.due_on or board.as_of, item.number))
    return tuple(
        MilestoneStep(
            item,
            item.state,
            _milestone_words(item),
            is_past=item.due_on is not None and item.due_on < board.as_of,
        )
        for item in dated
    )


def _milestone_words(item: MilestoneItem) -> str:
    match item.state:
        case State.DONE_LATE:
            return f"晚{-item.due.days}天完成"
        case State.NOT_DUE | State.DUE_SOON:
            return f"还有{item.due.days}天"
        case _:
            return item.state_words.replace(" ", "")


def first_reports(board: Board) -> tuple[FirstReport, ...]:
    """Return what to report first, where most of the plan has no report; else nothing."""
    kinds: tuple[tuple[Sequence[BoardItem], str, str], ...] = (
        (board.indicators, "项指标没有数值", "indicators"),
        (board.projects, "个项目没有进度", "projects"),
        (board.milestones, "个时间节点没有完成情况", "milestones"),
    )
    silent = [
        ([item for item in items if item.state in SILENT], words, page)
        for items, words, page in kinds
    ]
    if 2 * sum(len(items) for items, _, _ in silent) <= sum(len(items) for items, _, _ in kinds):
        return ()
    return tuple(
        FirstReport(f"{len(items)}{words}", _units_words(items), page)
        for items, words, page in silent
        if items
    )


def _units_words(items: Sequence[BoardItem]) -> str:
    """Name the units that lead most of some items, with how many each: 甲局3、乙局2等5个单位."""
    counts = Counter(item.lead_unit for item in items if item.lead_unit)
    named = "、".join(f"{unit}{count}" for unit, count in counts.most_common(UNITS_NAMED))
    return named + (f"等{len(counts)}个单位" if len(counts) > UNITS_NAMED else "")
