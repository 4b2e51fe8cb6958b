"""Parse the cells of the seed: each function returns a value, or raises ValueError.

The message says what the cell should hold instead.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, TypeVar

from kzdash.domain import rules
from kzdash.domain.formatting import UNPRINTABLE
from kzdash.domain.partial_dates import parse_partial
from kzdash.domain.progress.figure_period import parse_period
from kzdash.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")
MAX_SHORT_NAME = 24
MAX_INTEGER = 2**31 - 1
FIRST_YEAR, LAST_YEAR = 1949, 2100


def printable(cell: str) -> str:
    """Return the cell if every kind of file and screen can show its characters."""
    if match := UNPRINTABLE.search(cell):
        raise ValueError(f"a text without the character U+{ord(match[0]):04X}, which nothing shows")
    return cell


def text(cell: str) -> str:
    """Read a text that is not empty."""
    if not cell:
        raise ValueError("some text")
    return cell


def free_text(cell: str) -> str:
    """Read a text that may be empty."""
    return cell


def short_name(cell: str) -> str:
    """Read a name of 1 to 24 characters, which fits into a list."""
    if not 0 < len(cell) <= MAX_SHORT_NAME:
        raise ValueError(f"a name of 1 to {MAX_SHORT_NAME} characters")
    return cell


def positive_integer(cell: str) -> int:
    """Read an integer from 1 to the largest that both engines store."""
    # cut off: int() refuses thousands of digits
    if not (cell.isascii() and cell.isdigit() and 1 <= int(cell[:20]) <= MAX_INTEGER):
        raise ValueError(f"a whole number from 1 to {MAX_INTEGER}")
    return int(cell)


def integer_or_zero(cell: str) -> int:
    """Read an integer of 0 or more; an empty cell is 0."""
    return 0 if cell in {"", "0"} else positive_integer(cell)


def decimals(cell: str) -> int:
    """Read a number of decimals; an empty cell is 0."""
    count = integer_or_zero(cell)
    if count > rules.MOST_DECIMALS:
        raise ValueError(f"a whole number up to {rules.MOST_DECIMALS}")
    return count


def year(cell: str) -> int:
    """Read a year of four digits."""
    if not (cell.isascii() and cell.isdigit() and FIRST_YEAR <= int(cell) <= LAST_YEAR):
        raise ValueError(f"a year from {FIRST_YEAR} to {LAST_YEAR}")
    return int(cell)


def decimal(cell: str) -> Decimal:
    """Read a finite decimal number with as many digits as a report may have."""
    try:
        value = Decimal(cell)
    except InvalidOperation:
        raise ValueError("a number") from None
    if not value.is_finite() or not cell.isascii() or "_" in cell:
        raise ValueError("a number")
    try:
        rules.check_figure("value", value)
    except RefusedError:
        raise ValueError(
            f"a number of at most {rules.MOST_DIGITS} digits and {rules.MOST_DECIMALS} decimals"
        ) from None
    return value


def positive_decimal(cell: str) -> Decimal:
    """Read a decimal number over 0."""
    value = decimal(cell)
    if value <= 0:
        raise ValueError("a number over 0")
    return value


def day(cell: str) -> date:
    """Read a date written as 2024-06-30, or as 2024/6/30, into which spreadsheets change it."""
    try:
        first, second, third = (int(part) for part in cell.replace("/", "-").split("-"))
        parsed = date(first, second, third)
    except ValueError:
        raise ValueError("a date such as 2024-06-30") from None
    if not FIRST_YEAR <= parsed.year <= LAST_YEAR:
        raise ValueError(f"a date of a year from {FIRST_YEAR} to {LAST_YEAR}")
    return parsed


def day_or_none(cell: str) -> date | None:
    """Read a date; None from an empty cell."""
    return day(cell) if cell else None


def partial_day(cell: str) -> str:
    """Read a day, or only a month or a year; return it as 2024-06-27, 2024-06 or 2024."""
    parsed = parse_partial(cell)
    if parsed is None:
        raise ValueError("a day, month or year such as 2024-06-27, 2024-06 or 2024")
    year(parsed[:4])
    return parsed


def web_address(cell: str) -> str:
    """Read the address of a web page, which may be missing."""
    if cell and not cell.startswith(("http://", "https://")):
        raise ValueError("an address that begins with http:// or https://")
    return cell


def period_or_zero(cell: str) -> int:
    """Read a year, or a part of one; an empty cell is 0."""
    period = parse_period(cell) if cell else 0
    if period is None:
        raise ValueError("a year such as 2025年, or a part of one such as 2025年上半年")
    return period


def decimal_or_none(cell: str) -> Decimal | None:
    """Read a decimal number; None from an empty cell."""
    return decimal(cell) if cell else None


def flag(cell: str) -> bool:
    """Read 是 as true and an empty cell as false."""
    if cell not in {"", "是"}:
        raise ValueError("是 or an empty cell")
    return cell == "是"


def choice(options: Mapping[str, T]) -> Callable[[str], T]:
    """Return a function that reads one of the words in `options`."""

    def read(cell: str) -> T:
        if cell not in options:
            raise ValueError(f"one of {'、'.join(options)}")
        return options[cell]

    return read


def units(cell: str) -> tuple[tuple[str, ...], bool]:
    """Read unit names joined by 、; return them and whether 等 at the end means more units."""
    more = cell.endswith("等")
    names = tuple(cell.removesuffix("等").split("、")) if cell else ()
    if not all(names) or len(set(names)) != len(names):
        raise ValueError("different unit names joined by 、")
    return names, more
