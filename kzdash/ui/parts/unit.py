"""One unit: all items it leads, the most urgent first, and how many reports are due."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board.by_unit import most_urgent_first, unit_rows
from kzdash.board.due_reports import count_due, reports_due
from kzdash.documents import tables
from kzdash.ui.frame.board import document_caption
from kzdash.ui.frame.header import title_place
from kzdash.ui.frame.links import page_link
from kzdash.ui.parts import documents, duties
from kzdash.ui.widgets.charts import download
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem


HELP = {"问题": "逾期、受阻或未达标的事项。"}


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
    """Show all that one unit leads."""
    with title_place():
        page_link("duties", "← 全部责任单位", width="content")
    st.title(f"{plain(unit)} 督办清单", anchor=False)
    document_caption(board)
    followed = most_urgent_first(board.led_by(unit))
    if followed:
        _show_followed(board, unit, followed)
    directions = [item for item in board.directions if unit in item.lead_units]
    if directions:
        st.subheader("参与的改革方向", anchor=False)
        duties.show_items(directions, "unit-directions")


def _show_followed(board: Board, unit: str, items: Sequence[BoardItem]) -> None:
    (own,) = unit_rows(items, [unit])
    due_reports = reports_due(items, board.as_of)
    due = count_due(due_reports)
    figures = (("牵头事项", own.total), ("问题", own.late), ("滞后", own.behind), ("需要填报", due))
    for column, (label, figure) in zip(st.columns(4), figures, strict=True):
        column.metric(label, figure, border=True, help=HELP.get(label))
    st.caption("最急的在前。点一行看一项的全部情况。")
    frame = tables.supervision(due_reports)
    duties.show_items(items, "unit", frame)
    download(frame, f"{unit}督办清单")
    documents.offer_unit_print(board, unit)
