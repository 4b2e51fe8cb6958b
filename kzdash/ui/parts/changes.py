"""The parts of 动态: the two days compared, what changed by unit, and the audit trail."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from kzdash.board import cached_changes, changes
from kzdash.board.audit_trail import PAGE_SIZE, AuditTrail, TrailFilter
from kzdash.board.calendar_entries import calendar_entries
from kzdash.board.items import KIND_WORDS
from kzdash.board.meetings import last_meeting, meeting_words
from kzdash.documents import tables, trail_tables
from kzdash.documents.pages import compose_tables
from kzdash.documents.pages.figure_lists import changes_figures
from kzdash.documents.pages.item_lists import changes_table
from kzdash.documents.slides import BriefingRequest
from kzdash.domain.formatting import EARLIEST, end_of_day, format_date, format_number
from kzdash.ui.frame.board import board_of_run, store
from kzdash.ui.frame.links import open_item, view_links
from kzdash.ui.frame.view import day_in
from kzdash.ui.session.identity import may_open_files
from kzdash.ui.widgets.charts import download
from kzdash.ui.widgets.day_field import FORMS, day_field, warn_of_wrong_day
from kzdash.ui.widgets.filters import choice, words_field
from kzdash.ui.widgets.html_view import show_figures, show_html, show_words
from kzdash.ui.widgets.linked_rows import clickable_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes, ItemChange


def ask_start_day(board: Board) -> dt.date:
    """Ask for the day to compare with; that of the last meeting unless the user says."""
    latest = max(board.as_of - dt.timedelta(days=1), EARLIEST)
    meeting = last_meeting(board)
    usual = BriefingRequest().changes_since(board.as_of, meeting.due_on if meeting else None)
    day_field(
        "对比起点",
        "since",
        placeholder=meeting_words(meeting) if meeting else format_date(usual),
        help=f"从这一天结束时起，到页面的截至日期为止。网址会记住这一天，可存为书签。{FORMS}",
        width=280,
    )
    warn_of_wrong_day("对比起点", "since", f"现从{format_date(usual)}起对比")
    chosen = day_in("since")
    if chosen is not None and chosen > latest:
        st.warning(f"对比起点应早于截至日期。现从{format_date(latest)}起对比。")
    return min(chosen or usual, latest)


def changes_since(start: dt.date, board: Board) -> Changes:
    """Return what changed after the end of a day until the end of a board's."""
    return cached_changes(store(), start, board.as_of, board.version)


def show_counts(difference: Changes) -> None:
    """Show the number of reports, of changed states, of new problems and of adjustments."""
    show_figures("changes-figures", changes_figures(difference))


def show_changes_by_unit(board: Board, difference: Changes) -> None:
    """List what changed under each lead unit; a click on a row opens the item."""
    groups = changes.group_by_unit(difference.items, board.units)
    st.subheader("各单位的变化", anchor=False)
    unit = choice("责任单位", "unit", list(groups), "全部责任单位", "collapsed")
    rows = [
        (name, item_change)
        for name, item_changes in groups.items()
        if unit is None or name == unit
        for item_change in _most_important_first(item_changes)
    ]
    links = view_links()
    show_html("moved", compose_tables([changes_table(rows, links)], links))
    download(tables.changes(rows), "各单位变化")


def _most_important_first(item_changes: Sequence[ItemChange]) -> list[ItemChange]:
    return sorted(item_changes, key=lambda it: (not it.became_late, not it.status_changed))


def show_audit_trail(board: Board, start: dt.date) -> None:
    """Show who stored what and when, beside the value before; with filters and a download."""
    st.subheader("操作记录", anchor=False)
    trail = AuditTrail(store(), start, board_of_run(board.as_of, entered=True))
    trail_filter = _ask_filter(trail)
    page = trail.page(trail_filter, 1)
    if page.searched:
        st.caption(
            f"记录很多，只在最近 {format_number(page.searched)} 条中搜索；下载的文件包含全部。"
        )
    if not page.entries:
        st.info("没有符合条件的记录。请取消一个筛选条件，或把对比起点提前。")
        return
    if page.pages > 1:
        st.caption(f"共 {format_number(page.total)} 条，每页 {PAGE_SIZE} 条，最近的在前。")
        number = st.pagination(page.pages, key="page", bind="query-params")
        page = trail.page(trail_filter, number) if number > 1 else page
    frame = trail_tables.audit_trail(page.entries)
    row = clickable_table(frame, "acts")
    _download(board, start, trail_filter, frame)
    if row is not None:
        open_item(page.entries[row].item)


def show_calendar_changes(board: Board, start: dt.date) -> None:
    """Show what the office changed of the reporting calendar after a day until the board's."""
    first, end = end_of_day(start), end_of_day(board.as_of)
    rows = [row for row in calendar_entries(store()) if first <= row.recorded_at < end]
    if rows:
        st.subheader("填报日程的调整", anchor=False)
        show_words("calendar-changes", trail_tables.calendar_changes(rows), "改了什么")


def _ask_filter(trail: AuditTrail) -> TrailFilter:
    left, middle, right = st.columns([1, 1, 2])
    with left:
        kinds = {KIND_WORDS[kind]: kind for kind in trail.kinds()}
        kind = choice("类别", "kind", list(kinds), "全部类别")
    with middle:
        person = choice("填报人", "who", trail.reporters(), "全部填报人")
    with right:
        words = words_field("事项、内容、责任单位的任意几个字")
    return TrailFilter(kinds.get(kind or ""), person, tuple(words.split()))


def _download(board: Board, start: dt.date, trail_filter: TrailFilter, frame: pd.DataFrame) -> None:
    """Offer all pages of the trail at a url of their own, or the shown one if urls are closed."""
    if not may_open_files():
        download(frame, "操作记录")
        return
    query = {
        "as_of": board.as_of.isoformat(),
        "since": start.isoformat(),
        "kind": KIND_WORDS[trail_filter.kind] if trail_filter.kind else "",
        "who": trail_filter.reporter or "",
        "q": " ".join(trail_filter.words),
    }
    address = urlencode({name: value for name, value in query.items() if value})
    st.link_button("下载 CSV", f"/files/trail?{address}")
