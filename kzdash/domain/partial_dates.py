"""Days of which only the month or the year may be known: 2024-06-27, 2024-06, 2024."""

from __future__ import annotations

import datetime as dt
import re

PARTIAL = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?", re.ASCII)


def parse_partial(text: str) -> str | None:
    """Return a day, month or year as 2024-06-27, 2024-06 or 2024; None if it is none of them.

    Spreadsheets write 2024/6/27, which is read as well.
    """
    match = PARTIAL.fullmatch(text)
    if match is None:
        return None
    parts = [int(part) for part in match.groups() if part]
    try:
        whole = dt.date(*(*parts, 1, 1)[:3])
    except ValueError:
        return None
    return whole.isoformat()[: (4, 7, 10)[len(parts) - 1]]


def last_day_of(dated: str) -> dt.date:
    """Return the last day that a day, month or year has."""
    year, month, day = (*(int(part) for part in dated.split("-")), 0, 0)[:3]
    if day:
        return dt.date(year, month, day)
    # of December the month after is January of the next year
    after = dt.date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1)
    return after - dt.timedelta(days=1)


def partial_words(dated: str) -> str:
    """Write a day, month or year as 2024年6月27日, 2024年6月 or 2024年."""
    return "".join(
        f"{int(part)}{unit}" for part, unit in zip(dated.split("-"), "年月日", strict=False)
    )
