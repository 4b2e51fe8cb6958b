"""Tables as docs/performance.md has them: each row is printed as soon as it is measured."""

from __future__ import annotations

import datetime as dt
import os
import platform
import statistics
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def machine() -> str:
    """Return when and on what was measured, and how busy the machine was with other work."""
    now = dt.datetime.now(dt.UTC)
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{now:%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, {gigabytes:.0f} GiB, "
        f"Python {platform.python_version()}, load average before {os.getloadavg()[0]:.1f}"
    )


def head(title: str, *columns: str) -> None:
    """Print the head of a table."""
    print(f"\n## {title}\n\n{machine()}\n")
    row(*columns)
    row(*["---"] * len(columns))


def row(*cells: str) -> None:
    """Print a row."""
    print(f"| {' | '.join(cells)} |", flush=True)


def ms(seconds: Sequence[float]) -> str:
    """Write the median in milliseconds, and the least and the most."""
    low, middle, high = (1000 * of(seconds) for of in (min, statistics.median, max))
    return f"{middle:,.0f} ms ({low:,.0f}–{high:,.0f})"


def ratio(these: Sequence[float], those: Sequence[float]) -> str:
    """Write how many times the median of those the median of these is."""
    return f"{statistics.median(these) / statistics.median(those):.2f}"


def megabytes(count: float) -> str:
    """Write a number of bytes."""
    return f"{count / 1e6:.2f} MB"
