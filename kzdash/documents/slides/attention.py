"""The slides about what wants attention: behind and missing, and what wants a decision."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash.board import state_words
from kzdash.board.attention import BEHIND, LATE
from kzdash.board.by_unit import most_urgent_first
from kzdash.board.items import KIND_WORDS, IndicatorItem, ProjectItem
from kzdash.board.status_counts import count_states, count_statuses
from kzdash.documents.slides.slide import (
    Cell,
    KeyFigure,
    Slide,
    Table,
    item_cell,
    status_cell,
    text_cell,
)
from kzdash.domain.formatting import format_percent, format_quantity
from kzdash.domain.progress import Status

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem

MOST_BEHIND, MOST_MATTERS, MOST_SLIDES = 5, 5, 3
# counted apart: 逾期 is said of dates alone
PROBLEMS = (Status.OVERDUE, Status.BLOCKED, Status.MISSED)


def behind_slide(board: Board) -> Slide:
    """List what is furthest behind, and count of each kind what nobody has reported on."""
    slow = sorted((one.item for one in board.concerns if one.status in BEHIND), key=_lag)
    unjudged = [one.item for one in board.concerns if one.status is Status.NO_DATA]
    silent = Counter(item.kind for item in unjudged if item.latest_report is None)
    found = count_states(unjudged, board.as_of)
    kinds = Counter(item.kind for item in board.followed)
    parts = ((len(slow), "滞后"), *((found[word], word) for word in state_words.WITHOUT_DATA))
    message = "，".join(f"{count} 项{what}" for count, what in parts if count)
    if len(slow) > MOST_BEHIND:
        message += f"；列出滞后最重的 {MOST_BEHIND} 项"
    heads = ("事项", "现状", "应达到", "牵头单位", "判断")
    rows = tuple(_behind_row(item, board.as_of) for item in slow[:MOST_BEHIND])
    return Slide(
        name="behind",
        about="滞后与未报",
        message=message or "没有滞后、未报或缺数据的事项",
        nothing=not message,
        table=Table(heads, (12, 9, 10, 13, 9), rows) if rows else None,
        figures=tuple(
            KeyFigure(f"{KIND_WORDS[kind]}未报", f"{silent[kind]} / {kinds[kind]}")
            for kind in kinds
            if silent[kind]
        ),
    )


def _lag(item: BoardItem) -> tuple[bool, Decimal]:
    """Sorts what lags worst first: by judgement, then by the share of its way that it is short."""
    return item.status is not Status.FAR_BEHIND, -shortfall(item)


def shortfall(item: BoardItem) -> Decimal:
    """How far an item is behind, in hundredths: of a project's time, or of an indicator's way.

    The way is from its baseline to its target; where there is none, the target itself.
    """
    if isinstance(item, ProjectItem):
        physical = item.physical_progress_percent or Decimal(0)
        return item.assessment.time_elapsed * 100 - physical
    if not isinstance(item, IndicatorItem):
        return Decimal(0)
    found, target = item.assessment, item.target.target
    expected = target if found.expected is None else found.expected
    way = abs(target - found.baseline) if found.baseline is not None else abs(target)
    short = (expected - (found.value or 0)) * item.target.sign
    return short * 100 / (way or 1)


def _behind_row(item: BoardItem, as_of: dt.date) -> tuple[Cell, ...]:
    now, due = "—", "—"
    if isinstance(item, IndicatorItem):
        now, due = item.shown(item.assessment.value), _expected(item)
    elif isinstance(item, ProjectItem):
        now = f"形象进度 {format_quantity(item.physical_progress_percent, '%')}"
        due = f"年限已过 {format_percent(item.assessment.time_elapsed, 1)}"
    units = text_cell(item.units_words)
    return Cell(item.short_name), Cell(now), Cell(due), units, status_cell(item, as_of)


def _expected(item: IndicatorItem) -> str:
    """Where the indicator should stand by now: at its target, where there is no way to go."""
    expected = item.assessment.expected
    return item.target_words if expected is None else item.shown(expected)


@dataclass(frozen=True, slots=True)
class DecisionPoint:
    """An item that is late, or that asks for something to be settled, under its first lead unit."""

    unit: str
    item: BoardItem
    late: bool
    problem: str

    @property
    def words(self) -> str:
        """What is to be settled, else what was said of what is late."""
        return self.problem or (
            self.item.latest_report.note if self.late and self.item.latest_report else ""
        )


def decision_points(board: Board) -> list[DecisionPoint]:
    """Return what wants a decision, by unit; the unit with the most that is late first."""
    late = {concern.item.item_id for concern in board.concerns if concern.status in LATE}
    found = [
        DecisionPoint(
            unit=item.lead_units[0] if item.lead_units else "—",
            item=item,
            late=item.item_id in late,
            problem=item.latest_report.problems if item.latest_report and not item.is_done else "",
        )
        for item in most_urgent_first(board.followed)
    ]
    found = [matter for matter in found if matter.late or matter.problem]
    units = Counter({matter.unit: 0 for matter in found})
    units.update(matter.unit for matter in found if matter.late)
    order = [unit for unit, _ in units.most_common()]
    return sorted(found, key=lambda matter: order.index(matter.unit))


def decision_slides(board: Board) -> tuple[Slide, ...]:
    """Show what wants a decision by unit, on as many slides as are bearable; count the rest."""
    found = decision_points(board)
    about = "需要研究决定"
    if not found:
        words = "没有逾期、受阻、未达标或需要协调的事项"
        return (Slide(name="decisions", about=about, message=words, nothing=True),)
    parts = [found[at : at + MOST_MATTERS] for at in range(0, len(found), MOST_MATTERS)]
    shown = parts[:MOST_SLIDES]
    more = sum(len(part) for part in parts[MOST_SLIDES:])
    heads, widths = ("牵头单位", "事项", "情况", "问题或说明"), (8, 12, 14, 12)
    return tuple(
        Slide(
            name="decisions",
            about=_turn(about, turn, len(shown), more),
            message=_how_many(found),
            table=Table(heads, widths, _matter_rows(part, board.as_of)),
        )
        for turn, part in enumerate(shown, 1)
    )


def _how_many(found: Sequence[DecisionPoint]) -> str:
    statuses = count_statuses(matter.item for matter in found)
    counts = (
        *((statuses[status], f"项{status.label}") for status in PROBLEMS),
        (sum(bool(matter.problem) for matter in found), "项需要协调"),
        (len({matter.unit for matter in found}), "个牵头单位"),
    )
    return "，".join(f"{count} {what}" for count, what in counts if count)


def _turn(about: str, turn: int, count: int, more: int) -> str:
    if count == 1:
        return about
    return f"{about} {turn}/{count}" + (f" · 另有 {more} 项见总览" if more else "")


def _matter_rows(part: Sequence[DecisionPoint], as_of: dt.date) -> tuple[tuple[Cell, ...], ...]:
    """A row a matter; a unit is named once."""
    before = [None, *(matter.unit for matter in part)]
    return tuple(
        (
            Cell(matter.unit if matter.unit != above else ""),
            item_cell(matter.item),
            status_cell(matter.item, as_of),
            text_cell(matter.words or "—"),
        )
        for matter, above in zip(part, before, strict=False)
    )
