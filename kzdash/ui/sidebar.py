"""The sidebar of every page: the day one looks from."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import streamlit as st

from kzdash import clock
from kzdash.ui.links import briefing_link
from kzdash.ui.who import account_menu

EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2099, 12, 31)


def sidebar() -> None:
    """Ask for the as-of date, kept in the url as `?as_of=`; say so where that is wrong.

    Below it stand the way to the presentation and who is logged in.
    """
    asked = st.query_params.get("as_of")
    with st.sidebar:
        st.date_input(
            "截至日期",
            value=clock.today(),
            min_value=EARLIEST,
            max_value=LATEST,
            format="YYYY-MM-DD",
            key="as_of",
            bind="query-params",
            help="看板按这一天为准：只计算当天及以前填报的数据。",
        )
        briefing_link()
        account_menu()
    if asked is not None and not _is_day(asked):
        st.warning(
            f"网址中的截至日期“{asked[:40]}”无效，应写作 2025-06-30 这样的日期。现按今天显示。"
        )


def _is_day(text: str) -> bool:
    for form in ("%Y-%m-%d", "%Y/%m/%d"):
        with suppress(ValueError):
            day = dt.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
            return EARLIEST <= day <= LATEST
    return False
