"""The parts of 督办: the open matters, those closed, the meetings, and one matter with its life."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board.added_items import MatterItem
from kzdash.board.matters import (
    MATTER_FILTERS,
    asked_matters,
    life_of,
)
from kzdash.board.meetings import meeting_words
from kzdash.board.verdict import item_finding
from kzdash.documents import added_tables
from kzdash.documents.pages import compose_tables
from kzdash.documents.pages.matter_lists import (
    NONE_YET,
    level_words,
    life_table,
    matters_figures,
    matters_table,
    meetings_table,
    other_matters_words,
    own_matters,
    source_words,
)
from kzdash.domain.formatting import format_date
from kzdash.ui.frame.board import document_caption, history
from kzdash.ui.frame.links import item_link, page_link, view_links
from kzdash.ui.parts import item_details
from kzdash.ui.parts.evidence import show_evidence
from kzdash.ui.parts.new_meetings import begin_form, offer_new_meeting
from kzdash.ui.reporting import draft_offer, matter_form
from kzdash.ui.reporting.form import offer_report
from kzdash.ui.session.identity import current_user, office_user
from kzdash.ui.widgets.charts import download
from kzdash.ui.widgets.filters import choice, filter_row
from kzdash.ui.widgets.finding import show_finding
from kzdash.ui.widgets.html_view import show_figures, show_html
from kzdash.ui.widgets.plain_text import inline, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.accounts import User
    from kzdash.board.board import Board


def requested_matters(board: Board) -> list[MatterItem]:
    """Return the matters that a url may name: those of the board, and those taken back."""
    taken_back = (item for item in board.withdrawn if isinstance(item, MatterItem))
    return [*board.matters, *taken_back]


def show_matters(board: Board) -> None:
    """List the matters that the url asks for: open ones by urgency, closed ones folded."""
    if not board.matters:
        st.info(NONE_YET)
        return
    asked = _ask(board)
    show_figures("matters-figures", matters_figures(board.matters))
    is_open = [it for it in asked if not it.is_closed]
    closed = [it for it in asked if it.is_closed]
    st.subheader(f"{len(is_open)} 项在办", anchor=False)
    if is_open:
        show_table(board, "matters", is_open)
    else:
        st.info("没有符合条件的在办事项。" if len(asked) < len(board.matters) else "全部已销号。")
    if closed:
        with st.expander(f"已销号 {len(closed)} 项", key="closed-matters"):
            show_table(board, "closed", closed)
    if asked:
        download(added_tables.matters(asked), "督办事项")


def _ask(board: Board) -> list[MatterItem]:
    """Ask for unit, kind, level and meeting; the url keeps them."""
    units = [unit for unit in board.units if any(unit in it.units for it in board.matters)]
    kinds = list(dict.fromkeys(it.matter_kind.label for it in board.matters))
    levels = list(dict.fromkeys(it.level.label for it in board.matters))
    meetings = [meeting_words(it) for it in reversed(board.meetings)]
    labels = ("承办单位", "类别", "解决层级", "会议")
    options = (units, kinds, levels, meetings)
    with filter_row():
        chosen = [
            choice(label, name, words, f"全部{label}")
            for label, name, words in zip(labels, MATTER_FILTERS, options, strict=True)
        ]
    return asked_matters(board, *chosen)


def show_table(board: Board, name: str, matters: Sequence[MatterItem]) -> None:
    """Show matters as a table; a click on a row opens one."""
    links = view_links()
    table = matters_table(name, matters, board.as_of, links)
    show_html(f"list-{name}", compose_tables([table], links))


def show_own(board: Board, me: User) -> None:
    """Show what a user must do about matters: sign, answer, or decide; and where the others are."""
    title, own = own_matters(board, me.unit)
    if own:
        st.subheader(title, anchor=False)
        show_table(board, "own-matters", own)
    if me.unit and (words := other_matters_words(board, me.unit)):
        page_link("matters", words, {"unit": me.unit}, "content")


def show_meetings(board: Board) -> None:
    """List the meetings, and offer the office to add one."""
    if not board.meetings and office_user() is None:
        return
    form = begin_form()
    with draft_offer.expander(f"会议 {len(board.meetings)} 次", form, key="meetings"):
        if board.meetings:
            links = view_links()
            show_html("list-meetings", compose_tables([meetings_table(board, links)], links))
        offer_new_meeting(form)


def show_matter(board: Board, item: MatterItem) -> None:
    """Show everything about one matter, and what the user may do with it."""
    asked = (st.query_params.get(name) for name in MATTER_FILTERS)
    item_details.show_ways(board, item, "matters", "全部督办事项", asked_matters(board, *asked))
    st.title(f"{item.number}. {inline(item.name)}", anchor=False)
    withdrawn = item.withdrawal
    if withdrawn:
        st.warning(f"这一事项已撤回：{plain(withdrawn.reason)}")
    else:
        show_finding(item_finding(item))
    document_caption(board)
    item_details.show_units(item)
    if not withdrawn:
        matter_form.offer_acts(item)
        _offer_part(board, item)
    item_details.show_facts(item, _facts(item))
    _show_about(board, item)
    show_evidence(board, item)
    st.subheader("办理过程", anchor=False)
    life = life_of(item, history(board, item.item_id))
    show_html("life", compose_tables([life_table(life)], view_links()))
    download(added_tables.life(life), f"{item.name}-办理过程")


def _offer_part(board: Board, item: MatterItem) -> None:
    """Offer a supporting unit to report on its part, as on any item."""
    me = current_user(touch=False)
    if me is not None and me.unit in item.supporting_units:
        offer_report(board, item)


def _facts(item: MatterItem) -> dict[str, str]:
    due = f"{item.due_words}" if item.due_on else "没有期限"
    facts = {
        "类别": item.matter_kind.label,
        "来源": source_words(item),
        "解决层级": level_words(item),
        "办结期限": due,
        "交办": f"{item.added.reporter}，{format_date(item.added.as_of)}",
        "文号": item.added.document_number,
    }
    return {label: words for label, words in facts.items() if words}


def _show_about(board: Board, item: MatterItem) -> None:
    about = [it for it in board.items if it.item_id in item.about]
    if not about:
        return
    st.subheader("涉及事项", anchor=False)
    for it in about:
        item_link(it, f"{it.number}. {it.short_name}（{it.state_words}）", "content")
