"""The slides about what wants attention: behind and missing, and what wants a decision."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.briefing.slide import Cell, Figure, Slide, Table, of_status
from kzdash.lines import KIND_WORDS, IndicatorLine, ProjectLine
from kzdash.progress import Status, Tone
from kzdash.urgency import BEHIND, LATE, Concern, by_unit
from kzdash.words import percent, quantity

if TYPE_CHECKING:
    from kzdash.board import Board
    from kzdash.lines import Line

MOST_BEHIND, MOST_UNITS, MOST_SLIDES = 4, 5, 3
LONGEST = 28


def behind(board: Board) -> Slide:
    """List what is behind, and count of each kind what nobody has reported on."""
    slow = [concern.line for concern in board.concerns if concern.status in BEHIND]
    silent = Counter(
        concern.line.kind for concern in board.concerns if concern.status is Status.NO_DATA
    )
    kinds = Counter(line.kind for line in board.followed)
    missing = silent.total()
    message = f"{len(slow)} 项滞后，{missing} 项待填报"
    if len(slow) > MOST_BEHIND:
        message += f"；列出滞后最重的 {MOST_BEHIND} 项"
    heads = ("事项", "现状", "应达到", "牵头单位", "判断")
    rows = tuple(_behind_row(line) for line in slow[:MOST_BEHIND])
    return Slide(
        name="behind",
        about="滞后与待填报",
        message=message if slow or missing else "没有滞后或待填报的事项",
        nothing=not slow and not missing,
        table=Table(heads, rows) if rows else None,
        figures=tuple(
            Figure(f"{KIND_WORDS[kind]}待填报", f"{silent[kind]} / {kinds[kind]}")
            for kind in kinds
            if silent[kind]
        ),
    )


def _behind_row(line: Line) -> tuple[Cell, ...]:
    now, due = "—", "—"
    if isinstance(line, IndicatorLine):
        now, due = line.shown(line.assessment.value), line.shown(line.assessment.expected)
    elif isinstance(line, ProjectLine):
        now = f"形象进度 {quantity(line.physical_progress_percent, '%')}"
        due = f"年限已过 {percent(line.assessment.time_elapsed, 1)}"
    units = _shortened(line.units_words)
    return Cell(line.short_name), Cell(now), Cell(due), Cell(units), of_status(line)


@dataclass(frozen=True, slots=True)
class Matter:
    """What one unit has to answer for: what is late, and what it asks to be settled."""

    unit: str
    late: tuple[Concern, ...]
    problems: tuple[str, ...]


def matters(board: Board) -> list[Matter]:
    """Return what wants a decision, by lead unit, the unit with the most that is late first."""
    late = [concern for concern in board.concerns if concern.status in LATE]
    groups = {group.unit: group.concerns for group in by_unit(late)}
    asked: dict[str, list[str]] = {}
    for line in board.followed:
        if line.said and line.said.problems and line.status not in _SETTLED:
            for unit in line.lead_units:
                asked.setdefault(unit, []).append(f"{line.short_name}：{line.said.problems}")
    return [
        Matter(unit, tuple(groups.get(unit, ())), tuple(asked.get(unit, ())))
        for unit in dict.fromkeys([*groups, *asked])
    ]


_SETTLED = {Status.DONE, Status.DONE_ON_TIME, Status.DONE_LATE}


def decisions(board: Board) -> tuple[Slide, ...]:
    """Show what is late or asks to be settled, by unit; most units first, the rest is counted."""
    found = matters(board)
    about = "需要研究决定"
    if not found:
        words = "没有逾期、受阻或需要协调的事项"
        return (Slide(name="decisions", about=about, message=words, nothing=True),)
    late = {concern.line.item_id for matter in found for concern in matter.late}
    parts = [found[at : at + MOST_UNITS] for at in range(0, len(found), MOST_UNITS)][:MOST_SLIDES]
    more = len(found) - sum(len(part) for part in parts)
    message = f"{len(late)} 项逾期或受阻，涉及 {len(found)} 个单位"
    if more:
        message += f"；另有 {more} 个单位见总览"
    heads = ("责任单位", "逾期受阻", "最急的事项", "需协调的问题")
    return tuple(
        Slide(
            name="decisions",
            about=about if len(parts) == 1 else f"{about} {turn}/{len(parts)}",
            message=message,
            table=Table(heads, tuple(_matter_row(matter) for matter in part)),
        )
        for turn, part in enumerate(parts, 1)
    )


def _matter_row(matter: Matter) -> tuple[Cell, ...]:
    worst, tone = "—", None
    if matter.late:
        first = matter.late[0]
        worst = (
            f"{first.status.shape} {_shortened(first.line.short_name)}：{first.line.status_words}"
        )
        tone = first.status.tone
    asked = _shortened(matter.problems[0]) if matter.problems else "—"
    if len(matter.problems) > 1:
        asked += f" 等 {len(matter.problems)} 件"
    count = Cell(f"{len(matter.late)} 项", Tone.BAD if matter.late else None)
    return Cell(matter.unit), count, Cell(worst, tone), Cell(asked)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
