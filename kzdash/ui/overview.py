"""The parts of 总览."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from kzdash import tables
from kzdash.lines import KIND_WORDS
from kzdash.progress import Status
from kzdash.ui.charts import download
from kzdash.ui.filters import choice
from kzdash.ui.links import PAGE_OF, item_link, page
from kzdash.urgency import UnitConcerns, by_unit
from kzdash.words import day, money, percent

if TYPE_CHECKING:
    import pandas as pd

    from kzdash.board import Board

TABLE_HEIGHT = 258
COMPLETED = {Status.DONE_ON_TIME, Status.DONE_LATE}


def next_due(board: Board) -> None:
    """Say what is due next and how many days are left, or that nothing more is to come."""
    line = board.next_milestone
    if line is None:
        open_ones = sum(line.status is Status.OVERDUE for line in board.milestones)
        words = f"其中 **{open_ones} 个逾期未完成**" if open_ones else "已全部完成"
        st.markdown(f"全部 {len(board.milestones)} 个时间节点均已到期，{words}")
        return
    left = "今日到期" if line.due.days == 0 else f"还有 **{line.due.days}** 天"
    st.markdown(f"##### 最近节点 {day(line.due_on)}，{left}")
    item_link(line)


def tiles(board: Board) -> None:
    """Show the four figures a leader asks for first."""
    met = sum(line.status is Status.MET for line in board.indicators)
    reported = sum(line.said is not None for line in board.indicators)
    done = sum(line.status in COMPLETED for line in board.milestones)
    late = sum(line.status is Status.OVERDUE for line in board.milestones)
    spent = board.completed_investment_wan_yuan
    known = sum(line.completed_investment_wan_yuan is not None for line in board.projects)
    plan = board.plan
    columns = st.columns(4)
    columns[0].metric(
        "指标达标",
        f"{met} 项",
        f"已填报 {reported} 项，共 {len(board.indicators)} 项",
        delta_color="off",
        delta_arrow="off",
        border=True,
    )
    columns[1].metric(
        "时间节点完成",
        f"{done} / {len(board.milestones)}",
        f"逾期未完成 {late} 个" if late else "无逾期",
        delta_color="red" if late else "off",
        delta_arrow="off",
        border=True,
    )
    columns[2].metric(
        "计划总投资",
        money(board.planned_investment_wan_yuan),
        f"完成 {money(spent)}({known}/{len(board.projects)} 个项目已填报)",
        delta_color="off",
        delta_arrow="off",
        border=True,
    )
    columns[3].metric(
        "试点期已过",
        percent(board.time_elapsed, 1),
        f"试点至{day(plan.pilot_ends_on)}",
        delta_color="off",
        delta_arrow="off",
        border=True,
    )


def concerns(board: Board) -> None:
    """List what needs attention by lead unit, or one unit's items with ways to them."""
    groups = {group.unit: group for group in by_unit(board.concerns)}
    left, right = st.columns([5, 4], vertical_alignment="center")
    left.subheader(_counts(board), anchor=False)
    with right:
        unit = choice(
            "责任单位", "unit", list(groups), "全部责任单位", label_visibility="collapsed"
        )
    if not groups:
        st.success("没有逾期、滞后或待填报的事项。", icon="✅")
    elif unit is None:
        # one piece of Markdown: a table element parses each cell apart, and took a third of
        # the page's time
        with st.container(height=TABLE_HEIGHT, border=False):
            st.markdown(_markdown(tables.unit_concerns(groups.values())))
    else:
        _unit_items(groups[unit])


def _counts(board: Board) -> str:
    whole = UnitConcerns("", board.concerns)
    return f"需要关注 逾期 {whole.late} · 滞后 {whole.behind} · 未报 {whole.unreported}"


def _markdown(frame: pd.DataFrame) -> str:
    rows = [list(frame.columns), ["---"] * len(frame.columns), *frame.astype(str).to_numpy()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _unit_items(group: UnitConcerns) -> None:
    with st.container(height=TABLE_HEIGHT):
        for concern in group.concerns:
            kind = KIND_WORDS[concern.line.kind]
            label = f"{concern.status.shape} {concern.words} · {kind} · {concern.line.short_name}"
            if concern.line.kind in PAGE_OF:
                item_link(concern.line, label)
            else:
                st.markdown(label)
        download(tables.concerns(group.concerns), f"需要关注-{group.unit}")


def open_milestone(clicked: Any) -> None:  # noqa: ANN401 - Streamlit's selection state
    """Go to the milestone whose mark was clicked in the countdown line."""
    number = clicked.selection.points[0].get("customdata") if clicked.selection.points else None
    if number:
        st.switch_page(page("milestones"), query_params={"item": str(number)})


def open_projects(board: Board, clicked: Any) -> None:  # noqa: ANN401 - Streamlit's selection state
    """Go to the projects of the category, or to the project, that was clicked in the treemap."""
    point = clicked.selection.points[0] if clicked.selection.points else {}
    tile = str(point.get("id", ""))
    for category in board.categories:
        if tile == f"c{category.number}":
            st.switch_page(page("projects"), query_params={"programme": category.category_name})
    if tile.startswith("p"):
        st.switch_page(page("projects"), query_params={"item": tile[1:]})


def milestone_names(board: Board) -> None:
    """Name the milestones that the countdown line numbers."""
    st.caption(" · ".join(f"**{line.number}** {line.name}" for line in board.milestones))


def milestone_sentence(board: Board) -> str:
    """The main point of the countdown line."""
    return "；".join(f"{line.name}：{line.status_words}" for line in board.milestones)


def money_sentence(board: Board) -> str:
    """The main point of the treemap."""
    parts = (
        f"{category.category_name}{money(category.planned_investment_wan_yuan)}"
        for category in board.categories
    )
    return f"计划总投资{money(board.planned_investment_wan_yuan)}：{'、'.join(parts)}"
