"""The speaker notes of a slide: of what it names, what was reported in full, formula and source.

They are composed once, for the window of the speaker and for the pages of notes in the deck.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board import goals
from kzdash.board.added_items import MatterItem
from kzdash.board.items import DutyItem, IndicatorItem, ProjectItem
from kzdash.board.report_text import author_and_time, report_as_text
from kzdash.domain.formatting import format_date, format_money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem, Category
    from kzdash.documents.slides.slide import Slide

NOT_REPORTED = "没有填报过"
NOTHING_NAMED = "本页没有点名的事项。"


@dataclass(frozen=True, slots=True)
class SpeakerNote:
    """What there is to say of one thing that a slide names: its name, and words by their label."""

    heading: str
    lines: tuple[tuple[str, str], ...]


def speaker_notes(slide: Slide, board: Board) -> tuple[SpeakerNote, ...]:
    """Return the notes of a slide, on what it names in its order; none where it names nothing."""
    if slide.name == "silent":
        return tuple(_unit_note(unit, items) for unit, items in _by_unit(slide))
    notes = [SpeakerNote(item.heading, tuple(_lines(item))) for item in slide.items]
    if slide.name == "overview":
        notes.insert(0, SpeakerNote("怎么算的", tuple(_figures(board))))
    if slide.name == "money":
        notes = [_category_note(category, board) for category in _shown(slide, board)]
    return tuple(notes)


def notes_as_text(notes: Sequence[SpeakerNote]) -> str:
    """Return notes as one text, a line each, with an empty line between two things."""
    parts = [
        "\n".join((note.heading, *(f"{label}：{words}" for label, words in note.lines)))
        for note in notes
    ]
    return "\n\n".join(parts) or NOTHING_NAMED


def _lines(item: BoardItem) -> Iterator[tuple[str, str]]:
    """Return the words of an item by their label."""
    yield "状态", item.marked
    if reason := _reason(item):
        yield "怎么算的", reason
    if isinstance(item, IndicatorItem) and (words := goals.provisional_words(item)):
        yield "快报", words
    if isinstance(item, MatterItem) and item.summary:
        yield "内容", item.summary
    if item.due_on:
        yield "期限", item.due_words
    yield "单位", item.units_words
    report = item.latest_report
    words = report_as_text(report, item) if report else ""
    # what the last report says itself is not said twice
    if problems := [one for one in item.open_problems if one not in words]:
        yield "需协调解决的问题", "；".join(problems)
    yield "最近填报", f"{author_and_time(report)}：{words}" if report else NOT_REPORTED
    for part in item.blocked_parts:
        yield "配合单位受阻", f"{author_and_time(part)}：{report_as_text(part, item)}"
    if item.citation:
        yield "出处", item.citation


def _reason(item: BoardItem) -> str:
    """Return the formula by which an item was judged, with its figures."""
    if isinstance(item, IndicatorItem | ProjectItem):
        return item.assessment.reason
    return item.reason if isinstance(item, DutyItem) else ""


def _figures(board: Board) -> Iterator[tuple[str, str]]:
    """Return how the figures of the overview are counted."""
    plan = board.plan
    if board.indicators:
        yield "指标达标", f"共{len(board.indicators)}项指标，只数判断为达标的；没有填报的不算"
    if board.milestones:
        yield "时间节点完成", f"共{len(board.milestones)}个时间节点，只数填报为完成的"
    if board.projects:
        yield "投资", _sum_words(board.projects)
    pilot = f"{format_date(plan.pilot_starts_on)}至{format_date(plan.pilot_ends_on)}"
    yield "试点期", f"{pilot}，按已过天数算"


def _shown(slide: Slide, board: Board) -> list[Category]:
    rows = slide.table.rows if slide.table else ()
    names = [row[0].words for row in rows]
    return [one for one in board.categories if " ".join(one.short_name.split()) in names]


def _category_note(category: Category, board: Board) -> SpeakerNote:
    projects = [item for item in board.projects if item.programme == category.number]
    lines = [
        ("计划总投资", format_money(category.planned_investment_wan_yuan)),
        ("完成投资", format_money(category.completed_investment_wan_yuan)),
        ("怎么算的", _sum_words(projects)),
        ("出处", category.citation),
    ]
    return SpeakerNote(category.name, tuple((label, words) for label, words in lines if words))


def _sum_words(projects: Sequence[ProjectItem]) -> str:
    told = sum(item.completed_investment_wan_yuan is not None for item in projects)
    silent = len(projects) - told
    spent = f"完成投资是其中{told}个项目最近一次填报之和" if told else "没有项目填报完成投资"
    rest = f"，另{silent}个没有填报完成投资，不算作零" if told and silent else ""
    return f"计划总投资是{len(projects)}个项目之和，{spent}{rest}"


def _by_unit(slide: Slide) -> list[tuple[str, list[BoardItem]]]:
    """Return the units of a slide in its order, each with its items."""
    units = [row[0].words for row in slide.table.rows] if slide.table else []
    return [(unit, [item for item in slide.items if item.lead_words == unit]) for unit in units]


def _unit_note(unit: str, items: Sequence[BoardItem]) -> SpeakerNote:
    """Return what a unit has not reported on, each by its full name with its source."""
    return SpeakerNote(
        unit,
        tuple(
            (item.marked, f"{item.heading}（{item.citation}）" if item.citation else item.heading)
            for item in items
        ),
    )
