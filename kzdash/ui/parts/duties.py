"""The parts of 任务分工 and 政策改革, and the view of one task, policy, reform or other duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from kzdash.board.by_unit import UnitRow, unit_rows
from kzdash.board.filters import duties_matching
from kzdash.board.items import KIND_WORDS, BoardItem, DutyItem
from kzdash.board.verdict import item_finding
from kzdash.documents.item_views import duty_named
from kzdash.documents.pages import compose_tables, item_lists
from kzdash.documents.pages.unit_board import compose_unit_board
from kzdash.domain.models import Kind
from kzdash.ui.frame.board import document_caption, show_none_listed
from kzdash.ui.frame.links import view_links
from kzdash.ui.parts import item_details, steps
from kzdash.ui.parts.adjustments import show_adjustments
from kzdash.ui.parts.evidence import show_evidence
from kzdash.ui.parts.matters_of_item import show_matters_of
from kzdash.ui.parts.supports import show_supports_and_facts
from kzdash.ui.reporting.form import offer_report
from kzdash.ui.widgets.charts import heading
from kzdash.ui.widgets.filters import choice, filter_row, states_of, words_field
from kzdash.ui.widgets.finding import show_finding
from kzdash.ui.widgets.html_view import show_html
from kzdash.ui.widgets.plain_text import inline, plain
from kzdash.ui.widgets.report_line import report_as_markdown, signature_as_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board

FOLLOWED = (
    Kind.INDICATOR,
    Kind.PROJECT,
    Kind.MILESTONE,
    Kind.TASK,
    Kind.POLICY,
    Kind.REFORM,
    Kind.STEP,
)
PAGE_TITLES = {"duties": "任务分工", "policies": "政策改革"}


def requested_item(board: Board) -> DutyItem | None:
    """Return the item that the url's `?id=` names, None if there is no such item."""
    return duty_named(board, st.query_params.get("id"))


def show_item(board: Board, item: DutyItem) -> None:
    """Show everything about a task, policy, reform, direction, aim or safeguard."""
    page = "policies" if item.kind in {Kind.POLICY, Kind.REFORM} else "duties"
    item_details.show_ways(board, item, page, PAGE_TITLES[page], _listed(board, item))
    st.title(inline(item.heading), anchor=False)
    show_finding(item_finding(item))
    document_caption(board)
    item_details.show_units(item)
    report = item.latest_report
    unreported = "**尚未填报**，按公开资料判断" if item.reason else f"**{item.marked}**"
    st.markdown(f"填报状态：{report_as_markdown(report) if report else unreported}")
    if report:
        st.caption(signature_as_markdown(report))
    item_details.show_parts(item)
    if not item.paragraphs:
        offer_report(board, item)
    show_matters_of(board, item)
    programme = next((c.name for c in board.categories if c.number == item.programme), None)
    facts = {"判断": item.reason, "所属工程": programme or ""}
    item_details.show_facts(item, facts)
    steps.show_steps(board, item)
    for paragraph in item.paragraphs:
        _show_paragraph(board, paragraph)
    show_supports_and_facts(board, item)
    show_adjustments(item)
    item_details.show_corrections(board, item)
    show_evidence(board, item)
    item_details.show_history(board, item)


def _listed(board: Board, item: DutyItem) -> Sequence[BoardItem]:
    """Return the items among which an item stands on its page, as the url narrows them."""
    asked = st.query_params
    match item.kind:
        case Kind.TASK:
            return board.tasks
        case Kind.DIRECTION:
            return board.directions
        case Kind.AIM | Kind.SAFEGUARD:
            return (*board.aims, *board.safeguards)
        case _:
            words = asked.get("q", "")
            return duties_matching(
                board, asked.get("kind"), asked.get("status"), asked.get("unit"), words
            )


def _show_paragraph(board: Board, paragraph: DutyItem) -> None:
    st.markdown(f"**{inline(paragraph.name)}** {inline(paragraph.summary)}")
    citation = inline(paragraph.citation)
    st.caption(f"{plain(paragraph.units_words)} · 出处 {citation} · {paragraph.marked}")
    item_details.show_parts(paragraph)
    offer_report(board, paragraph)


def show_tasks(board: Board) -> None:
    """List the tasks by programme, then the directions of reform; a click on a row opens it."""
    links = view_links()
    show_html("tasks", compose_tables(item_lists.task_tables(board, links), links))


def show_items(
    items: Sequence[BoardItem], board: Board, key: str, title: str = "", none: str = "这类事项"
) -> None:
    """List items in a table; a click on a row opens the item.

    `none` names the kind of items that the plan lists none of.
    """
    if not items:
        show_none_listed(none)
        return
    links = view_links()
    table = item_lists.duties_table(key, items, board.as_of, links, title)
    show_html(f"list-{key}", compose_tables([table], links))


def show_unit_board(board: Board) -> None:
    """Show each unit with the items it leads as marks; a click on a unit or a mark opens it."""
    rows = unit_rows(board.followed, board.units)
    heading(f"{len(rows)} 个责任单位", lambda: _matrix_frame(rows), "责任单位事项统计")
    if not rows:
        show_none_listed("责任单位")
        return
    st.caption(
        "问题多的在前，最重的事项在左。几家共担的事项只在牵头单位列一次，配合的另计。点单位看督办清单。"
    )
    show_html("unit-board", compose_unit_board(board, view_links()))


def _matrix_frame(rows: Sequence[UnitRow]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "责任单位": row.unit,
            **{KIND_WORDS[kind]: row.kinds.get(kind, 0) for kind in FOLLOWED},
            "牵头合计": row.total,
            "另配合": row.supported,
            **row.counts.apart,
        }
        for row in rows
    )


def filtered_items(board: Board) -> list[DutyItem]:
    """Ask for kind, status, unit and words, and return the policies and reforms that fit."""
    items = [*board.policies, *board.reforms]
    units = [unit for unit in board.units if any(unit in item.units for item in items)]
    with filter_row():
        kind = choice("类别", "kind", ["政策", "改革"], "政策和改革")
        status = choice("状态", "status", states_of(items), "全部状态")
        unit = choice("责任单位", "unit", units, "全部责任单位")
        words = words_field("名称、内容、责任单位的任意几个字")
    return duties_matching(board, kind, status, unit, words)
