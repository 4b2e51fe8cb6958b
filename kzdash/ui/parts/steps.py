"""工作节点: those of an item, the page of one, those to come, and what the office must decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board.steps import items_without_steps
from kzdash.board.verdict import item_finding
from kzdash.documents.item_views import step_named
from kzdash.documents.pages import compose_tables
from kzdash.documents.pages.item_table import compose_facts
from kzdash.documents.pages.step_line import (
    compose_step_line,
    step_facts,
    stepless_table,
    steps_table,
)
from kzdash.domain.formatting import format_moment
from kzdash.domain.rules import WITH_STEPS
from kzdash.ui.frame.board import document_caption
from kzdash.ui.frame.links import item_link, view_links
from kzdash.ui.parts import item_details, outlook
from kzdash.ui.parts.adjustments import show_adjustments
from kzdash.ui.parts.evidence import show_evidence
from kzdash.ui.parts.matters_of_item import show_matters_of
from kzdash.ui.reporting import step_decision, step_form
from kzdash.ui.reporting.form import offer_report
from kzdash.ui.widgets.finding import show_finding
from kzdash.ui.widgets.html_view import show_html
from kzdash.ui.widgets.plain_text import inline, plain

if TYPE_CHECKING:
    from kzdash.board.added_items import StepItem
    from kzdash.board.board import Board
    from kzdash.board.entries import AdjustmentEntry
    from kzdash.board.items import BoardItem


def show_steps(board: Board, item: BoardItem) -> None:
    """Show the steps of an item by day, and to those who may the form to add some."""
    if item.kind not in WITH_STEPS:
        return
    page = compose_step_line(board, item, view_links())
    if page.html:
        show_html("steps", page)
    step_form.offer_steps(item)


def show_coming_steps(board: Board) -> None:
    """Show the steps that are overdue or due in the coming days; a click on a row opens one."""
    links = view_links()
    show_html("coming-steps", compose_tables([steps_table(board, links)], links))


def requested_step(board: Board) -> StepItem | None:
    """Return the step that the url's `?id=` names, None if there is no such step."""
    return step_named(board, st.query_params.get("id"))


def show_step(board: Board, step: StepItem) -> None:
    """Show everything about one step, and what may be done about it."""
    parent = board.parent_of(step)
    item_details.show_ways(board, step, "milestones", "时间节点", board.steps_of(parent))
    st.title(inline(step.heading), anchor=False)
    show_finding(item_finding(step))
    document_caption(board)
    item_details.show_units(step)
    item_link(parent, f"属于 {parent.heading}", "content")
    if step.withdrawal:
        st.caption(_signature(step.withdrawal))
    elif step.proposed:
        step_decision.offer_decision(step)
    elif step_decision.stands_today(step):
        offer_report(board, step)
    show_matters_of(board, step)
    facts = {"到期日": step.due_words, **step_facts(step), **outlook.facts(step)}
    show_html("facts", compose_facts(facts))
    if not (step.withdrawal or step.proposed):
        show_adjustments(step)
        step_decision.offer_withdrawal(step)
    show_evidence(board, step)
    item_details.show_history(board, step)


def _signature(withdrawal: AdjustmentEntry) -> str:
    return f"{plain(withdrawal.reporter)} {format_moment(withdrawal.recorded_at)}撤回"


def show_proposals(board: Board) -> None:
    """Show the office the steps that units propose, each with what may be decided."""
    step_decision.show_notice()
    if not board.proposals:
        return
    st.subheader(f"{len(board.proposals)} 个工作节点待确认", anchor=False)
    for step in board.proposals:
        with st.container(border=True):
            item_link(step, step.heading)
            facts = step_facts(step)
            grounds = f" · 依据 {inline(step.citation)}" if step.citation else ""
            st.caption(f"{step.due_words}到期 · {plain(facts['加入'])}{grounds}")
            step_decision.offer_decision(step)


def show_items_without_steps(board: Board) -> None:
    """Name the items that have nothing due in the coming year, folded, each with a link."""
    items = items_without_steps(board)
    if not items:
        return
    with st.expander(f"未来12个月没有节点的事项 {len(items)} 项", key="without-steps"):
        st.caption(
            "未完成，今后一年内既没有工作节点，也没有自己的到期日。"
            "点一行打开该事项，在它的页面上增加工作节点。"
        )
        links = view_links()
        show_html("list-without-steps", compose_tables([stepless_table(items, links)], links))
