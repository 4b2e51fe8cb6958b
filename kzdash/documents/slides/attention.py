"""The slides on what needs a decision, one each, and on what nobody has reported."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.attention import is_blocked_in_parts, most_urgent_first
from kzdash.board.items import IndicatorItem, ProjectItem
from kzdash.board.lead_units import NO_UNIT
from kzdash.board.verdict.slides import decision_title, problems_title, silent_title
from kzdash.documents.slides.fitting import DOWN, HEAD, first_rows, paginate
from kzdash.documents.slides.slide import Cell, Slide, Table, state_cell, text_cell
from kzdash.domain.formatting import (
    as_clause,
    format_date,
    format_money,
    format_percent,
    format_quantity,
)
from kzdash.domain.progress import PROBLEMS, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem

MAX_DECISIONS, MOST_NAMED = 8, 2
NOT_ASKED = "还没有提出请会议研究的事"


@dataclass(frozen=True, slots=True)
class DecisionPoint:
    """An item that is late, or has a problem that others must solve, under its lead unit."""

    unit: str
    item: BoardItem
    late: bool
    problem: str

    @property
    def words(self) -> str:
        """The problem raised, or else why a late item is late, as its lead unit said it."""
        return self.problem or (_reason(self.item) if self.late else "")


def decision_points(board: Board) -> list[DecisionPoint]:
    """Return the items that need a decision by unit, the unit with the most late ones first."""
    points = [
        DecisionPoint(
            unit=item.lead_words,
            item=item,
            late=item.state in PROBLEMS,
            problem=_problem(item),
        )
        for item in most_urgent_first(board.followed)
    ]
    points = [point for point in points if point.late or point.problem]
    units = Counter({point.unit: 0 for point in points})
    units.update(point.unit for point in points if point.late)
    order = [unit for unit, _ in units.most_common()]
    return sorted(points, key=lambda point: order.index(point.unit))


def to_decide(points: Sequence[DecisionPoint]) -> list[DecisionPoint]:
    """Return those of which somebody said where they are stuck: what is asked for comes first."""
    told = [point for point in points if point.words]
    return sorted(told, key=lambda point: not point.problem)[:MAX_DECISIONS]


def decision_slides(points: Sequence[DecisionPoint]) -> tuple[Slide, ...]:
    """Show each decision on a slide of its own, and list the others that are late."""
    chosen = to_decide(points)
    rest = [point.item for point in points if point not in chosen]
    slides = [page for point in chosen for page in paginate(_decision(point))]
    return (*slides, *(_others(rest) if rest else ()))


def _decision(point: DecisionPoint) -> Slide:
    item, report = point.item, point.item.latest_report
    expected = report.expected_on if report else None
    until = f"应于{item.due_words}完成" if item.due_on else "没有规定日期"
    rows = (
        ("现状", "；".join(_facts(item))),
        ("卡在哪里", _reason(item) or "牵头单位没有说明"),
        ("拟请研究", point.problem or NOT_ASKED),
        ("下一步", report.next_step if report else ""),
        ("责任", item.units_words),
        ("期限", f"{until}，预计{format_date(expected)}" if expected else until),
    )
    cells = tuple((Cell(head), text_cell(words)) for head, words in rows if words)
    return Slide(
        name="decision",
        topic="请研究的事项",
        message=decision_title(item),
        items=(item,),
        table=Table((), (6, 34), cells),
    )


def _facts(item: BoardItem) -> Iterator[str]:
    yield item.state_words.replace(" ", "")
    if isinstance(item, IndicatorItem) and item.assessment.value is not None:
        yield f"{item.period_words}为{item.format_value(item.assessment.value)}"
        if item.assessment.gap is not None and item.assessment.gap < 0:
            gap = format_quantity(-item.assessment.gap, item.gap_unit, item.target.decimals)
            yield f"比目标差{gap}"
    if isinstance(item, ProjectItem):
        planned, done = item.planned_investment_wan_yuan, item.completed_investment_wan_yuan
        if done is not None:
            share = f"（{format_percent(done / planned, 0)}）" if planned else ""
            yield f"计划{format_money(planned)}，完成{format_money(done)}{share}"
        if item.physical_progress_percent is not None:
            yield f"形象进度{format_quantity(item.physical_progress_percent, '%')}"


def _reason(item: BoardItem) -> str:
    """Return where an item is stuck, as its units said it."""
    report = item.latest_report
    said = (report.cause, report.note) if report else ()
    return "；".join(as_clause(words) for words in said if words)


def _problem(item: BoardItem) -> str:
    """Return what others must solve: the problem that was raised, and what blocks a part."""
    problem = " ".join(item.problem_words.split())
    blocked = item.blocked_parts if is_blocked_in_parts(item) else ()
    parts = (f"配合单位{part.unit}受阻：{' '.join(part.note.split())}" for part in blocked)
    return "；".join(filter(None, (problem, *parts)))


def _others(items: Sequence[BoardItem]) -> tuple[Slide, ...]:
    urgent = most_urgent_first(items)
    rows = tuple(
        (state_cell(item), text_cell(item.short_name), text_cell(item.lead_words))
        for item in urgent
    )
    table = first_rows(Table(("状态", "事项", "牵头单位"), (11, 19, 10), rows), DOWN - HEAD)
    more = len(rows) - len(table.rows)
    return (
        Slide(
            name="problems",
            topic="其他问题" + (f" · 另有{more}项见总览" if more else ""),
            message=problems_title(items),
            items=tuple(urgent[: len(table.rows)]),
            table=table,
        ),
    )


def silent_slides(board: Board) -> tuple[Slide, ...]:
    """Name the units that owe a report that is due, else those that never reported on anything."""
    owed = [item for item in board.followed if item.state is State.DUE_UNREPORTED]
    words = State.DUE_UNREPORTED.word
    if not owed:
        owed = [item for item in board.followed if item.state is State.UNREPORTED]
        words = State.UNREPORTED.word
    owed = [item for item in owed if item.lead_unit not in (None, NO_UNIT)]
    units = Counter(item.lead_words for item in owed)
    if not units:
        return ()
    rows = tuple(_silent_row(unit, count, owed) for unit, count in units.most_common())
    table = first_rows(Table(("单位", words, "其中"), (10, 6, 24), rows), DOWN - HEAD)
    more = len(rows) - len(table.rows)
    shown = {row[0].words for row in table.rows}
    return (
        Slide(
            name="silent",
            topic=words + (f" · 另有{more}个单位见任务分工" if more else ""),
            message=silent_title(units, words),
            items=tuple(item for item in owed if item.lead_words in shown),
            table=table,
        ),
    )


def _silent_row(unit: str, count: int, owed: Sequence[BoardItem]) -> tuple[Cell, ...]:
    own = [item.short_name for item in owed if item.lead_unit == unit]
    named = "、".join(own[:MOST_NAMED]) + (f"等{count}项" if count > MOST_NAMED else "")
    return Cell(unit), Cell(f"{count}项"), text_cell(named)
