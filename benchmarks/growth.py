"""What a board costs with a million reports, over one with a hundred."""

from __future__ import annotations

import datetime as dt
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kzdash import clock, seed, settings
from kzdash.board import board
from kzdash.store import Store, sqlite_file

if TYPE_CHECKING:
    from collections.abc import Iterator

FEW, MANY = 100, 1_000_000
ROUNDS = 15
AS_OF = dt.date(2025, 6, 30)
FIRST_DAY = dt.date(2023, 1, 1)


def measure() -> tuple[float, float]:
    """Return the median milliseconds of a board with many reports and with few."""
    with tempfile.TemporaryDirectory() as folder:
        stores = [_store(Path(folder), count) for count in (MANY, FEW)]
        times: list[list[float]] = [[], []]
        for _ in range(ROUNDS):
            for kept, store in zip(times, stores, strict=True):
                start = time.perf_counter()
                board(store, AS_OF)
                kept.append((time.perf_counter() - start) * 1000)
    return statistics.median(times[0]), statistics.median(times[1])


def _store(folder: Path, count: int) -> Store:
    url = f"sqlite:///{folder / f'{count}.db'}"
    seed.init(url, settings.seed_folder(), clock.now())
    store = Store(url)
    items = [
        (item.id, item.kind == "indicator") for item in store.plan().items if item.paragraph == 0
    ]
    file = sqlite_file(url)
    with sqlite3.connect(str(file)) as connection:
        connection.executemany(
            "INSERT INTO reports (item_id, seq, period, value, as_of, recorded_at, account, note,"
            " evidence, problems) VALUES (?, ?, ?, ?, ?, '2026-01-01 00:00:00', 'bench', '',"
            " '', '')",
            _reports(items, count),
        )
    return store


def _reports(items: list[tuple[int, bool]], count: int) -> Iterator[tuple[object, ...]]:
    """Invent reports spread evenly over items and days, after the seed's own."""
    for n in range(count):
        item, yearly = items[n % len(items)]
        seq = 1000 + n // len(items)
        day = FIRST_DAY + dt.timedelta(days=n // len(items) % 1400)
        period = 2022 + n // len(items) % 4 if yearly else 0
        yield item, seq, period, "50" if yearly else None, day.isoformat()
