"""The slides on the plan as a whole: cover, agenda, verdict, indicators, milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board import kpis
from kzdash.board.attention import PRESSING, most_urgent_first
from kzdash.board.verdict.slides import (
    met_title,
    milestones_title,
    overview_title,
    short_title,
)
from kzdash.documents.slides.fitting import first_rows, paginate
from kzdash.documents.slides.slide import (
    Bar,
    Cell,
    KeyFigure,
    Slide,
    Table,
    due_cell,
    keep_together,
    text_cell,
)
from kzdash.domain.formatting import (
    LATEST,
    format_date,
    format_day_of,
    format_percent,
    format_quantity,
)
from kzdash.domain.progress import State, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem, IndicatorItem, MilestoneItem

GOOD = (State.MET, State.ON_TRACK)
# what the overview tells of by name, the most serious first, and what it fills up with
CONCERNING = (*PRESSING, State.DUE_TODAY, State.DUE_SOON, State.DUE_UNREPORTED)
AHEAD = (State.NOT_DUE, State.NOT_STARTED, State.IN_PROGRESS)
ROOM_UNDER_FIGURES = 10.0


def cover_slide(board: Board) -> Slide:
    """Show the issuer, the plan's title and number, and the as-of date."""
    plan = board.plan
    notes = (
        f"{plan.document_number} · {format_date(plan.issued_on)}印发",
        f"截至{format_date(board.as_of)}",
    )
    return Slide(
        name="cover", topic=plan.issuer, message=plan.title, notes=(*notes, _pilot_words(board))
    )


def _pilot_words(board: Board) -> str:
    plan, as_of = board.plan, board.as_of
    if as_of < plan.pilot_starts_on:
        days = (plan.pilot_starts_on - as_of).days
        return f"试点期自{format_date(plan.pilot_starts_on)}起，还有 {days} 天"
    if as_of > plan.pilot_ends_on:
        return f"试点期已于{format_date(plan.pilot_ends_on)}结束"
    left = (plan.pilot_ends_on - as_of).days
    return f"试点期已过 {format_percent(board.time_elapsed, 1)}，还剩 {left} 天"


def overview_slide(board: Board) -> Slide:
    """Show the verdict in short, the key figures, and the gravest of what is late or behind.

    Where that leaves room, what is due and not reported follows, then what is due next.
    """
    figures = tuple(
        KeyFigure(kpi.label, kpi.figure, kpi.note, Tone.BAD if kpi.late else None)
        for kpi in kpis.headline_kpis(board, in_full=True)
    )
    concerned = most_urgent_first(item for item in board.followed if item.state in CONCERNING)
    worst = [*concerned, *_coming(board)]
    table = Table(
        (),
        (11, 19, 10),
        tuple(
            (due_cell(item), text_cell(item.short_name), text_cell(item.lead_words))
            for item in worst
        ),
    )
    shown = first_rows(table, ROOM_UNDER_FIGURES)
    return Slide(
        name="overview",
        topic="总体情况",
        message=overview_title(board),
        items=tuple(worst[: len(shown.rows)]),
        figures=figures,
        table=shown if shown.rows else None,
    )


def _coming(board: Board) -> list[BoardItem]:
    """Return the milestones and steps that are due on a day further ahead, the earliest first."""
    ahead = [item for item in (*board.milestones, *board.steps) if item.state in AHEAD]
    return sorted(ahead, key=lambda item: item.due_on or LATEST)


def indicator_slides(board: Board) -> tuple[Slide, ...]:
    """Show the indicators that fall short, then those that meet their targets or will.

    What nobody has reported on has no slide of its own: who owes it is named with the reports due.
    """
    good = [item for item in board.indicators if item.state in GOOD]
    rest = most_urgent_first(item for item in board.indicators if item.state not in GOOD)
    short = [item for item in rest if item.state in PRESSING]
    due = [item for item in rest if item.state is State.DUE_UNREPORTED]
    found: list[Slide] = []
    if short:
        words = ("未达标的指标", short_title(rest, board))
        # as many of the unreported as fill the slide up
        filled = (_indicators(*words, [*short, *due[:more]]) for more in range(len(due), 0, -1))
        found += next((pages for pages in filled if len(pages) == 1), _indicators(*words, short))
    if good:
        found += _indicators("达标的指标", met_title(good), good)
    return tuple(found)


def _indicators(topic: str, message: str, items: Sequence[IndicatorItem]) -> tuple[Slide, ...]:
    table = Table(
        ("指标", "最新值", "判断"),
        (12, 8, 11),
        tuple(_indicator_row(item) for item in items),
        tuple(Bar(item.assessment.progress, item.state.tone) for item in items),
    )
    return paginate(
        Slide(
            name="indicators",
            topic=topic,
            message=message,
            items=tuple(items),
            table=table,
            chart="progress",
        )
    )


def _indicator_row(item: IndicatorItem) -> tuple[Cell, ...]:
    gap, state = item.assessment.gap, item.state
    words = item.marked
    if gap is not None and gap < 0 and state in (State.MISSED, State.NEARLY_MET):
        words = f"{state.shape} 差{format_quantity(-gap, item.gap_unit, item.target.decimals)}"
    return (
        text_cell(f"{item.number}. {item.short_name}"),
        Cell(item.format_value(item.assessment.value)),
        Cell(keep_together(words), state.tone),
    )


def milestone_slides(board: Board) -> tuple[Slide, ...]:
    """Show how each milestone stands; no slide for a plan without any."""
    if not board.milestones:
        return ()
    table = Table((), (17, 11, 10), tuple(_milestone_row(item) for item in board.milestones))
    return paginate(
        Slide(
            name="milestones",
            topic="时间节点",
            message=milestones_title(board),
            items=board.milestones,
            table=table,
        )
    )


def _milestone_row(item: MilestoneItem) -> tuple[Cell, ...]:
    return (
        text_cell(f"{item.number}. {item.short_name}"),
        Cell(format_day_of(item.due_on, item.as_of) if item.due_on else "—"),
        due_cell(item),
    )
