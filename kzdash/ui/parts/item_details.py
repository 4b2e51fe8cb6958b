"""What the views of all kinds of items share: head, facts, text corrections, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board.matters import supported_list, unit_list
from kzdash.board.verdict import item_finding
from kzdash.documents import tables
from kzdash.documents.item_views import item_view
from kzdash.documents.pages import PageLinks, compose_tables
from kzdash.documents.pages.item_lists import parts_table
from kzdash.documents.pages.item_table import compose_facts
from kzdash.documents.pages.item_view import has_parts
from kzdash.domain.formatting import format_date
from kzdash.ui.frame.board import document_caption, history
from kzdash.ui.frame.header import title_place
from kzdash.ui.frame.links import (
    list_link,
    neighbour_link,
    page_link,
    unit_link,
    unit_opened_from,
)
from kzdash.ui.parts import outlook
from kzdash.ui.widgets.charts import download
from kzdash.ui.widgets.finding import show_finding
from kzdash.ui.widgets.html_view import show_html, show_words
from kzdash.ui.widgets.plain_text import inline

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem


def show_head(board: Board, item: BoardItem, back: str, listed: Sequence[BoardItem]) -> None:
    """Show the ways to the list and through it, the item's name and its units.

    `listed` is the list that the item was opened from.
    """
    page, _ = item_view(item)
    show_ways(board, item, page, back, listed)
    st.title(f"{item.number}. {inline(item.name)}", anchor=False)
    show_finding(item_finding(item))
    document_caption(board)
    show_units(item)


def show_ways(
    board: Board, item: BoardItem, page: str, back: str, listed: Sequence[BoardItem]
) -> None:
    """Show the ways to the list that an item was opened from, and to the items beside it there.

    `listed` is the list on `page`; the url may say that it was the list of a unit instead.
    """
    unit = unit_opened_from(board)
    with title_place():
        if unit is None:
            list_link(page, f"← {back}")
        else:
            page_link("duties", f"← {unit}", {"unit": unit}, "content")
            listed = items_of_unit(board, unit)
        show_neighbours(item, listed)


def items_of_unit(board: Board, unit: str) -> list[BoardItem]:
    """Return all that a unit leads or supports as its page has it, the most urgent first."""
    directions = (item for item in board.directions if unit in item.units)
    return [*unit_list(board, unit), *supported_list(board, unit), *directions]


def show_neighbours(item: BoardItem, listed: Sequence[BoardItem]) -> None:
    """Show links to the items before and after one in a list, and its place there."""
    if item not in listed:
        return
    at = listed.index(item)
    # web/static/keys.js follows these links by the arrow keys
    if at > 0:
        with st.container(width="content", key="previous-item"):
            neighbour_link(listed[at - 1], "上一项")
    st.caption(f"{at + 1}/{len(listed)}", width="content")
    if at + 1 < len(listed):
        with st.container(width="content", key="next-item"):
            neighbour_link(listed[at + 1], "下一项")


def show_units(item: BoardItem) -> None:
    """Show the lead unit and those that support it, each with a link to its own page."""
    if not item.units:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        # the units of a direction in paragraphs lead one each
        leads = item.units[:1] if has_parts(item) else item.units
        st.caption("牵头单位", width="content")
        for unit in leads:
            unit_link(unit)
        if item.supporting_words != "—":
            st.caption("配合单位", width="content")
        for unit in item.units[len(leads) :]:
            unit_link(unit)
        if item.more_units:
            st.caption("等", width="content")


def show_parts(item: BoardItem) -> None:
    """Show what each supporting unit said of its part, beneath the whole."""
    if has_parts(item):
        page = compose_tables([parts_table(item)], PageLinks())
        show_html(f"parts-{item.item_id}", page)


def show_facts(item: BoardItem, more: Mapping[str, str]) -> None:
    """Show a table of two columns: what is expected, `more`, then summary and citation."""
    facts = {**outlook.facts(item), **more, "内容": item.summary, "出处": item.citation}
    said = {label: words for label, words in facts.items() if words}
    show_html("facts", compose_facts(said))


def show_corrections(board: Board, item: BoardItem) -> None:
    """Show the corrections of the document's text that concern this item."""
    notes = [note for note in board.corrections if item.citation in note.citation.split(";")]
    if not notes:
        return
    st.subheader("原文勘误与存疑", anchor=False)
    for note in notes:
        words = f"{note.place}：原文“{note.found}”，处理：{note.reading}。{note.grounds}。"
        st.markdown(f"**{inline(note.kind)}** {inline(words)}")


def show_history(board: Board, item: BoardItem, decimals: int = 2, unit: str = "") -> None:
    """Show all reports on this item that count by the board's day, newest first."""
    reports = history(board, item.item_id)
    outlook.show_drift(reports)
    st.subheader("填报记录", anchor=False)
    if not reports:
        st.info(f"截至{format_date(board.as_of)}，{inline(item.lead_unit or '')}尚未填报。")
        return
    frame = tables.history(reports, decimals, unit, item.queried_seq)
    show_words("history", frame, "截至")
    download(frame, f"{item.name}-填报记录")
