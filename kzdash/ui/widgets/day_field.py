"""Fields for a day, typed in any form in which people write days; some stay in the url."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from kzdash.domain.formatting import EARLIEST, LATEST
from kzdash.domain.parsing import parse_date
from kzdash.errors import ParseError
from kzdash.ui.frame.view import in_url
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    import datetime as dt

    from streamlit.delta_generator import DeltaGenerator

FORMS = "可写成 2025-6-30、2025/6/30、2025.6.30、2025年6月30日或 20250630。"


def day_field(label: str, key: str, **options: Any) -> None:
    """Ask for a day, kept in the url as `?key=`; none where the field is empty.

    Streamlit's own field for days has a part each for year, month and day, and takes the 8 of
    2025-1-8 for the month.
    """
    st.text_input(label, **in_url(key, "", lambda asked: asked[-1], _tidied), **options)


def typed_day(
    label: str,
    key: str,
    day: dt.date | None,
    place: DeltaGenerator | None = None,
    typed: str | None = None,
) -> str:
    """Ask in a form for a day, which begins as `day`; return what was typed, for the form to read.

    It is drawn in `place`, by default where the form is. What was `typed` before stands there as it
    was, whatever it is.
    """
    start = typed if typed is not None else "" if day is None else day.isoformat()
    field = st.text_input if place is None else place.text_input
    return field(label, start, key=key, placeholder="如2025-6-30或20250630") or ""


def warn_of_wrong_day(label: str, key: str, instead: str) -> None:
    """Warn of what was asked for and is no day; `instead` says what the page shows then."""
    typed = st.query_params.get(key, "")
    try:
        parse_date(typed)
    except ParseError:
        st.warning(
            f"{label}“{plain(typed[:40])}”无效，应写作 2025-06-30 这样的日期，"
            f"在{EARLIEST.year}年至{LATEST.year}年之间。{instead}。"
        )


def _tidied(typed: str) -> str:
    """Return a day as every url has it; what is no day as it is, for the page to say so."""
    try:
        day = parse_date(typed)
    except ParseError:
        return typed
    return day.isoformat() if day else ""
