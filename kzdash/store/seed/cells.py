"""What a cell may hold: readers return its value or raise ValueError with what is expected."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, TypeVar

from kzdash.domain import rules
from kzdash.domain.formatting import UNPRINTABLE
from kzdash.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")
NAME_LIMIT = 24
LARGEST = 2**31 - 1
FIRST_YEAR, LAST_YEAR = 1949, 2100


def shown(cell: str) -> str:
    """Read any text that can be shown, and written into every kind of file."""
    if found := UNPRINTABLE.search(cell):
        raise ValueError(f"a text without the character U+{ord(found[0]):04X}, which nothing shows")
    return cell


def text(cell: str) -> str:
    """Read any text but none."""
    if not cell:
        raise ValueError("some text")
    return cell


def free_text(cell: str) -> str:
    """Read any text, also none."""
    return cell


def short_name(cell: str) -> str:
    """Read a name short enough for a list."""
    if not 0 < len(cell) <= NAME_LIMIT:
        raise ValueError(f"a name of 1 to {NAME_LIMIT} characters")
    return cell


def whole(cell: str) -> int:
    """Read a number of 1 or more, as large as every engine keeps one."""
    # Python itself reads no more than some thousand digits
    if not (cell.isascii() and cell.isdigit() and 1 <= int(cell[:20]) <= LARGEST):
        raise ValueError(f"a whole number from 1 to {LARGEST}")
    return int(cell)


def whole_or_zero(cell: str) -> int:
    """Read a number of 0 or more; an empty cell is 0."""
    return 0 if cell in {"", "0"} else whole(cell)


def decimals(cell: str) -> int:
    """Read how many decimals a figure is shown with; none from an empty cell."""
    found = whole_or_zero(cell)
    if found > rules.MOST_DECIMALS:
        raise ValueError(f"a whole number up to {rules.MOST_DECIMALS}")
    return found


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


def positive(cell: str) -> Decimal:
    """Read a decimal number over 0."""
    value = decimal(cell)
    if value <= 0:
        raise ValueError("a number over 0")
    return value


def day(cell: str) -> date:
    """Read a date written 2024-06-30 or, as spreadsheets like to, 2024/6/30."""
    try:
        first, second, third = (int(part) for part in cell.replace("/", "-").split("-"))
        found = date(first, second, third)
    except ValueError:
        raise ValueError("a date such as 2024-06-30") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(f"a date of a year from {FIRST_YEAR} to {LAST_YEAR}")
    return found


def day_or_none(cell: str) -> date | None:
    """Read a date, or none from an empty cell."""
    return day(cell) if cell else None


def flag(cell: str) -> bool:
    """Read 是 as true and an empty cell as false."""
    if cell not in {"", "是"}:
        raise ValueError("是 or an empty cell")
    return cell == "是"


def choice(options: Mapping[str, T]) -> Callable[[str], T]:
    """Return a reader of one of the words in `options`."""

    def read(cell: str) -> T:
        if cell not in options:
            raise ValueError(f"one of {'、'.join(options)}")
        return options[cell]

    return read


def units(cell: str) -> tuple[tuple[str, ...], bool]:
    """Read names joined by 、 and whether the list ends in 等: ((names), more)."""
    more = cell.endswith("等")
    names = tuple(cell.removesuffix("等").split("、")) if cell else ()
    if not all(names) or len(set(names)) != len(names):
        raise ValueError("different unit names joined by 、")
    return names, more
