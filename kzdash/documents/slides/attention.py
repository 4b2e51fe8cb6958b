"""The slides on what needs a decision, one each, and on what nobody has reported."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.attention import most_urgent_first
from kzdash.board.lead_units import NO_UNIT
from kzdash.board.verdict.slides import decision_title, problems_title, silent_title
from kzdash.documents.slides.fitting import DOWN, HEAD, first_rows, paginate
from kzdash.documents.slides.item_words import (
    asked_words,
    facts_table,
    standing,
    stuck_words,
    until_words,
)
from kzdash.documents.slides.slide import Cell, Slide, Table, state_cell, text_cell
from kzdash.domain.formatting import as_clause, text_width
from kzdash.domain.models import Kind
from kzdash.domain.progress import PROBLEMS, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem

MAX_DECISIONS, MAX_OTHERS, MOST_NAMED = 8, 8, 2
NOT_ASKED = "还没有提出请会议研究的事"
NOT_EXPLAINED, TOO_LONG, LONGEST_REASON = "没有说明", "说明较长，见备用页", 30


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
        return self.problem or (stuck_words(self.item) if self.late else "")

    @property
    def is_explained(self) -> bool:
        """Whether its lead unit said why it is late, or what it does next.

        The form of a matter asks for that in its note.
        """
        report = self.item.latest_report
        if report is None or not self.late:
            return False
        note = report.note if self.item.kind == Kind.MATTER else ""
        return bool(report.cause or report.next_step or note)


def decision_points(board: Board) -> list[DecisionPoint]:
    """Return the items that need a decision by unit, the unit with the most late ones first."""
    points = [
        DecisionPoint(
            unit=item.lead_words,
            item=item,
            late=item.state in PROBLEMS,
            problem=asked_words(item),
        )
        for item in most_urgent_first(board.followed)
    ]
    points = [point for point in points if point.late or point.problem]
    units = Counter({point.unit: 0 for point in points})
    units.update(point.unit for point in points if point.late)
    order = [unit for unit, _ in units.most_common()]
    return sorted(points, key=lambda point: order.index(point.unit))


def to_decide(points: Sequence[DecisionPoint]) -> list[DecisionPoint]:
    """Return those that a meeting can decide on: what is asked for, then what is explained."""
    chosen = [point for point in points if point.problem or point.is_explained]
    return sorted(chosen, key=lambda point: not point.problem)[:MAX_DECISIONS]


def decision_slides(points: Sequence[DecisionPoint]) -> tuple[Slide, ...]:
    """Show each decision on a slide of its own, and list the others that are late."""
    chosen = to_decide(points)
    rest = [point.item for point in points if point not in chosen]
    slides = [page for point in chosen for page in paginate(decision_slide(point))]
    return (*slides, *(_others(rest) if rest else ()))


def decision_slide(point: DecisionPoint) -> Slide:
    """Say of one item how it stands, where it is stuck, what is asked, of whom, until when."""
    item, report = point.item, point.item.latest_report
    rows = (
        ("现状", "；".join(standing(item))),
        # what is asked says where it is stuck
        ("卡在哪里", stuck_words(item) or ("" if point.problem else NOT_EXPLAINED)),
        ("拟请研究", point.problem or NOT_ASKED),
        ("下一步", report.next_step if report else ""),
        ("责任", item.units_words),
        ("期限", until_words(item)),
    )
    return Slide(
        name="decision",
        topic="请研究的事项",
        message=decision_title(item),
        items=(item,),
        table=facts_table(rows),
    )


def _others(items: Sequence[BoardItem]) -> tuple[Slide, ...]:
    urgent = most_urgent_first(items)
    shown = urgent[:MAX_OTHERS]
    more = len(urgent) - len(shown)
    return paginate(
        Slide(
            name="problems",
            topic="其他问题" + (f" · 另有{more}项见总览" if more else ""),
            message=problems_title(items),
            items=tuple(shown),
            table=Table(
                ("状态", "事项", "卡在哪里", "牵头单位"),
                (9, 12, 11, 8),
                tuple(_other_row(item) for item in shown),
            ),
        )
    )


def _other_row(item: BoardItem) -> tuple[Cell, ...]:
    report = item.latest_report
    words = as_clause((report.cause or report.note) if report else "") or NOT_EXPLAINED
    if text_width(words) > LONGEST_REASON:
        words = TOO_LONG
    return (
        state_cell(item),
        text_cell(item.short_name),
        text_cell(words),
        text_cell(item.lead_words),
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
