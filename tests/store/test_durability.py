"""What breaks around a store, broken for real: no report that was confirmed is lost."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import httpx
import pytest

from kzdash import errors
from kzdash.board.board import compute_board
from kzdash.domain.models import Report
from kzdash.runtime import open_files
from kzdash.store import Store, seed
from kzdash.store.backups import check_store, take_backup
from tests import people, postgres, raw_sql, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    NewReport = Callable[..., Report]

DAY = date(2025, 6, 30)
NOW = datetime(2026, 1, 1, 8, tzinfo=UTC)
WRITERS, ENOUGH, DEADLINE_S = 4, 40, 60
# as a login shell starts a program
FEW_FILES = ("sh", "-c", 'ulimit -S -n 512; exec "$@"', "sh")
NOTES = "SELECT note FROM reports WHERE account = 'tester' ORDER BY id"


def report_until_refused(
    store: Store, item: int, text: str, confirmed: Callable[[str], None]
) -> errors.KzdashError:
    """Report on an item again and again; return what it was refused with in the end."""
    seq = 0
    while True:
        seq += 1
        note = f"{item}-{seq} {text}"
        said = {"status": "in_progress", "note": note, "account": "tester"}
        try:
            store.append(Report(item_id=item, seq=seq, as_of=DAY, recorded_at=NOW, **said))
        except errors.KzdashError as error:
            return error
        confirmed(note)


def tasks(store: Store) -> list[int]:
    return [item.id for item in store.plan().items if item.kind == "task"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for little more than a store."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a small disk can only be made by who may mount one")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.slow
@pytest.mark.skipif(not postgres.found(), reason=postgres.HOW_TO_GET)
def test_confirmed_reports_survive_a_killed_database_server(
    seed_folder: Path,
) -> None:
    confirmed: list[str] = []
    ended: list[errors.KzdashError] = []
    enough = threading.Event()

    def confirm(note: str) -> None:
        confirmed.append(note)
        if len(confirmed) >= ENOUGH:
            enough.set()

    with postgres.mortal() as server:
        with server.running() as process:
            seed.init_store(server.url, seed_folder, NOW)
            store = Store(server.url)
            people.office_account(store, NOW)
            writers = [
                threading.Thread(
                    target=lambda item=item: ended.append(
                        report_until_refused(store, item, "", confirm)
                    )
                )
                for item in tasks(store)[:WRITERS]
            ]
            for writer in writers:
                writer.start()
            assert enough.wait(DEADLINE_S)
            postgres.kill(process)
            for writer in writers:
                writer.join(DEADLINE_S)

        with server.running():
            stored = [note for (note,) in raw_sql.ask(server.url, NOTES)]
            assert check_store(store, seed_folder, NOW) == []
            postgres.release(server.url)

    assert [type(error) for error in ended] == [errors.StoreAwayError] * WRITERS
    assert len(confirmed) >= ENOUGH
    assert set(confirmed) <= set(stored)
    # a report may be in whose confirmation the server was killed over
    assert len(set(stored) - set(confirmed)) <= WRITERS


@pytest.mark.slow
def test_confirmed_reports_survive_a_full_disk(small_disk: Path, seed_folder: Path) -> None:
    store = Store(f"sqlite:///{small_disk / 'plan.db'}")
    seed.init_store(store.url, seed_folder, NOW)
    people.office_account(store, NOW)
    confirmed: list[str] = []

    ended = report_until_refused(store, tasks(store)[0], "很长的说明" * 300, confirmed.append)

    assert isinstance(ended, errors.StoreFullError)
    assert "Nothing was changed. Make room" in str(ended)
    assert confirmed
    assert [note for (note,) in raw_sql.ask(store.url, NOTES)] == confirmed
    assert compute_board(store, DAY).plan.title
    assert check_store(store, seed_folder, NOW) == []


def test_a_full_disk_leaves_no_partial_backup(
    small_disk: Path, file: Path, store: Store, dump: Callable[[Path], str]
) -> None:
    (small_disk / "full").write_bytes(b"x" * 1_000_000)
    before = dump(file)

    with pytest.raises(errors.StoreFullError):
        take_backup(store.url, small_disk / "backup.db")

    assert [entry.name for entry in small_disk.iterdir()] == ["full"]
    assert dump(file) == before


def test_a_clock_set_back_puts_no_report_before_an_earlier_one(
    store: Store, new_report: NewReport, now: datetime, seed_folder: Path
) -> None:
    store.append(new_report("task", 1, DAY, status="in_progress", note="先报"))
    later = new_report("task", 1, DAY, status="done", note="后报")
    later.recorded_at = now - timedelta(days=60)
    store.append(later)

    item = new_report("task", 1, DAY).item_id
    assert [report.note for report in store.history(item, DAY)] == ["后报", "先报"]
    (said,) = [report for report in store.latest(DAY) if report.item_id == item]
    assert said.note == "后报"
    store.undo(item, 2, "tester", now - timedelta(days=90))
    (said,) = [report for report in store.latest(DAY) if report.item_id == item]
    assert said.note == "先报"
    assert check_store(store, seed_folder, now) == []


@pytest.mark.slow
def test_a_server_out_of_file_descriptors_serves_again_once_it_has_some(
    store: Store, file: Path, tmp_path: Path, new_report: NewReport
) -> None:
    assert file.exists()
    port = serving.free_port()
    told = {"KZDASH_DATABASE_URL": store.url}
    with serving.process(serving.command(port), port, tmp_path / "log", told, FEW_FILES) as server:
        ready = f"http://127.0.0.1:{port}/ready"
        usual = resource.prlimit(server.pid, resource.RLIMIT_NOFILE)
        assert httpx.get(ready).status_code == 200
        # it was started with fewer, and took what it may have
        assert usual[0] == min(usual[1], open_files.MAX_FILES)

        resource.prlimit(server.pid, resource.RLIMIT_NOFILE, (3, usual[1]))
        with pytest.raises(httpx.TransportError):
            httpx.get(ready, timeout=2)
        store.append(new_report("task", 1, DAY, status="done", note="其间所报"))
        resource.prlimit(server.pid, resource.RLIMIT_NOFILE, usual)

        assert httpx.get(ready, timeout=DEADLINE_S).status_code == 200
    assert [note for (note,) in raw_sql.ask(store.url, NOTES)] == ["其间所报"]


def test_a_process_out_of_file_descriptors_writes_nothing_and_says_so(
    store: Store, file: Path, new_report: NewReport, dump: Callable[[Path], str]
) -> None:
    report = new_report("task", 1, DAY, status="done")
    before, usual = dump(file), resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, usual[1]))
    try:
        with pytest.raises(errors.KzdashError, match="Nothing was changed"):
            store.append(report)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, usual)

    assert dump(file) == before
    store.append(new_report("task", 1, DAY, status="done"))
