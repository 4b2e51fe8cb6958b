"""One unit: the items it leads, the most urgent first, the reports due, and what it supports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board.due_reports import reports_due
from kzdash.board.matters import supported_list, unit_list
from kzdash.board.verdict import unit_finding
from kzdash.documents import unit_tables
from kzdash.documents.pages import compose_tables
from kzdash.documents.pages.figure_lists import unit_figures
from kzdash.documents.pages.item_lists import supervision_table, supported_table
from kzdash.ui.frame.board import document_caption
from kzdash.ui.frame.header import title_place
from kzdash.ui.frame.links import page_link, unit_briefing_link, view_links
from kzdash.ui.parts import contacts, documents, duties
from kzdash.ui.widgets.charts import download
from kzdash.ui.widgets.finding import show_finding
from kzdash.ui.widgets.html_view import show_figures, show_html
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem


def requested_unit(board: Board) -> str | None:
    """Return the unit that the url names; warn if there is no such unit."""
    name = st.query_params.get("unit")
    if name is None:
        return None
    if name in board.units:
        return name
    st.warning(f"没有名为“{plain(name[:40])}”的责任单位。下面是全部责任单位。")
    return None


def show_unit(board: Board, unit: str) -> None:
    """Show all that one unit leads, then what it supports."""
    with title_place():
        page_link("duties", "← 全部责任单位", width="content")
    st.title(f"{plain(unit)} 督办清单", anchor=False)
    show_finding(unit_finding(board, unit))
    document_caption(board)
    contacts.show_contact(unit)
    followed = unit_list(board, unit)
    if followed:
        _show_followed(board, unit, followed)
    if supported := supported_list(board, unit):
        links = view_links()
        show_html(
            "list-supported", compose_tables([supported_table(unit, supported, links)], links)
        )
        download(unit_tables.supported(unit, supported), f"{unit}配合事项")
    if followed or supported:
        documents.offer_unit_print(board, unit)
        unit_briefing_link(unit)
    directions = [item for item in board.directions if unit in item.units]
    if directions:
        st.subheader("参与的改革方向", anchor=False)
        duties.show_items(directions, board, "unit-directions")


def _show_followed(board: Board, unit: str, items: Sequence[BoardItem]) -> None:
    due_reports = reports_due(items, board.as_of)
    show_figures("unit-figures", unit_figures(unit, items, board))
    st.caption("督办事项在前，其余最急的在前。点一行看一项的全部情况。")
    links = view_links()
    table = supervision_table(due_reports, board.as_of, links)
    show_html("list-unit", compose_tables([table], links))
    download(unit_tables.supervision(due_reports), f"{unit}督办清单")
