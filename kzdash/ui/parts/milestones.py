"""The parts of 时间节点."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.charts import alt_text
from kzdash.charts.countdown import countdown
from kzdash.documents import tables
from kzdash.domain.formatting import NO_DATA
from kzdash.domain.progress import Status, days_since_report
from kzdash.ui.frame.board import none_listed
from kzdash.ui.frame.links import item_link, open_milestone
from kzdash.ui.parts import item
from kzdash.ui.parts.adjustments import adjust_here
from kzdash.ui.reporting.form import report_here
from kzdash.ui.widgets.charts import chart, figure, heading
from kzdash.ui.widgets.plain_text import inline, plain
from kzdash.ui.widgets.report_line import content, signature

if TYPE_CHECKING:
    from kzdash.board.board import Board
    from kzdash.board.items import MilestoneLine

COLOURS = {
    Status.OVERDUE: "red",
    Status.DUE_SOON: "orange",
    Status.DUE_TODAY: "orange",
    Status.DONE_LATE: "blue",
    Status.DONE_ON_TIME: "green",
}


def summary(board: Board) -> None:
    """Say in one line how the milestones stand."""
    counts: dict[str, int] = {}
    for line in board.milestones:
        counts[line.status.marked] = counts.get(line.status.marked, 0) + 1
    st.markdown(" · ".join(f"{words} **{count}**" for words, count in counts.items()))


def countdown_line(board: Board, height: int) -> None:
    """Draw the milestones in time; a click on one leads to its own view."""
    heading("倒计时", lambda: tables.milestones(board.milestones), "时间节点")
    if not board.milestones:
        none_listed("时间节点")
        return
    clicked = chart(
        figure(board, countdown, board.milestones, board.as_of, height),
        "countdown",
        alt_text.countdown(board.milestones),
        on_select="rerun",
        selection_mode="points",
    )
    open_milestone(clicked)


def view(board: Board, line: MilestoneLine) -> None:
    """Show everything about one milestone."""
    item.head(board, line, "全部时间节点")
    _days(line)
    _reported(line, board)
    report_here(board, line)
    item.facts(line, {"到期日": line.due_words, "判断": line.status_words})
    adjust_here(line)
    item.corrections(board, line)
    item.reports(board, line)


def card(board: Board, line: MilestoneLine) -> None:
    """Show a milestone: days in large figures, what was reported, on what grounds."""
    with st.container(border=True):
        days, facts = st.columns([1, 3], vertical_alignment="center")
        with days:
            _days(line)
        with facts:
            st.markdown(f"##### {line.number}. {inline(line.name)}")
            _reported(line, board)
            st.caption(
                f"{plain(line.units_words)} · {inline(line.summary)} · 出处 {inline(line.citation)}"
            )
            item_link(line, f"第{line.number}个节点的详情与填报记录")
        report_here(board, line)


def _days(line: MilestoneLine) -> None:
    label, figure = _large(line)
    st.metric(
        label,
        figure,
        " · ".join(filter(None, (f"{line.due_words}到期", line.working_days_words))),
        delta_color=COLOURS.get(line.status, "off"),  # type: ignore[arg-type]
        delta_arrow="off",
    )


def _large(line: MilestoneLine) -> tuple[str, str]:
    match line.status:
        case Status.NOT_DUE | Status.DUE_SOON:
            return f"{line.status.marked}，还有", f"{line.due.days} 天"
        case Status.OVERDUE | Status.DONE_LATE:
            return line.status.marked, f"{-line.due.days} 天"
        case _:
            return line.status.shape, line.status.label


def _reported(line: MilestoneLine, board: Board) -> None:
    said = line.said
    if said is None:
        st.markdown(f"填报状态：**○ {NO_DATA}**")
        return
    stale = days_since_report(said.fresh_on, board.as_of)
    old = f" · {stale} 天未更新" if stale and not said.completed_on else ""
    st.markdown(f"填报状态：{content(said)}{old}")
    st.caption(signature(said))
