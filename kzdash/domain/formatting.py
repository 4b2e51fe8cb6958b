"""How figures and dates are written on screen, in files and in sentences."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable

ZONE = ZoneInfo("Asia/Shanghai")
WAN_PER_YI = 10_000
# more digits than any figure has that the rules accept, or that is worked out of such
_EVERY_DIGIT = Context(prec=1000)
MOST_DECIMALS = 6  # that any figure has
NARROW = 0.62  # of a Latin letter or a digit, in widths of a Chinese character, at most
NO_DATA = "待填报"
DEMONSTRATION = "演示数据"
LEFT_OUT = "……"  # by what a text is cut
# controls but a line break and a tab, what turns a line round, halves of a pair, and what else
# XML 1.0 forbids: nothing shows them, and no office file can hold them
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# between these lies every day that may be asked for
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Round half up (away from zero on a tie) to so many decimals, as every shown figure is."""
    shown = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EVERY_DIGIT)
    return shown.copy_abs() if shown.is_zero() else shown  # no minus nought


def format_number(value: Decimal | int, decimals: int = 2) -> str:
    """Write with thousands separators and at most `decimals` decimals: `1,234.5`, `-0.04`."""
    text = f"{round_half_up(Decimal(value), decimals):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_quantity(value: Decimal | None, unit: str, decimals: int = 2) -> str:
    """Write a figure with its unit, or 待填报 where there is none."""
    return NO_DATA if value is None else f"{format_number(value, decimals)}{unit}"


def format_percent(ratio: Decimal | None, decimals: int = 2) -> str:
    """Write a ratio (1 = 100 %) as a percentage, or 待填报 where there is none."""
    return NO_DATA if ratio is None else f"{format_number(ratio * 100, decimals)}%"


def format_money(wan_yuan: Decimal | None) -> str:
    """Write an amount given in 万元: as 万元 below 1 亿, as 亿元 with two decimals beyond."""
    if wan_yuan is None:
        return NO_DATA
    if abs(round_half_up(wan_yuan, 2)) < WAN_PER_YI:
        return f"{format_number(wan_yuan)}万元"
    return f"{round_half_up(wan_yuan / WAN_PER_YI, 2):,f}亿元"


def format_distinct(one: Decimal, other: Decimal, decimals: int = 2) -> tuple[str, str]:
    """Write two figures set against each other, with as many digits as show that they differ."""
    writers = (partial(format_number, decimals=most) for most in range(decimals, MOST_DECIMALS + 1))
    return _told_apart(one, other, *writers)


def format_distinct_money(one: Decimal, other: Decimal) -> tuple[str, str]:
    """Write two amounts in 万元 set against each other, so that they read alike only if equal."""
    writers = (
        partial(format_quantity, unit="万元", decimals=most) for most in range(2, MOST_DECIMALS + 1)
    )
    return _told_apart(one, other, format_money, *writers)


def _told_apart(
    one: Decimal, other: Decimal, *writers: Callable[[Decimal], str]
) -> tuple[str, str]:
    """Write two figures in the first way that tells them apart, the last where none does."""
    pairs = ((write(one), write(other)) for write in writers if one != other)
    plain = (writers[0](one), writers[0](other))
    return next((pair for pair in pairs if pair[0] != pair[1]), plain)


def format_date(value: date | None) -> str:
    """Write a date as 2024年6月30日, or 待填报 where there is none."""
    return NO_DATA if value is None else f"{value.year}年{value.month}月{value.day}日"


def format_day_of(value: date, today: date) -> str:
    """Write a date as 6月30日, with its year where that is not today's."""
    return f"{value.month}月{value.day}日" if value.year == today.year else format_date(value)


def local_date(value: datetime) -> date:
    """Return the day a moment falls on, as the plan and its reports count days."""
    return value.astimezone(ZONE).date()


def end_of_day(value: date) -> datetime:
    """Return the moment a day is over, which no longer belongs to it."""
    return datetime.combine(value + timedelta(days=1), time(), ZONE)


def format_moment(value: datetime) -> str:
    """Write a moment as people here read it off a clock: 2024年6月30日 09:05."""
    local = value.astimezone(ZONE)
    return f"{format_date(local.date())} {local:%H:%M}"


def format_years(first: int, last: int) -> str:
    """Write building years: `2024年` or `2023—2025年`."""
    return f"{first}年" if first == last else f"{first}—{last}年"


def is_printable(text: str) -> bool:
    """Whether a text holds nothing that has no place in one."""
    return UNPRINTABLE.search(text) is None


def printable(text: str) -> str:
    """Leave out of a text what has no place in one; all else stays as it is."""
    return UNPRINTABLE.sub("", text)


def text_width(text: str) -> float:
    """Estimate the width of a text on one line, in widths of a Chinese character."""
    return sum(1.0 if unicodedata.east_asian_width(mark) in "WFA" else NARROW for mark in text)


def truncate(text: str, most: int) -> str:
    """Cut a text to at most so many characters, with … for what is left out."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def cut_by_sense(text: str, most: int) -> str:
    """Cut a text to at most so many characters, with …… for what is left out.

    It ends with a whole sentence or clause, unless that would leave less than half of them.
    """
    if len(text) <= most:
        return text
    room = text[: most - len(LEFT_OUT)]
    ends = (max(map(room.rfind, marks)) for marks in ("。！？；\n", "，、,"))
    end = next((end for end in ends if 2 * end > most), len(room))
    return f"{room[:end]}{LEFT_OUT}"


def as_clause(text: str) -> str:
    """Write a text as part of a sentence: on one line, without the mark that ends it."""
    return " ".join(text.split()).rstrip("。；;.")


def mark_demonstration(title: str, *, demonstration: bool) -> str:
    """Return a title, marked where what it stands over is a demonstration."""
    return f"{title}（{DEMONSTRATION}）" if demonstration else title
