"""The lists of the pages as tables: projects, duties, a unit's items, what to report, changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board import report_text
from kzdash.board.status_counts import count_states
from kzdash.documents.pages.item_cells import (
    due_cell,
    name_cell,
    part_cell,
    said_cell,
    state_cell,
    units_cell,
)
from kzdash.documents.pages.item_table import Cell, Column, ItemTable, Part
from kzdash.domain.formatting import format_date, format_moment

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from kzdash.board.audit_trail import TrailEntry
    from kzdash.board.board import Board
    from kzdash.board.changes import ItemChange
    from kzdash.board.due_reports import DueReport
    from kzdash.board.items import BoardItem, Category
    from kzdash.documents.pages.links import PageLinks

STATE = Column("状态", Part.STATE)
UNITS = Column("牵头单位", Part.UNIT)
SAID = Column("进展说明", Part.SAID, reported=True)
SUMMARY = Column("内容", Part.TEXT, 1000)
CITATION = Column("出处", Part.SHORT, 1250)
NEEDED = Column("需要填报", Part.LONG)
DUE = Column("到期日", Part.SHORT)
REPORTED = Column("最近填报", Part.SAID, reported=True)
SHARED = Column("牵头单位", Part.UNIT, 800)


def duties_table(
    name: str,
    items: Iterable[BoardItem],
    as_of: dt.date,
    links: PageLinks,
    title: str = "",
    caption: str = "",
    none: str = "",
) -> ItemTable:
    """Return a row for each task, policy, reform, direction, aim or safeguard."""
    columns = (STATE, Column("事项", Part.NAME), UNITS, SAID, SUMMARY, CITATION)
    rows = [
        (
            state_cell(item),
            name_cell(item, links),
            units_cell(item),
            said_cell(item, as_of),
            Cell(item.summary),
            Cell(item.citation),
        )
        for item in items
    ]
    return ItemTable(name, columns, rows, title, caption, none)


def task_tables(board: Board, links: PageLinks) -> tuple[ItemTable, ...]:
    """Return a table of tasks for each programme, and one of the directions of reform."""
    return (
        *(_tasks_of(category, board, links) for category in board.categories),
        duties_table(
            "directions",
            board.directions,
            board.as_of,
            links,
            "改革方向",
            none="方案没有列改革方向。",
        ),
    )


def _tasks_of(category: Category, board: Board, links: PageLinks) -> ItemTable:
    tasks = [item for item in board.tasks if item.programme == category.number]
    counts = (f"{len(tasks)}项任务", state_counts(tasks), f"出处{category.citation}")
    return duties_table(
        f"tasks-{category.number}",
        tasks,
        board.as_of,
        links,
        f"{category.number}. {category.name}",
        " · ".join(filter(None, counts)),
        "方案没有列任务。",
    )


def state_counts(items: Iterable[BoardItem]) -> str:
    """Say how many items are in each state, the most serious first."""
    counts = count_states(items)
    states = sorted(counts, key=lambda state: state.seriousness)
    return " · ".join(f"{state.shape} {state.word} {counts[state]}" for state in states)


def supervision_table(rows: Iterable[DueReport], as_of: dt.date, links: PageLinks) -> ItemTable:
    """Return a row for each item that a unit leads: how it stands, and what must be reported."""
    columns = (STATE, Column("事项", Part.NAME), NEEDED, DUE, SAID, SHARED)
    return ItemTable(
        "supervision",
        columns,
        [
            (
                state_cell(row.item),
                name_cell(row.item, links),
                Cell("；".join(row.reasons)),
                due_cell(row.item),
                said_cell(row.item, as_of),
                units_cell(row.item),
            )
            for row in rows
        ],
    )


def supported_table(unit: str, items: Sequence[BoardItem], links: PageLinks) -> ItemTable:
    """Return a row for each item that a unit supports: how the whole and its part stand."""
    columns = (
        STATE,
        Column("事项", Part.NAME),
        Column("本单位部分", Part.SAID),
        DUE,
        Column("牵头单位", Part.UNIT),
    )
    rows = [
        (
            state_cell(item),
            name_cell(item, links),
            part_cell(item.part_of(unit)),
            due_cell(item),
            Cell(item.lead_words),
        )
        for item in items
    ]
    title = f"配合 {len(items)} 项"
    return ItemTable("supported", columns, rows, title, "其他单位牵头，本单位只报自己的部分。")


def parts_table(item: BoardItem) -> ItemTable:
    """Return a row for each supporting unit that reported; the caption names the others."""
    columns = (
        Column("配合单位", Part.UNIT),
        Column("情况", Part.SAID),
        Column("填报人", Part.TEXT, 800),
    )
    rows = [(Cell(part.unit or ""), part_cell(part), Cell(part.reporter)) for part in item.parts]
    silent = [unit for unit in item.supporting_units if item.part_of(unit) is None]
    caption = f"未报：{'、'.join(silent)}" if silent else ""
    return ItemTable(f"parts-{item.item_id}", columns, rows, item.parts_words, caption)


def work_table(rows: Iterable[DueReport], links: PageLinks) -> ItemTable:
    """Return a row for each item to report on, and why and until when a report is due."""
    columns = (STATE, Column("事项", Part.NAME), NEEDED, REPORTED, SHARED)
    return ItemTable(
        "work",
        columns,
        [
            (
                state_cell(row.item),
                name_cell(row.item, links),
                Cell("；".join(row.reasons), note=row.until_words),
                _last_report(row.item),
                units_cell(row.item),
            )
            for row in rows
        ],
    )


def changes_table(rows: Iterable[tuple[str, ItemChange]], links: PageLinks) -> ItemTable:
    """Return a row for each unit and item that changed: then and now, and what was said."""
    columns = (
        STATE,
        Column("事项", Part.NAME),
        Column("牵头单位", Part.UNIT),
        Column("填报内容", Part.SAID),
        Column("填报", Part.TEXT, 800),
        Column("填报时间", Part.SHORT, 800),
    )
    return ItemTable(
        "changes",
        columns,
        [
            (
                Cell(change.words, look=str(change.new.tone)),
                name_cell(change.item, links),
                Cell(unit),
                Cell(entry.new if entry else ""),
                Cell(entry.reporter if entry else ""),
                _moment(entry),
            )
            for unit, change in rows
            for entry in [change.entry]
        ],
    )


def _moment(entry: TrailEntry | None) -> Cell:
    if entry is None:
        return Cell()
    return Cell(format_moment(entry.recorded_at), entry.recorded_at.isoformat())


def _last_report(item: BoardItem) -> Cell:
    """Return what the report that counts says, by whom and for which day."""
    report, day = item.latest_report, item.fresh_on
    if report is None or day is None:
        return Cell()
    words = report_text.report_as_text(report, item)
    return Cell(" ".join(words.split()), day.isoformat(), f"{report.reporter}，{format_date(day)}")
