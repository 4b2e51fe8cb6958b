"""The events of the calendar: what is due when, projects of one day together, and what moved away.

A calendar program keeps an event by its uid, and takes a copy for newer by its sequence: both are
worked out from the store, so that the same store gives the same events.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.added_items import MatterItem, StepItem
from kzdash.board.items import KIND_WORDS, BoardItem, ProjectItem
from kzdash.domain.formatting import format_date
from kzdash.domain.models import Kind
from kzdash.domain.progress import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kzdash.board.board import Board

LATE = (State.OVERDUE, State.DUE_UNREPORTED)
FINISHED = "已完成"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """An event of a whole day; one that `is_open` rings before it, one that moved is cancelled."""

    uid: str
    day: dt.date
    category: str
    summary: str
    description: str
    sequence: int
    changed_at: dt.datetime | None
    is_open: bool = True
    is_cancelled: bool = False


def list_events(board: Board, unit: str = "") -> Iterator[CalendarEvent]:
    """Yield the events of a board, of a unit only what it leads or supports."""

    def is_own(item: BoardItem) -> bool:
        return not unit or unit in item.units

    for item in filter(is_own, (*board.milestones, *board.steps, *board.matters)):
        if item.due_on is not None:
            yield _item_event(board, item, item.due_on, unit)
    for item in filter(is_own, board.withdrawn):
        if item.due_on is not None and _was_shown(item):
            yield _withdrawn_event(board, item, item.due_on)
    yield from _project_events(board, tuple(filter(is_own, board.projects)), unit)


def _item_event(board: Board, item: BoardItem, due_on: dt.date, unit: str) -> CalendarEvent:
    return CalendarEvent(
        uid=f"{item.code}@{_plan_id(board)}",
        day=due_on,
        category=KIND_WORDS[item.kind],
        summary=f"{_mark(item)}{KIND_WORDS[item.kind]}到期{_part(item, unit)}：{item.name}",
        description=_description(board, item),
        sequence=_sequence(board, (item,)),
        changed_at=_changed_at((item,)),
        is_open=not item.is_done,
    )


def _was_shown(item: BoardItem) -> bool:
    """Whether it had an event before it was withdrawn: a meeting and a proposed step have none."""
    return isinstance(item, MatterItem) or (isinstance(item, StepItem) and not item.proposed)


def _withdrawn_event(board: Board, item: BoardItem, due_on: dt.date) -> CalendarEvent:
    return CalendarEvent(
        uid=f"{item.code}@{_plan_id(board)}",
        day=due_on,
        category=KIND_WORDS[item.kind],
        summary=f"【已撤销】{KIND_WORDS[item.kind]}：{item.name}",
        description=f"{board.as_of_words}已撤销。",
        sequence=_sequence(board, (item,)),
        changed_at=_changed_at((item,)),
        is_open=False,
        is_cancelled=True,
    )


def _project_events(
    board: Board, items: Sequence[ProjectItem], unit: str
) -> Iterator[CalendarEvent]:
    """Yield an event a day on which building ends, and one that cancels a day it moved from."""
    by_day: dict[dt.date, list[ProjectItem]] = defaultdict(list)
    moved: dict[dt.date, list[ProjectItem]] = defaultdict(list)
    for item in items:
        by_day[_ends_on(item)].append(item)
        for day in _earlier_ends(item):
            moved[day].append(item)
    for day in sorted(by_day):
        yield _projects_event(board, day, by_day[day], unit)
    for day in sorted(moved.keys() - by_day.keys()):
        yield _moved_event(board, day, moved[day], unit)


def _projects_event(
    board: Board, day: dt.date, items: Sequence[ProjectItem], unit: str
) -> CalendarEvent:
    if len(items) == 1:
        summary = f"{_mark(items[0])}项目建设期满{_part(items[0], unit)}：{items[0].name}"
        description = _description(board, items[0])
    else:
        summary = f"{len(items)}个项目建设期满{_counts(items)}"
        lines = [f"{_project_line(item)}{_part(item, unit)}" for item in items]
        description = "\n".join((f"{board.as_of_words}：", *lines))
    return CalendarEvent(
        uid=_day_uid(board, day, unit),
        day=day,
        category=KIND_WORDS[Kind.PROJECT],
        summary=summary,
        description=description,
        sequence=_sequence(board, board.projects),
        changed_at=_group_changed_at(board, items),
        is_open=not all(item.is_done for item in items),
    )


def _project_line(item: ProjectItem) -> str:
    return f"{item.number}. {item.name}（{item.lead_words}）：{item.state_words}"


def _moved_event(
    board: Board, day: dt.date, items: Sequence[ProjectItem], unit: str
) -> CalendarEvent:
    lines = (f"{item.number}. {item.name}：改为{format_date(_ends_on(item))}" for item in items)
    return CalendarEvent(
        uid=_day_uid(board, day, unit),
        day=day,
        category=KIND_WORDS[Kind.PROJECT],
        summary="【已调整】项目建设期满",
        description="\n".join(("这一天建设期满的项目，方案已调整：", *lines)),
        sequence=_sequence(board, board.projects),
        changed_at=_group_changed_at(board, items),
        is_open=False,
        is_cancelled=True,
    )


def _ends_on(item: ProjectItem) -> dt.date:
    return item.due_on or dt.date(item.end_year, 12, 31)


def _earlier_ends(item: ProjectItem) -> set[dt.date]:
    """Return the days on which building was to end before adjustments moved it."""
    days = {item.original_due_on, *(adjustment.due_on for adjustment in item.adjustments)}
    return {day for day in days if day is not None} - {_ends_on(item)}


def _mark(item: BoardItem) -> str:
    """Return what a summary says first of what is finished or late, empty for the rest."""
    if item.is_done:
        return f"【{FINISHED}】"
    return f"【{item.state.word}】" if item.state in LATE else ""


def _counts(items: Iterable[BoardItem]) -> str:
    """Return how many of some are finished and late: （5个已完成，1个逾期）."""
    words = Counter(_mark(item).strip("【】") for item in items)
    order = (FINISHED, *(state.word for state in LATE))
    counted = "，".join(f"{words[word]}个{word}" for word in order if words[word])
    return f"（{counted}）" if counted else ""


def _part(item: BoardItem, unit: str) -> str:
    """Return that the unit whose calendar it is supports the item, empty where it leads it."""
    return "（配合）" if unit and unit != item.lead_unit else ""


def _description(board: Board, item: BoardItem) -> str:
    supporting = "" if item.supporting_words == "—" else f"\n配合单位：{item.supporting_words}"
    return (
        f"牵头单位：{item.lead_words}{supporting}\n{board.as_of_words}：{item.state_words}"
        + _source(board, item)
    )


def _source(board: Board, item: BoardItem) -> str:
    """Return where the day comes from: the plan, or the grounds of a step, which may have none."""
    if isinstance(item, StepItem | MatterItem):
        return f"\n依据：{item.citation}" if item.citation else ""
    return f"\n出处：{board.plan.document_number} {item.citation}"


def _plan_id(board: Board) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"plan:{board.plan.document_number}")


def _day_uid(board: Board, day: dt.date, unit: str) -> str:
    """Return the uid of the projects of a day; those of a unit are others than those of all."""
    whose = f"-{uuid.uuid5(_plan_id(board), unit)}" if unit else ""
    return f"projects-{day.isoformat()}{whose}@{_plan_id(board)}"


def _sequence(board: Board, items: Iterable[BoardItem]) -> int:
    """Return a number that grows when a correction or an adjustment may have moved a day.

    Of projects it counts all adjustments: one that leaves a day changes the event it leaves, too.
    """
    return board.version.revision + sum(len(item.adjustments) for item in items)


def _changed_at(items: Iterable[BoardItem]) -> dt.datetime | None:
    moments = [item.changed_at for item in items]
    moments += [item.added.recorded_at for item in items if isinstance(item, StepItem | MatterItem)]
    return max((moment for moment in moments if moment), default=None)


def _group_changed_at(board: Board, items: Iterable[ProjectItem]) -> dt.datetime | None:
    """Return when the projects of a day changed last, or any left it for another."""
    adjusted = (it.recorded_at for item in board.projects for it in item.adjustments)
    moments = (_changed_at(items), max(adjusted, default=None))
    return max((moment for moment in moments if moment), default=None)
