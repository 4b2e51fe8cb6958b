"""`make soak`: a day of use in a row, and a store locked for half a minute; prints docs/soak.md.

Exits with 1 where memory was not flat, or a confirmed report is missing.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from benchmarks.client import Reader
from kzdash import accounts, errors
from kzdash.domain.models import Account, Report, Role
from kzdash.runtime import config
from kzdash.store import Store, backups, seed
from tests import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = ("", "indicators", "projects", "milestones", "duties", "policies", "changes", "reporting")
RUNS, RUNS_A_SESSION, RUNS_A_REPORT, WARM = 10_000, 25, 50, 2_000
LOCKED_S = 30
LEEWAY = 1.10
DAY = dt.date(2025, 6, 30)


def main(runs: int = RUNS) -> int:
    """Run and print; return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        store = _store(Path(name) / "soak.db")
        port = serving.free_port()
        told = {"KZDASH_DATABASE_URL": store.url}
        log = Path(name) / "log"
        with serving.process(serving.command(port), port, log, told) as server:
            address = f"http://127.0.0.1:{port}"
            process = psutil.Process(server.pid)
            print(f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, {runs:,} page runs\n")
            print("| page runs | reports | memory, MiB | open files | median run, ms |")
            print("| --- | --- | --- | --- | --- |")
            memory = dict(_use(address, store, process, runs))
            refused, waited = _locked(address, store)
        kept, found = (
            _reports(store),
            backups.check_store(store, config.current().seed_folder, _now()),
        )
    confirmed = runs // RUNS_A_REPORT + 1
    growth = memory[runs] / memory[min(memory, key=lambda done: abs(done - runs * WARM // RUNS))]
    print(
        f"\nMemory after all of them over memory after a fifth: {growth:.2f} (aim ≤ {LEEWAY:.2f})."
    )
    print(
        f"Locked for {LOCKED_S} s: {refused} reports refused with a sentence, pages read on, "
        f"{waited * 1000:.0f} ms at most; the next report was accepted."
    )
    print(f"Reports confirmed {confirmed}, kept {kept}; faults of the store: {found or 'none'}.")
    return int(growth > LEEWAY or confirmed != kept or bool(found) or not refused)


def _store(file: Path) -> Store:
    url = config.sqlite_url(file)
    seed.init_store(url, config.current().seed_folder, _now())
    store = Store(url)
    accounts.add_account(store, "soak", "测试员", Role.OFFICE, None, None, _now(), by=None)
    with store.writing() as session:
        session.query(Account).update({"must_change": False})
    return store


def _use(
    address: str, store: Store, process: psutil.Process, runs: int
) -> Iterator[tuple[int, float]]:
    """Look at every page on ever other days, in ever new sessions, while reports come in."""
    times: list[float] = []
    done = 0
    while done < runs:
        with Reader(address) as reader:
            for _ in range(RUNS_A_SESSION):
                page = PAGES[done % len(PAGES)]
                day = DAY - dt.timedelta(days=done // len(PAGES) % 400)
                times.append(reader.run(page, f"as_of={day}"))
                done += 1
                if done % RUNS_A_REPORT == 0:
                    _report(store)
        if done % (runs // 10) == 0:
            yield done, _say(process, store, done, times)
            times.clear()


def _say(process: psutil.Process, store: Store, done: int, times: list[float]) -> float:
    memory = process.memory_info().rss / 2**20
    median = sorted(times)[len(times) // 2] * 1000
    print(
        f"| {done:,} | {_reports(store)} | {memory:.0f} | {process.num_fds()} | {median:.0f} |",
        flush=True,
    )
    return memory


def _locked(address: str, store: Store) -> tuple[int, float]:
    """Hold the lock on writing; return how many reports were refused, and the slowest page."""
    refused, slowest = 0, 0.0
    with Reader(address) as reader, closing(sqlite3.connect(str(store.file))) as holder:
        holder.execute("BEGIN IMMEDIATE")
        end = time.monotonic() + LOCKED_S
        while time.monotonic() < end:
            slowest = max(slowest, reader.run("", f"as_of={DAY}"))
            try:
                _report(store)
            except errors.StoreLockedError:
                refused += 1
    _report(store)
    return refused, slowest


def _report(store: Store) -> None:
    item = next(item.id for item in store.plan().items if item.kind == "task")
    last = store.last(item)
    report = Report(item_id=item, seq=last.seq + 1 if last else 1, as_of=DAY, account="soak")
    report.recorded_at, report.status = _now(), "in_progress"
    store.append(report)


def _reports(store: Store) -> int:
    with closing(sqlite3.connect(str(store.file))) as connection:
        counted = "SELECT count(*) FROM reports WHERE account = 'soak'"
        return int(connection.execute(counted).fetchone()[0])


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
