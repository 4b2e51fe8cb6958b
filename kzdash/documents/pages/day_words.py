"""What a page says of the day that it is about, in its header row and beneath it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.domain.formatting import format_date

if TYPE_CHECKING:
    import datetime as dt


def until_words(as_of: dt.date, today: dt.date, *, entered: bool) -> str:
    """Return the day, and whether only what was entered by then counts: 截至今天."""
    day = "今天" if as_of == today else format_date(as_of)
    return f"截至{day}{'已录入' if entered else ''}"


def other_day_words(as_of: dt.date, today: dt.date, *, entered: bool) -> str:
    """Say which day a page is about where it is not today as it is known now, else nothing."""
    if as_of == today and not entered:
        return ""
    how = "，只计当日已录入的填报" if entered else ""
    return f"正在看{format_date(as_of)}的情况，不是今天{how}"


def reporting_day_words(as_of: dt.date, today: dt.date) -> str:
    """Say that reports are about today though a page is about another day; else nothing."""
    if as_of == today:
        return ""
    return (
        f"填报按今天（{format_date(today)}）的情况进行；"
        f"页面的截至日期{format_date(as_of)}只用于其他页面，不影响填报。"
    )
