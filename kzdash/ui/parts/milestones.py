"""The parts of 时间节点."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board.by_unit import most_urgent_first
from kzdash.board.status_counts import count_states
from kzdash.charts import alt_text
from kzdash.charts.countdown import draw_countdown
from kzdash.documents import tables
from kzdash.domain.formatting import NO_DATA
from kzdash.domain.progress import State, days_since_report
from kzdash.ui.frame.board import show_none_listed
from kzdash.ui.frame.links import item_link, open_milestone
from kzdash.ui.parts import item_details, steps
from kzdash.ui.parts.adjustments import show_adjustments
from kzdash.ui.parts.evidence import show_evidence
from kzdash.ui.parts.matters_of_item import show_matters_of
from kzdash.ui.parts.supports import show_supports_and_facts
from kzdash.ui.reporting.form import offer_report
from kzdash.ui.widgets import cards
from kzdash.ui.widgets.charts import chart, figure, heading
from kzdash.ui.widgets.finding import in_colour
from kzdash.ui.widgets.plain_text import inline, plain
from kzdash.ui.widgets.report_line import report_as_markdown, signature_as_markdown

if TYPE_CHECKING:
    from streamlit.elements.metric import DeltaColor

    from kzdash.board.board import Board
    from kzdash.board.items import MilestoneItem

COLOURS: dict[State, DeltaColor] = {
    State.OVERDUE: "red",
    State.DUE_SOON: "orange",
    State.DUE_TODAY: "orange",
    State.DONE_LATE: "blue",
    State.DONE: "green",
}


def show_status_counts(board: Board) -> None:
    """Show in one line how many milestones are in each state."""
    counts = count_states(board.milestones)
    words = (
        in_colour(f"{state.marked} **{counts[state]}**", state.tone)
        for state in State
        if counts[state]
    )
    st.markdown(" · ".join(words))


def show_countdown(board: Board, height: int) -> None:
    """Draw the milestones on a time axis; a click on one leads to its own view."""
    heading("倒计时", lambda: tables.milestones(board.milestones), "时间节点")
    if not board.milestones:
        show_none_listed("时间节点")
        return
    clicked = chart(
        figure(board, draw_countdown, board.milestones, board.as_of, height),
        "countdown",
        alt_text.countdown(board.milestones),
        on_select="rerun",
        selection_mode="points",
    )
    open_milestone(clicked)


def show_milestone(board: Board, item: MilestoneItem) -> None:
    """Show everything about one milestone."""
    item_details.show_head(board, item, "全部时间节点", board.milestones)
    _show_days(item)
    _show_latest_report(item, board)
    item_details.show_parts(item)
    offer_report(board, item)
    show_matters_of(board, item)
    item_details.show_facts(item, {"到期日": item.due_words, "判断": item.state_words})
    steps.show_steps(board, item)
    show_supports_and_facts(board, item)
    show_adjustments(item)
    item_details.show_corrections(board, item)
    show_evidence(board, item)
    item_details.show_history(board, item)


def show_cards(board: Board) -> None:
    """Show a card for each milestone in the plan's order; of very many, for the most urgent."""
    urgent = most_urgent_first(board.milestones)[: cards.MOST_CARDS]
    drawn = {item.item_id for item in urgent}
    for item in board.milestones:
        if item.item_id in drawn:
            _show_card(board, item)
    rest = "点倒计时上的节点，或打开数据表看全部。"
    cards.say_not_all_drawn(len(board.milestones), "最急的", rest)


def _show_card(board: Board, item: MilestoneItem) -> None:
    """Show a milestone: its days in large figures, the latest report, its citation."""
    with st.container(border=True):
        days, facts = st.columns([1, 2], vertical_alignment="center")
        with days:
            _show_days(item)
        with facts:
            st.markdown(f"##### {item.number}. {inline(item.name)}")
            _show_latest_report(item, board)
            st.caption(
                f"{plain(item.units_words)} · {inline(item.summary)} · 出处 {inline(item.citation)}"
            )
            item_link(item, f"第{item.number}个节点的详情与填报记录")
        offer_report(board, item)


def _show_days(item: MilestoneItem) -> None:
    label, days = _days_figure(item)
    st.metric(
        label,
        days,
        " · ".join(filter(None, (f"{item.due_words}到期", item.working_days_words))),
        delta_color=COLOURS.get(item.state, "off"),
        delta_arrow="off",
    )


def _days_figure(item: MilestoneItem) -> tuple[str, str]:
    match item.state:
        case State.NOT_DUE | State.DUE_SOON:
            return f"{item.state.marked}，还有", f"{item.due.days} 天"
        case State.OVERDUE | State.DONE_LATE:
            return item.state.marked, f"{-item.due.days} 天"
        case _:
            return item.state.shape, item.state_words


def _show_latest_report(item: MilestoneItem, board: Board) -> None:
    report = item.latest_report
    if report is None:
        st.markdown(f"填报状态：**○ {NO_DATA}**")
        return
    stale_days = days_since_report(report.fresh_on, board.as_of)
    old = f" · {stale_days} 天未更新" if stale_days and not report.completed_on else ""
    asked = f" · :orange[**{item.query_words}**]" if item.query_words else ""
    st.markdown(f"填报状态：{report_as_markdown(report)}{old}{asked}")
    st.caption(signature_as_markdown(report))
