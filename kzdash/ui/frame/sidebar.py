"""The sidebar of every page: the as-of date, the briefing, the account menu."""

from __future__ import annotations

import streamlit as st

from kzdash.domain.formatting import EARLIEST, LATEST
from kzdash.domain.parsing import parse_date
from kzdash.errors import ParseError
from kzdash.runtime import clock
from kzdash.ui.frame.links import briefing_link
from kzdash.ui.session.identity import account_menu
from kzdash.ui.widgets.plain_text import plain


def show_sidebar() -> None:
    """Ask for the as-of date, kept in the url as `?as_of=`; show briefing and account below.

    A date in the url that cannot be read is named in a warning.
    """
    read_requested_day("as_of", "截至日期", "现按今天显示")
    with st.sidebar:
        st.date_input(
            "截至日期",
            value=clock.today(),
            min_value=EARLIEST,
            max_value=LATEST,
            format="YYYY-MM-DD",
            key="as_of",
            bind="query-params",
            help="看板按这一天为准：只计算数据截至当天及以前的填报，补报的也算。",
        )
        st.toggle(
            "只计当日已录入",
            key="entered",
            bind="query-params",
            help="打开后，之后才补录的填报不算，看到的就是那一天结束时看板的样子。",
        )
        briefing_link()
        account_menu()


def read_requested_day(key: str, label: str, instead: str) -> None:
    """Set a date field to the day in the url, however it is written.

    If it is no day, warn; `instead` says what the page shows then.
    """
    text = st.query_params.get(key, "")
    try:
        day = parse_date(text)
    except ParseError:
        st.warning(
            f"网址中的{label}“{plain(text[:40])}”无效，应写作 2025-06-30 这样的日期，"
            f"在2000年至2099年之间。{instead}。"
        )
        return
    if day and text != day.isoformat():
        # the date field itself reads ISO dates only
        st.session_state[key] = day
