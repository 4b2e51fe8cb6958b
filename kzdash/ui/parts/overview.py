"""The parts of 总览."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board import kpis, state_words
from kzdash.board.attention import UnitConcerns, group_by_unit
from kzdash.board.items import KIND_WORDS
from kzdash.board.status_counts import count_plan
from kzdash.charts import alt_text
from kzdash.charts.treemap import draw_treemap
from kzdash.documents import tables
from kzdash.domain.formatting import format_date
from kzdash.ui.frame.board import show_none_listed
from kzdash.ui.frame.links import clicked_tile, item_link, page_path
from kzdash.ui.widgets import selection
from kzdash.ui.widgets.charts import chart, download, figure
from kzdash.ui.widgets.filters import choice
from kzdash.ui.widgets.plain_text import inline, plain

if TYPE_CHECKING:
    import pandas as pd

    from kzdash.board.board import Board

LIST_HEIGHT, SHOWN_UNITS = 258, 5


def show_next_due(board: Board) -> None:
    """Show the next milestone with the days left, or that every milestone is past."""
    item = board.next_milestone
    if not board.milestones:
        st.markdown("方案没有列时间节点")
        return
    if item is None:
        overdue = count_plan(board).overdue
        words = f"其中 **{overdue} 个逾期**" if overdue else "已全部完成"
        st.markdown(f"全部 {len(board.milestones)} 个时间节点均已到期，{words}")
        return
    st.markdown(f"##### 最近节点 {format_date(item.due_on)}，{state_words.days_left(item)}")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        # beside the link, not in it: Streamlit cuts a long label off
        st.markdown(plain(item.name), width="content")
        item_link(item, "看这个节点", width="content")


def show_tiles(board: Board) -> None:
    """Show the four figures a leader asks for first."""
    for column, tile in zip(st.columns(4), kpis.headline_kpis(board), strict=True):
        column.metric(
            tile.label,
            tile.figure,
            tile.note,
            delta_color="red" if tile.late else "off",
            delta_arrow="off",
            border=True,
        )


def show_concerns(board: Board) -> None:
    """List what needs attention by lead unit, or one unit's items with links."""
    groups = {group.unit: group for group in group_by_unit(board.concerns)}
    left, right = st.columns([5, 4], vertical_alignment="center")
    with right:
        unit = choice(
            "责任单位", "unit", list(groups), "全部责任单位", label_visibility="collapsed"
        )
    shown = groups[unit] if unit else UnitConcerns("", board.concerns)
    counts = f"{shown.late_words} · 滞后 {shown.behind} · 未报 {shown.unreported}"
    left.subheader(f"需要关注 {counts}", anchor=False)
    if not groups:
        st.success("没有逾期、受阻、未达标、滞后或未报的事项。", icon=":material/check_circle:")
    elif unit is None:
        # one piece of Markdown: a table element parses each cell by itself, which took a third
        # of the page's time
        st.markdown(_markdown_table(tables.unit_concerns(list(groups.values())[:SHOWN_UNITS])))
        more = len(groups) - SHOWN_UNITS
        others = f"另有 {more} 个单位，选择单位查看。" if more > 0 else ""
        st.caption(f"{others}问题指逾期、受阻或未达标；几家共担的事项在各单位分别计数。")
    else:
        _show_unit_items(shown)


def _markdown_table(frame: pd.DataFrame) -> str:
    rows = [
        list(frame.columns),
        ["---"] * len(frame.columns),
        *([inline(cell) for cell in row] for row in frame.astype(str).to_numpy()),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _show_unit_items(group: UnitConcerns) -> None:
    with st.container(height=LIST_HEIGHT):
        for concern in group.concerns:
            kind = KIND_WORDS[concern.item.kind]
            label = f"{concern.status.shape} {concern.words} · {kind} · {concern.item.short_name}"
            item_link(concern.item, label)
        download(tables.concerns(group.concerns), f"需要关注-{group.unit}")


def show_treemap(board: Board) -> None:
    """Draw the planned investment; a click leads to a category's projects, or to a project."""
    if not board.projects:
        show_none_listed("项目")
        return
    clicked = chart(
        figure(board, draw_treemap, board.categories, board.projects),
        "treemap",
        alt_text.treemap(board),
        on_select="rerun",
    )
    tile = clicked_tile(clicked)
    if tile:
        selection.renew("treemap")
    for category in board.categories:
        if tile == f"c{category.number}":
            st.switch_page(
                page_path("projects"), query_params={"programme": category.category_name}
            )
    if tile.startswith("p"):
        st.switch_page(page_path("projects"), query_params={"item": tile[1:]})


def show_milestone_names(board: Board) -> None:
    """Name the milestones that the countdown line numbers."""
    if board.milestones:
        names = (f"**{item.number}** {inline(item.name)}" for item in board.milestones)
        st.caption(" · ".join(names))
