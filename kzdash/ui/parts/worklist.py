"""The parts of 填报: the items to report on, the reports that are due, and the chosen form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board.due_reports import count_due
from kzdash.board.items import KIND_WORDS
from kzdash.board.matters import supported_list
from kzdash.board.monthly_round import next_due
from kzdash.documents.pages import compose_tables
from kzdash.documents.pages.day_words import reporting_day_words
from kzdash.documents.pages.item_lists import supported_table, work_table
from kzdash.documents.pages.work_list import (
    ALL,
    ALL_REPORTED,
    DUE,
    heading_words,
    none_due_words,
    rows_asked,
)
from kzdash.ui.frame.links import view_links
from kzdash.ui.frame.view import requested_day
from kzdash.ui.reporting import in_sight
from kzdash.ui.reporting.batch import open_draft
from kzdash.ui.reporting.draft_offer import list_drafts
from kzdash.ui.reporting.form import offer_report, open_form, opened_item
from kzdash.ui.reporting.form_state import report_form
from kzdash.ui.widgets import theme
from kzdash.ui.widgets.filters import choice, one_of, units_of
from kzdash.ui.widgets.html_view import show_html
from kzdash.ui.widgets.plain_text import inline, plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kzdash.accounts import User
    from kzdash.board.board import Board
    from kzdash.board.due_reports import DueReport
    from kzdash.board.items import BoardItem


def explain_today(board: Board) -> None:
    """Say that reports are about today, if the url asks for another day."""
    chosen_day, _ = requested_day()
    if words := reporting_day_words(chosen_day, board.as_of):
        st.info(words)


def chosen_unit(board: Board, me: User) -> str | None:
    """Return a user's unit; the office may choose one, or none for all."""
    if not me.is_office:
        return me.unit
    return choice("责任单位", "unit", units_of(board.followed), "全部责任单位")


def items_led(board: Board, unit: str | None) -> list[BoardItem]:
    """Return the items that a unit leads, all for None."""
    return list(board.followed if unit is None else board.led_by(unit))


def show_heading(board: Board, me: User) -> None:
    """Head a unit's page with how much the month asks of it, and how much it has reported."""
    if words := heading_words(board, me):
        st.subheader(plain(words), anchor=False)


def filtered_items(rows: Sequence[DueReport], as_of: dt.date) -> list[DueReport]:
    """Ask for a kind, and whether to list only items whose report is due."""
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    scope = left.segmented_control(
        "范围",
        [DUE, ALL],
        required=True,
        label_visibility="collapsed",
        **one_of("scope", [DUE, ALL], DUE),
    )
    kinds = list(dict.fromkeys(KIND_WORDS[row.item.kind] for row in rows))
    with right:
        kind = choice("类别", "kind", kinds, "全部类别", "collapsed")
    return rows_asked(rows, scope, kind, as_of)


def show_drafts(board: Board, me: User) -> None:
    """List what a user has begun to fill in and not sent."""
    list_drafts(board, me, open_form, lambda part: open_draft(part, board, me))


def show_work_list(rows: Sequence[DueReport], own: Sequence[DueReport], as_of: dt.date) -> None:
    """List those asked for of a user's own rows, with why; a click on one opens its form."""
    if not rows:
        st.success(none_due_words(own, as_of), icon=":material/check_circle:")
        return
    links = view_links()
    items = {links.item(row.item): row.item for row in rows}
    page = compose_tables([work_table(rows, links)], links)
    # web/static/leaving.js knows the list by its key
    show_html("work-list", page, on_open=lambda address: open_form(items[address]))


def show_supported(board: Board, unit: str | None) -> None:
    """List what a unit supports with what it said of its part; a click on one opens its form."""
    supported = supported_list(board, unit or "")
    if unit is None or not supported:
        return
    links = view_links()
    items = {links.item(item): item for item in supported}
    page = compose_tables([supported_table(unit, supported, links)], links)
    show_html("work-supported", page, on_open=lambda address: open_form(items[address]))


def show_unsent_form(board: Board) -> None:
    """Show the form that was open when the login ended, so that its text can be copied."""
    if opened_item() is not None and report_form().reporter is not None:
        show_chosen_form(board)


def show_chosen_form(board: Board, rows: Sequence[DueReport] = ()) -> None:
    """Show the item whose form is open, what the plan says of it, and the form, in sight.

    Once it is sent, the next of `rows` is offered.
    """
    with in_sight.place():
        _show_chosen(board, rows)


def _show_chosen(board: Board, rows: Sequence[DueReport]) -> None:
    item_id = opened_item()
    item = next((item for item in board.followed if item.item_id == item_id), None)
    if item is None:
        st.info("在列表中点一行，在这里填报。")
        return
    _show_last_sent(board, item)
    st.subheader(inline(item.heading), anchor=False)
    st.caption(f"{plain(item.units_words)} · {inline(item.summary)} · 出处 {inline(item.citation)}")
    offer_report(board, item)
    last = report_form().confirmation
    if last is not None and last.item_id == item.item_id and "report" not in st.query_params:
        _offer_next(board, rows, item)


def _show_last_sent(board: Board, opened: BoardItem) -> None:
    """Say above the form of another item what was sent last, until that form is sent."""
    last = report_form().confirmation
    if last is None or last.item_id == opened.item_id:
        return
    sent = next((item for item in board.followed if item.item_id == last.item_id), None)
    if sent is not None:
        st.success(f"{inline(sent.titled)}：{last.words}", icon=":material/check_circle:")


def _offer_next(board: Board, rows: Sequence[DueReport], item: BoardItem) -> None:
    """After a report was sent, offer the form of the most urgent item, or say that none is left."""
    found = next_due(rows, item.item_id, board.as_of)
    if found is not None:
        st.button(
            "下一项",
            on_click=open_form,
            args=(found.item,),
            type=theme.emphasis(),
            help=plain(found.item.titled),
        )
    elif not count_due(rows):
        st.success(ALL_REPORTED, icon=":material/done_all:")
