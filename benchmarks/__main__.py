"""`make bench`: print what was measured, as a table for README.md."""

from __future__ import annotations

import datetime as dt
import os
import platform

from benchmarks import growth, pages, slides


def main() -> None:
    """Measure and print."""
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    print(
        f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, {os.cpu_count()} cores, {gigabytes:.0f} GiB, "
        f"Python {platform.python_version()}, medians of one run"
    )
    print("\n| measured | this | compared with | ratio | aim |\n| --- | --- | --- | --- | --- |")
    for page, what, ours, bare in pages.measure():
        aim = "0.3" if what.startswith("server") else "1.0"
        _row(f"{page}: {what}", ours, bare, f"bare page {bare:.0f} ms", aim)
    turned, drawn = slides.measure()
    _row("briefing: slide change", turned, drawn, f"static page {drawn:.0f} ms", "300 ms")
    many, few = growth.measure()
    _row("board, 1,000,000 reports", many, few, f"100 reports {few:.0f} ms", "1.5")


def _row(name: str, ours: float, other: float, compared: str, aim: str) -> None:
    print(f"| {name} | {ours:.0f} ms | {compared} | {ours / other:.2f} | ≤ {aim} |", flush=True)


if __name__ == "__main__":
    main()
