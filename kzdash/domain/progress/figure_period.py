"""A reported figure of an indicator, and its period: a year, or a part of one.

A year is its number, 2025. A provisional figure (快报) counts from the year's beginning to the end
of a quarter, and its period is the year and the quarter: 20251, 20252, 20253. The fourth quarter
ends the year, whose figure is final.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

QUARTERS = {1: "一季度", 2: "上半年", 3: "前三季度"}
_QUARTER_ENDS = {1: (3, 31), 2: (6, 30), 3: (9, 30)}
_LAST_YEAR = 9999
_WRITTEN = re.compile(r"([12][0-9]{3})年?(.*)")
_MARK = re.compile(r"[（(]?快报[）)]?$")
_OTHER_WORDS = {"1季度": 1, "第一季度": 1, "半年": 2, "1-3季度": 3, "三季度": 3}


@dataclass(frozen=True, slots=True)
class ReportedFigure:
    """A reported figure of one period; of those made by the day, the highest `seq` counts."""

    period: int
    value: Decimal
    as_of: date
    seq: int = 1


def is_provisional(period: int) -> bool:
    """Whether a figure of the period is provisional, of a part of a year."""
    return period > _LAST_YEAR


def year_of(period: int) -> int:
    """Return the year that a period is, or is a part of."""
    return period // 10 if is_provisional(period) else period


def period_end(period: int) -> date:
    """Return the last day of a period; KeyError where there is no such quarter."""
    if is_provisional(period):
        return date(year_of(period), *_QUARTER_ENDS[period % 10])
    return date(period, 12, 31)


def period_words(period: int) -> str:
    """Write a period: 2025年, 2025年上半年."""
    quarter = QUARTERS[period % 10] if is_provisional(period) else ""
    return f"{year_of(period)}年{quarter}"


def figure_words(period: int) -> str:
    """Write the period of a figure, which says where it is provisional: 2025年上半年快报."""
    return f"{period_words(period)}{'快报' if is_provisional(period) else ''}"


def offered_words(period: int) -> str:
    """Write a period as a form offers it, a provisional one marked: 2025年上半年（快报）."""
    return f"{period_words(period)}{'（快报）' if is_provisional(period) else ''}"


def parse_period(words: str) -> int | None:
    """Read a period, such as 2025, 2025年, 2025年上半年; None where it is none."""
    match = _WRITTEN.fullmatch("".join(words.split()))
    if match is None:
        return None
    year, part = int(match[1]), _MARK.sub("", match[2])
    if not part:
        return year
    quarters = {word: quarter for quarter, word in QUARTERS.items()} | _OTHER_WORDS
    return year * 10 + quarters[part] if part in quarters else None


def provisional_periods(year: int) -> tuple[int, ...]:
    """Return the periods of a year for which a provisional figure may be reported."""
    return tuple(year * 10 + quarter for quarter in QUARTERS)


def is_period(period: int, first_year: int, last_year: int) -> bool:
    """Whether a number is a year of the range, or a part of one."""
    known = not is_provisional(period) or period % 10 in QUARTERS
    return known and first_year <= year_of(period) <= last_year
