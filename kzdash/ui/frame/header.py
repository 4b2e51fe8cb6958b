"""The header row of every page: its title, the day, search, print, copy, briefing, account."""

from __future__ import annotations

import datetime as dt
from contextvars import ContextVar
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board.meetings import last_meeting_day
from kzdash.documents.pages.day_words import other_day_words, until_words
from kzdash.domain.formatting import format_date
from kzdash.runtime import clock
from kzdash.ui.frame.board import current_board
from kzdash.ui.frame.header_tools import show_tools
from kzdash.ui.frame.links import briefing_link
from kzdash.ui.frame.search_box import show_search
from kzdash.ui.frame.view import DAY, ENTERED, in_url, put, requested_day
from kzdash.ui.parts.handbook import help_link
from kzdash.ui.session.identity import account_menu, warn_of_account
from kzdash.ui.widgets.day_field import FORMS, day_field, warn_of_wrong_day
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

# Streamlit keeps 80 pixels beside a page that is wide, and has no setting for them: this container
# takes all but 24 back. A phone has one row: its title is small, what only a big screen needs is
# left out, and what is tapped is as large as a finger
STYLE = """<style>
@media screen and (max-width: 640px) {
  .st-key-header { gap: 0.375rem; }
  .st-key-header > :has(> .st-key-title) { flex: 1 1 3.25rem; width: auto; min-width: 3.25rem; }
  .st-key-header > :is(:has(> .st-key-title a), :has(> .st-key-plan-title)) { flex-basis: 100%; }
  :is(.st-key-title, .st-key-plan-title) h1 { font-size: 1.1rem; line-height: 1.25; padding: 0; }
  .st-key-header > :has(> .st-key-tools, > .st-key-briefing) { display: none; }
  .st-key-filters > * { flex: 1 1 40%; min-width: 40%; }
  .st-key-page :is(button, a[href], input, summary) { min-height: 44px; min-width: 44px; }
}
@media screen and (min-width: 864px) {
  .st-key-page.st-key-page { width: calc(100% + 112px); max-width: none; margin: 0 -56px; }
}
</style>"""
DAY_HELP = f"看板按这一天为准：只计算数据截至当天及以前的填报，补报的也算。{FORMS}"
_title_place: ContextVar[DeltaGenerator] = ContextVar("_title_place")


def page_container() -> DeltaGenerator:
    """Return what holds all of a page, header and all, as wide as a screen lets it be."""
    st.html(STYLE)
    return st.container(key="page")


def show_header(url_path: str, *, search: bool) -> DeltaGenerator:
    """Show the header row; the page puts its title into it, by `title_place`.

    A date that cannot be read is named in a warning beneath. Return a place that takes no room.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="header"):
        # 总览 has the title of the plan, which is too long for the row of the buttons on a phone
        key = "title" if url_path else "plan-title"
        _title_place.set(st.container(horizontal=True, vertical_alignment="center", key=key))
        place = _ask_day(may_read=search)
        if search:
            show_search(url_path)
        with st.container(width="content", key="tools"):
            show_tools(url_path)
        with st.container(width="content", key="briefing"):
            briefing_link()
        account_menu()
    warn_of_account()
    warn_of_wrong_day("截至日期", DAY, "现按今天显示")
    _show_other_day()
    return place


def title_place() -> DeltaGenerator:
    """Return the place in the header row where a list page has its title, an item its way back."""
    return _title_place.get()


def show_title(words: str) -> None:
    """Show the title of a page in the header row; plain text, not Markdown."""
    title_place().title(plain(words), anchor=False)


def _ask_day(*, may_read: bool) -> DeltaGenerator:
    """Ask for the as-of date, kept in the url as `?as_of=`, and what counts by it.

    Return where that is asked: it is unseen until it is opened.
    """
    as_of, entered = requested_day()
    today = clock.today()
    opened = st.popover(until_words(as_of, today, entered=entered), key="day")
    with opened:
        day_field("截至日期", DAY, placeholder=f"今天（{format_date(today)}）", help=DAY_HELP)
        with st.container(horizontal=True, gap="xsmall"):
            for name, day in {**preset_days(today), **_meeting_day(may_read=may_read)}.items():
                st.button(name, key=f"day-{name}", on_click=_go_to_day, args=(day, today))
        st.toggle(
            "只计当日已录入",
            **in_url(ENTERED, default=False, read=_is_true, write=lambda _on: "true"),
            help="打开后，之后才补录的填报不算，看到的就是那一天结束时看板的样子。",
        )
        help_link("day")
    return opened


def preset_days(today: dt.date) -> dict[str, dt.date]:
    """Return the days that people ask for by name: the last day of periods that are over."""
    in_quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    before = dt.timedelta(days=1)
    return {
        "今天": today,
        "上月末": today.replace(day=1) - before,
        "上季末": in_quarter - before,
        "上年末": today.replace(month=1, day=1) - before,
    }


def _meeting_day(*, may_read: bool) -> dict[str, dt.date]:
    """Return the day of the last meeting, where one is stored that may be read."""
    day = last_meeting_day(current_board()) if may_read else None
    return {} if day is None else {"上次会议": day}


def _is_true(asked: list[str]) -> bool:
    return asked[-1].lower() in {"true", "1"}


def _go_to_day(day: dt.date, today: dt.date) -> None:
    put(as_of="" if day == today else day.isoformat())


def _go_to_today() -> None:
    put(as_of="", entered="")


def _show_other_day() -> None:
    """Say that the page is about another day than today, and lead back."""
    as_of, entered = requested_day()
    words = other_day_words(as_of, clock.today(), entered=entered)
    if not words:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="other-day"):
        st.markdown(f":material/history: **{words}**", width="content")
        st.button("回到今天", type="tertiary", key="back-to-today", on_click=_go_to_today)
