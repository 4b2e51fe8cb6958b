"""The slides on items that are behind or unreported, and on items that need a decision."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash.board.attention import is_blocked_in_parts, most_urgent_first
from kzdash.board.items import KIND_WORDS, IndicatorItem, ProjectItem
from kzdash.board.outlook import outlook_of
from kzdash.board.status_counts import count_states
from kzdash.documents.slides.slide import (
    Cell,
    KeyFigure,
    Slide,
    Table,
    item_cell,
    state_cell,
    text_cell,
)
from kzdash.domain.formatting import format_percent, format_quantity
from kzdash.domain.progress import LAGGING, PROBLEMS, SILENT, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem

MAX_BEHIND, MAX_POINTS, MAX_SLIDES = 5, 5, 3


def behind_slide(board: Board) -> Slide:
    """List the items furthest behind, and count by kind the items without a report."""
    behind = sorted(
        (concern.item for concern in board.concerns if concern.state in LAGGING), key=_by_shortfall
    )
    without_data = [concern.item for concern in board.concerns if concern.state in SILENT]
    unreported = Counter(item.kind for item in without_data if item.latest_report is None)
    states = count_states(without_data)
    kinds = Counter(item.kind for item in board.followed)
    parts = ((len(behind), "滞后"), *((states[state], state.word) for state in SILENT))
    message = "，".join(f"{count} 项{label}" for count, label in parts if count)
    if len(behind) > MAX_BEHIND:
        message += f"；列出滞后最重的 {MAX_BEHIND} 项"
    shown = behind[:MAX_BEHIND]
    expected = [outlook_of(item) for item in shown]
    table = _with_column(
        Table(
            ("事项", "现状", "应达到", "牵头单位", "判断"),
            (12, 9, 10, 13, 9),
            tuple(_behind_row(item) for item in shown),
        ),
        "原因和预计",
        [outlook.brief_words(outlook.cause) for outlook in expected],
    )
    return Slide(
        name="behind",
        topic="滞后与未报",
        message=message or "没有滞后、未报或缺数据的事项",
        is_empty=not message,
        table=table if shown else None,
        figures=tuple(
            KeyFigure(f"{KIND_WORDS[kind]}未报", f"{unreported[kind]} / {kinds[kind]}")
            for kind in kinds
            if unreported[kind]
        ),
    )


def _with_column(table: Table, head: str, words: Sequence[str]) -> Table:
    """Add a column of what was said of each row, where anything was."""
    if not any(words):
        return table
    rows = zip(table.rows, words, strict=True)
    return Table(
        (*table.heads, head),
        (*table.widths, 12),
        tuple((*row, text_cell(said or "—")) for row, said in rows),
    )


def _by_shortfall(item: BoardItem) -> tuple[bool, Decimal]:
    """Return the sort key: far behind before behind, then the largest shortfall first."""
    return item.state is not State.FAR_BEHIND, -shortfall(item)


def shortfall(item: BoardItem) -> Decimal:
    """Return how far a project or an indicator is behind, in percent.

    For a project: elapsed time less physical progress. For an indicator: what it lacks of the value
    expected by now, as a share of the way from baseline to target; without a baseline, of the
    target.
    """
    if isinstance(item, ProjectItem):
        physical = item.physical_progress_percent or Decimal(0)
        return item.assessment.time_elapsed * 100 - physical
    if not isinstance(item, IndicatorItem):
        return Decimal(0)
    assessment, target = item.assessment, item.target.target
    expected = target if assessment.expected is None else assessment.expected
    way = abs(target - assessment.baseline) if assessment.baseline is not None else abs(target)
    missing = (expected - (assessment.value or 0)) * item.target.sign
    return missing * 100 / (way or 1)


def _behind_row(item: BoardItem) -> tuple[Cell, ...]:
    now, due = "—", "—"
    if isinstance(item, IndicatorItem):
        now, due = item.format_value(item.assessment.value), _expected(item)
    elif isinstance(item, ProjectItem):
        now = f"形象进度 {format_quantity(item.physical_progress_percent, '%')}"
        due = f"年限已过 {format_percent(item.assessment.time_elapsed, 1)}"
    units = text_cell(item.lead_words)
    return Cell(item.short_name), Cell(now), Cell(due), units, state_cell(item)


def _expected(item: IndicatorItem) -> str:
    """Return the value expected by now in words; the target if none is computed."""
    expected = item.assessment.expected
    return item.target_words if expected is None else item.format_value(expected)


@dataclass(frozen=True, slots=True)
class DecisionPoint:
    """An item that is late, or has a problem that others must solve, under its lead unit."""

    unit: str
    item: BoardItem
    late: bool
    problem: str

    @property
    def words(self) -> str:
        """The problem raised, or else the note on a late item, or else why it is late."""
        note = self.item.latest_report.note if self.late and self.item.latest_report else ""
        return self.problem or note or outlook_of(self.item).cause


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


def _problem(item: BoardItem) -> str:
    """Return what others must solve: the problem that was raised, and what blocks a part."""
    problem = " ".join(item.problem_words.split())
    blocked = item.blocked_parts if is_blocked_in_parts(item) else ()
    parts = (f"配合单位{part.unit}受阻：{' '.join(part.note.split())}" for part in blocked)
    return "；".join(filter(None, (problem, *parts)))


def decision_slides(board: Board) -> tuple[Slide, ...]:
    """Show the items that need a decision on up to `MAX_SLIDES` slides; count the rest."""
    points = decision_points(board)
    topic = "需要研究决定"
    if not points:
        words = "没有逾期、受阻、未达标或需要协调的事项"
        return (Slide(name="decisions", topic=topic, message=words, is_empty=True),)
    parts = [points[at : at + MAX_POINTS] for at in range(0, len(points), MAX_POINTS)]
    shown = parts[:MAX_SLIDES]
    more = sum(len(part) for part in parts[MAX_SLIDES:])
    heads, widths = ("牵头单位", "事项", "情况", "问题或说明"), (8, 12, 14, 12)
    return tuple(
        Slide(
            name="decisions",
            topic=_numbered(topic, number, len(shown), more),
            message=_count_points(points),
            table=_with_column(
                Table(heads, widths, _point_rows(part)), "下一步和预计", _next_words(part)
            ),
        )
        for number, part in enumerate(shown, 1)
    )


def _next_words(points: Sequence[DecisionPoint]) -> list[str]:
    expected = [outlook_of(point.item) for point in points]
    return [outlook.brief_words(outlook.next_step) for outlook in expected]


def _count_points(points: Sequence[DecisionPoint]) -> str:
    states = count_states(point.item for point in points)
    counts = (
        *((states[state], f"项{state.word}") for state in PROBLEMS),
        (sum(bool(point.problem) for point in points), "项需要协调"),
        (len({point.unit for point in points}), "个牵头单位"),
    )
    return "，".join(f"{count} {label}" for count, label in counts if count)


def _numbered(topic: str, number: int, count: int, more: int) -> str:
    if count == 1:
        return topic
    return f"{topic} {number}/{count}" + (f" · 另有 {more} 项见总览" if more else "")


def _point_rows(points: Sequence[DecisionPoint]) -> tuple[tuple[Cell, ...], ...]:
    """Return a row for each point; a unit is named only in its first row."""
    units_above = [None, *(point.unit for point in points)]
    return tuple(
        (
            Cell(point.unit if point.unit != above else ""),
            item_cell(point.item),
            state_cell(point.item),
            text_cell(point.words or "—"),
        )
        for point, above in zip(points, units_above, strict=False)
    )
