"""The steps of an item as a line by day, what is said of one beside its state, and those ahead."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kzdash.board.steps import DAYS_AHEAD, steps_ahead
from kzdash.documents.pages.item_cells import (
    due_cell,
    name_cell,
    said_cell,
    state_cell,
    state_look,
    units_cell,
)
from kzdash.documents.pages.item_table import STYLE, TEMPLATES, Column, ItemTable, Part
from kzdash.documents.pages.item_words import state_words
from kzdash.documents.pages.links import HtmlPage
from kzdash.domain.formatting import format_date
from kzdash.domain.progress import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kzdash.board.added_items import StepItem
    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.documents.pages.links import PageLinks


def compose_step_line(board: Board, item: BoardItem, links: PageLinks) -> HtmlPage:
    """Compose an item's steps in the order of their days, proposals among them, each a link.

    It is empty where an item has none.
    """
    own = board.steps_of(item)
    steps = sorted((*own, *board.proposals_of(item)), key=lambda step: step.due_on or board.as_of)
    if not steps:
        return HtmlPage("", frozenset(), STYLE)
    done = f"，{sum(step.is_done for step in own)}个完成" if own else ""
    html = TEMPLATES.get_template("step_line.html").render(
        steps=steps,
        counts=f"{len(steps)}个节点{done}",
        address=links.item,
        look=lambda step: state_look(step.state),
        words=_words,
    )
    return HtmlPage(html, frozenset(links.made), STYLE)


def _words(step: StepItem) -> str:
    if step.state in (State.NOT_DUE, State.DUE_SOON):
        return f"还有{step.due.days}天"
    return state_words(step)


def step_facts(step: StepItem) -> dict[str, str]:
    """Return who added a step when, on what grounds, by their labels."""
    proposed = "，待专班办公室确认" if step.proposed else ""
    return {
        "加入": f"{format_date(step.added.as_of)}，{step.added.reporter}{proposed}",
        "依据文号": step.citation,
    }


def steps_table(board: Board, links: PageLinks) -> ItemTable:
    """Return a row for each step that is overdue or due in the coming days, the first due first."""
    until, steps = board.as_of + dt.timedelta(days=DAYS_AHEAD), steps_ahead(board)
    columns = (
        Column("到期日", Part.SHORT),
        Column("状态", Part.STATE),
        Column("工作节点", Part.NAME),
        Column("牵头单位", Part.UNIT),
        Column("进展说明", Part.SAID, reported=True),
    )
    rows = [
        (
            due_cell(step),
            state_cell(step),
            name_cell(step, links),
            units_cell(step),
            said_cell(step, board.as_of),
        )
        for step in steps
    ]
    title = f"未来{DAYS_AHEAD}天的工作节点"
    overdue = sum(bool(step.days_late) for step in steps)
    late = f"，另列已过到期日的{overdue}个" if overdue else ""
    caption = f"到{format_date(until)}到期的{len(steps) - overdue}个{late}。" if steps else ""
    none = f"到{format_date(until)}没有到期的工作节点。工作节点在各事项的页面上加入。"
    return ItemTable("steps", columns, rows, title, caption, none)


def stepless_table(items: Iterable[BoardItem], links: PageLinks) -> ItemTable:
    """Return a row for each item that has nothing due in the coming year, with a link to it."""
    columns = (
        Column("状态", Part.STATE),
        Column("事项", Part.NAME),
        Column("责任单位", Part.UNIT),
        Column("到期日", Part.SHORT),
    )
    rows = [
        (state_cell(item), name_cell(item, links), units_cell(item), due_cell(item))
        for item in items
    ]
    return ItemTable("without-steps", columns, rows)
