"""Matters: who must act on them, those that fit what is asked for, their counts, their life."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from kzdash.board import report_text
from kzdash.board.attention import most_urgent_first
from kzdash.board.board_item import BoardItem
from kzdash.board.meetings import meeting_words
from kzdash.domain.formatting import format_date
from kzdash.domain.progress import Answer, Level, MatterKind, State

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from kzdash.board.added_items import MatterItem
    from kzdash.board.board import Board
    from kzdash.board.entries import AdjustmentEntry, ReportEntry

Item = TypeVar("Item", bound=BoardItem)
# a query is unanswered as long as its unit has said no more than that
UNANSWERED = {None, Answer.RECEIVED, Answer.RETURNED}
# what the life of a matter calls its beginning
RAISED = "交办"


@dataclass(frozen=True, slots=True)
class MatterCounts:
    """How many matters there are, and how they stand.

    `overdue` are open past their day, `unsigned` those of them that nobody has signed for, which
    are not called late.
    """

    assigned: int
    closed: int
    in_time: int
    overdue: int
    unsigned: int


def count_matters(matters: Sequence[MatterItem]) -> MatterCounts:
    """Count matters."""
    states = [matter.state for matter in matters]
    return MatterCounts(
        assigned=len(matters),
        closed=sum(matter.is_closed for matter in matters),
        in_time=sum(state is State.DONE for state in states),
        overdue=sum(state is State.OVERDUE for state in states),
        unsigned=sum(state is State.DUE_UNREPORTED for state in states),
    )


def open_first(matters: Iterable[MatterItem]) -> list[MatterItem]:
    """Sort matters: those open, the most urgent first, then those closed, the latest first."""
    ordered = most_urgent_first(sorted(matters, key=lambda it: -it.number))
    return sorted(ordered, key=lambda it: it.is_closed)


def matters_of_unit(matters: Iterable[MatterItem], unit: str) -> list[MatterItem]:
    """Return the open matters of a unit: to sign for, to answer, those that wait for others."""
    own = most_urgent_first(it for it in matters if unit in it.units and not it.is_closed)

    def place(matter: MatterItem) -> int:
        if matter.lead_unit != unit:
            return 3
        if matter.waits_for_office:
            return 2
        return int(matter.latest_report is not None)

    return sorted(own, key=place)


def matters_to_answer(matters: Iterable[MatterItem], unit: str) -> list[MatterItem]:
    """Return the open matters that a unit must sign for or answer, those to sign for first."""
    own = matters_of_unit(matters, unit)
    return [it for it in own if it.lead_unit == unit and not it.waits_for_office]


def unit_list(board: Board, unit: str) -> list[BoardItem]:
    """Return all that a unit's 督办清单 has: open matters first, then the most urgent items."""
    matters = matters_of_unit(board.matters, unit)
    ids = {matter.item_id for matter in matters}
    rest = (item for item in board.led_by(unit) if item.item_id not in ids)
    return [*matters, *most_urgent_first(rest)]


def supported_list(board: Board, unit: str) -> list[BoardItem]:
    """Return what else a unit supports, the most urgent first: all that its list has not got."""
    listed = {item.item_id for item in unit_list(board, unit)}
    supported = (item for item in board.supported_by(unit) if item.item_id not in listed)
    return most_urgent_first(supported)


def matters_for_office(matters: Iterable[MatterItem]) -> list[MatterItem]:
    """Return the matters on which the office must decide."""
    return most_urgent_first(matter for matter in matters if matter.waits_for_office)


# what a list of matters may be asked for, by the names in the url
MATTER_FILTERS = ("unit", "kind", "level", "meeting")


def asked_matters(
    board: Board,
    unit: str | None = None,
    kind: str | None = None,
    level: str | None = None,
    meeting: str | None = None,
) -> list[MatterItem]:
    """Return the matters that fit, those open first; a filter that is None, or no word, fits all.

    `kind`, `level` and `meeting` are words.
    """
    meetings = {meeting_words(it): it.item_id for it in board.meetings}
    kinds, levels = ({word.label for word in words} for words in (MatterKind, Level))
    return open_first(
        matter
        for matter in board.matters
        if (unit not in board.units or unit in matter.units)
        and (kind not in kinds or kind == matter.matter_kind.label)
        and (level not in levels or level == matter.level.label)
        and (meeting not in meetings or meetings[meeting] == matter.meeting_id)
    )


def is_unanswered_query(matter: MatterItem) -> bool:
    """Whether a matter asks a unit about a report, and nobody has answered yet."""
    return matter.matter_kind is MatterKind.QUERY and matter.answer in UNANSWERED


def with_matters(items: Iterable[Item], matters: Sequence[MatterItem]) -> tuple[Item, ...]:
    """Return items with the problems raised on them, and the report that is asked about.

    A report that another has replaced is asked about no more.
    """
    problems: dict[int, list[str]] = {}
    asked: dict[int, int] = {}
    for matter in matters:
        if is_unanswered_query(matter):
            asked |= dict(matter.report_seqs)
        if matter.matter_kind is MatterKind.PROBLEM and not matter.is_closed:
            for item_id in matter.about:
                problems.setdefault(item_id, []).append(matter.summary or matter.name)
    return tuple(_with_matters(item, problems, asked) for item in items)


def _with_matters(item: Item, problems: dict[int, list[str]], asked: dict[int, int]) -> Item:
    seq = asked.get(item.item_id)
    counts = seq in {report.seq for report in item.reports}
    raised = tuple(problems.get(item.item_id, ()))
    if not raised and not counts:
        return item
    return replace(item, open_problems=raised, queried_seq=seq if counts else None)


@dataclass(frozen=True, slots=True)
class LifeEntry:
    """One entry in the life of a matter: when, who, what was done, and the words."""

    recorded_at: dt.datetime
    who: str
    act: str
    words: str


def life_of(matter: MatterItem, reports: Iterable[ReportEntry]) -> tuple[LifeEntry, ...]:
    """Return all that happened to a matter, the latest first; `reports` are all those on it."""
    due = matter.original_due_on or matter.due_on
    words = (f"{format_date(due)}前" if due else "", matter.added.document_number)
    begun = LifeEntry(
        matter.added.recorded_at, matter.added.reporter, RAISED, "，".join(filter(None, words))
    )
    made = [begun, *map(_reported, reports), *_adjusted(matter)]
    return tuple(sorted(made, key=lambda entry: entry.recorded_at, reverse=True))


def _reported(report: ReportEntry) -> LifeEntry:
    parts = [part for part in report_text.report_parts(report) if part.field != "answer"]
    act = report.answer.label if report.answer else "反馈"
    if report.unit:
        act = f"配合单位（{report.unit}）反馈"
    if report.restores is not None:
        act = f"撤销第{report.seq - 1}次反馈"
    words = "；".join(f"{part.lead}{part.words}" for part in parts)
    return LifeEntry(report.recorded_at, report.reporter, act, words)


def _adjusted(matter: MatterItem) -> Iterator[LifeEntry]:
    for change in matter.adjustments:
        what, value = report_text.adjustment_as_text(matter, change)
        reason = "，".join(filter(None, (change.reason, change.document_number)))
        words = reason if change.decision else f"{value}：{reason}"
        yield LifeEntry(change.recorded_at, change.reporter, _act(change, what), words)


def _act(change: AdjustmentEntry, what: str) -> str:
    if change.due_on is not None:
        return "调整期限"
    if change.level is not None:
        return "上报"
    return "撤回" if change.decision else f"调整{what}"
