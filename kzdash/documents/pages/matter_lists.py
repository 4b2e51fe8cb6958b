"""The lists of matters and of meetings as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.matters import (
    count_matters,
    matters_for_office,
    matters_of_unit,
    matters_to_answer,
)
from kzdash.documents.item_views import item_view
from kzdash.documents.pages.figure_tiles import FigureTile
from kzdash.documents.pages.item_cells import said_cell, state_cell, units_cell
from kzdash.documents.pages.item_table import Cell, Column, ItemTable, Part
from kzdash.domain.formatting import format_date, format_moment

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from kzdash.board.added_items import MatterItem, MeetingItem
    from kzdash.board.board import Board
    from kzdash.board.matters import LifeEntry
    from kzdash.documents.pages.links import PageLinks

NONE_YET = (
    "会议议定、领导批示、单位提出的需协调问题、要核实的填报，都在这里跟到销号。"
    "由专班办公室“立项”交办，或由单位在事项页上“提出需协调问题”。"
)


def matters_figures(matters: Sequence[MatterItem]) -> tuple[FigureTile, ...]:
    """Return how many matters were assigned, closed in time, are late, wait for the office."""
    counts = count_matters(matters)
    late = counts.closed - counts.in_time
    waits = sum(matter.waits_for_office for matter in matters)
    return (
        FigureTile("交办", f"{counts.assigned} 项"),
        FigureTile("按期办结", f"{counts.in_time} 项", f"逾期办结 {late} 项" if late else ""),
        FigureTile(
            "逾期",
            f"{counts.overdue} 项",
            f"另有 {counts.unsigned} 项到期未签收" if counts.unsigned else "",
        ),
        FigureTile("待专班办公室处理", f"{waits} 项", "申请办结或申请延期"),
    )


def matters_table(
    name: str,
    matters: Iterable[MatterItem],
    as_of: dt.date,
    links: PageLinks,
    title: str = "",
    none: str = "",
) -> ItemTable:
    """Return a row for each matter: how it stands, whose it is, until when, what was said last."""
    columns = (
        Column("状态", Part.STATE),
        Column("事项", Part.NAME),
        Column("牵头单位", Part.UNIT),
        Column("办结期限", Part.SHORT),
        Column("最近反馈", Part.SAID, reported=True),
        Column("类别", Part.SHORT),
        Column("来源", Part.TEXT, 1000),
        Column("解决层级", Part.SHORT, 1250),
    )
    rows = [
        (
            state_cell(matter),
            Cell(f"{matter.number}. {matter.short_name}", address=links.item(matter)),
            units_cell(matter),
            _due(matter),
            said_cell(matter, as_of),
            Cell(matter.matter_kind.label),
            Cell(source_words(matter)),
            Cell(level_words(matter)),
        )
        for matter in matters
    ]
    return ItemTable(name, columns, rows, title, none=none)


def own_matters(board: Board, unit: str | None) -> tuple[str, list[MatterItem]]:
    """Return the matters that a unit, or without one the office, must do something about.

    A title in words comes before them.
    """
    if unit is None:
        own = matters_for_office(board.matters)
        return f"{len(own)} 项督办事项等专班办公室处理", own
    own = matters_to_answer(board.matters, unit)
    unsigned = sum(it.is_unsigned for it in own)
    return f"{len(own)} 项督办事项" + (f"，其中 {unsigned} 项待签收" if unsigned else ""), own


def other_matters_words(board: Board, unit: str | None) -> str:
    """Say which open matters of a unit want nothing of it now; empty where there are none."""
    own = matters_of_unit(board.matters, unit) if unit else []
    led = sum(it.lead_unit == unit for it in own)
    waiting = sum(it.lead_unit == unit and it.waits_for_office for it in own)
    counts = {
        f"{waiting} 项等专班办公室处理": waiting,
        f"{len(own) - led} 项由本单位配合": len(own) - led,
    }
    words = "，".join(word for word, count in counts.items() if count)
    return f"督办：另有 {words}" if words else ""


def source_words(matter: MatterItem) -> str:
    """Return from whom a matter comes, and the meeting that decided it."""
    return "，".join(dict.fromkeys(filter(None, (matter.raised_by, matter.meeting_name))))


def level_words(matter: MatterItem) -> str:
    """Return who can solve a matter, and from where it has come up."""
    if matter.original_level is None:
        return matter.level.label
    return f"{matter.level.label}（由{matter.original_level.label}上报）"


def life_table(entries: Iterable[LifeEntry]) -> ItemTable:
    """Return a row for each thing that happened to a matter: when, who, what, in which words."""
    columns = (
        Column("时间", Part.SHORT),
        Column("事由", Part.NAME),
        Column("内容", Part.LONG),
        Column("经手", Part.SHORT),
    )
    rows = [
        (
            Cell(format_moment(entry.recorded_at), entry.recorded_at.isoformat()),
            Cell(entry.act),
            Cell(entry.words),
            Cell(entry.who),
        )
        for entry in entries
    ]
    return ItemTable("life", columns, rows)


def meetings_table(board: Board, links: PageLinks) -> ItemTable:
    """Return a row for each meeting, the latest first: how much it decided, how much is done."""
    columns = (
        Column("日期", Part.SHORT),
        Column("会议", Part.NAME),
        Column("议定", Part.SHORT),
        Column("办结", Part.SHORT),
    )
    rows = [_meeting(meeting, board, links) for meeting in reversed(board.meetings)]
    return ItemTable("meetings", columns, rows)


def _meeting(meeting: MeetingItem, board: Board, links: PageLinks) -> tuple[Cell, ...]:
    counts = count_matters(board.matters_of(meeting))
    day = meeting.due_on
    return (
        Cell(format_date(day), order=day.isoformat() if day else ""),
        Cell(meeting.name, address=links.page(*item_view(meeting))),
        Cell(f"{counts.assigned} 项"),
        Cell(f"{counts.closed} 项"),
    )


def _due(matter: MatterItem) -> Cell:
    if matter.due_on is None:
        return Cell()
    return Cell(matter.due_words, matter.due_on.isoformat())
