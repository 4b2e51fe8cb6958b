"""A backup holds all of a store in use, and is put back whole or not at all."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import resource
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from kzdash import errors
from kzdash.domain.models import Report
from kzdash.store import Store
from kzdash.store.backups import check_store, postgresql, restore_backup, take_backup
from kzdash.store.backups import sqlite as copies
from kzdash.store.engines import sqlite
from tests import raw_sql

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests import postgres

    NewReport = Callable[..., Report]

DAY = date(2025, 6, 30)
NOW = datetime(2026, 1, 1, 8, tzinfo=UTC)
PROCESSES, REPORTS = 3, 60
IN_ORDER = "SELECT id, item_id, seq, account, note FROM reports ORDER BY id"
UNFIT: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _whole: b"",
    "text": lambda _whole: "这不是备份\n".encode() * 500,
    "cut in the middle": lambda whole: whole[: len(whole) // 2],
    "overwritten in the middle": lambda whole: (
        whole[:5000] + b"\x5a" * (len(whole) - 10_000) + whole[-5000:]
    ),
}


def report_many(url: str, item: int) -> None:
    store = Store(url)
    for seq in range(1, REPORTS + 1):
        said = {"status": "in_progress", "note": f"{item}-{seq}", "account": "tester"}
        store.append(Report(item_id=item, seq=seq, as_of=DAY, recorded_at=NOW, **said))


@pytest.mark.slow
def test_backups_taken_during_many_writes_hold_a_prefix_of_them(
    store: Store, empty: str, tmp_path: Path, seed_folder: Path
) -> None:
    items = [item.id for item in store.plan().items if item.kind == "task"][:PROCESSES]
    starting = multiprocessing.get_context("forkserver")
    starting.set_forkserver_preload(["kzdash.store"])
    taken: list[tuple[int, Path]] = []

    with starting.Pool(PROCESSES) as processes:
        storm = processes.starmap_async(report_many, [(store.url, item) for item in items])
        while not storm.ready():
            confirmed = len(raw_sql.ask(store.url, IN_ORDER))
            taken.append((confirmed, tmp_path / f"{len(taken)}.backup"))
            take_backup(store.url, taken[-1][1])
        storm.get()

    total = raw_sql.ask(store.url, IN_ORDER)
    before = len(total) - PROCESSES * REPORTS
    confirmed, file = next(one for one in taken if before < one[0])
    restore_backup(file, empty)
    kept = raw_sql.ask(empty, IN_ORDER)
    assert before < confirmed <= len(kept) < len(total)
    assert kept == total[: len(kept)]
    assert check_store(Store(empty), seed_folder, NOW) == []


def test_a_restored_backup_holds_all_that_was_there(
    store: Store, empty: str, tmp_path: Path, new_report: NewReport, kept: Callable[[], str]
) -> None:
    store.append(new_report("task", 1, DAY, status="done", note="换行\n'引号'"))

    take_backup(store.url, tmp_path / "backup")
    restore_backup(tmp_path / "backup", empty)

    assert raw_sql.everything(empty) == kept()
    restored = Store(empty)
    last = restored.last(new_report("task", 1, DAY).item_id)
    assert last is not None
    restored.undo(last.item_id, last.seq, "tester", NOW)
    with pytest.raises(raw_sql.REFUSED):
        raw_sql.ask(empty, "DELETE FROM reports")


def test_a_backup_that_opens_a_store_first_still_reads_later_writes(file: Path) -> None:
    asked, write = "SELECT revision FROM plans", "UPDATE plans SET revision = revision + 1"
    assert not file.with_name("store.db-wal").exists()

    with closing(copies.open_readonly(file)) as taker:
        [(before,)] = taker.execute(asked)
        with closing(sqlite3.connect(file)) as writer, writer:
            writer.execute(write)
        [(after,)] = taker.execute(asked)

    assert after == before + 1


def test_a_backup_overwrites_no_file(store: Store, tmp_path: Path) -> None:
    taken = tmp_path / "backup"
    taken.write_text("somebody's own")

    with pytest.raises(errors.StoreTakenError, match="Nothing was changed"):
        take_backup(store.url, taken)

    assert taken.read_text() == "somebody's own"
    assert list(tmp_path.glob("*.new")) == []


def test_a_backup_of_a_missing_store_is_an_error(empty: str, tmp_path: Path) -> None:
    with pytest.raises(errors.StoreMissingError):
        take_backup(empty, tmp_path / "backup")

    assert not (tmp_path / "backup").exists()


def test_restore_overwrites_a_store_only_when_told_to(
    store: Store, tmp_path: Path, new_report: NewReport, kept: Callable[[], str]
) -> None:
    take_backup(store.url, tmp_path / "backup")
    store.append(new_report("task", 1, DAY, status="done"))
    before = kept()

    with pytest.raises(errors.StoreTakenError, match="Nothing was changed"):
        restore_backup(tmp_path / "backup", store.url)

    assert kept() == before


def test_a_store_replaced_by_a_backup_is_kept_aside(
    store: Store,
    empty: str,
    tmp_path: Path,
    new_report: NewReport,
    kept: Callable[[], str],
    seed_folder: Path,
) -> None:
    good, aside = tmp_path / "backup", tmp_path / "later" / "aside"
    take_backup(store.url, good)
    at_backup = kept()
    store.append(new_report("task", 1, DAY, status="done"))
    later = kept()

    restore_backup(good, store.url, aside)
    revision = "UPDATE plans SET revision = revision - 1"
    assert check_store(store, seed_folder, NOW) == []
    raw_sql.ask(store.url, revision)
    assert kept() == at_backup
    restore_backup(aside, empty)
    assert raw_sql.everything(empty) == later


def test_no_cached_board_survives_a_restore(
    store: Store, tmp_path: Path, new_report: NewReport
) -> None:
    take_backup(store.url, tmp_path / "backup")
    store.append(new_report("task", 1, DAY, status="done"))
    before = store.version()

    restore_backup(tmp_path / "backup", store.url, tmp_path / "aside")
    store.append(new_report("task", 1, DAY, status="blocked", note="等待"))

    assert store.version()[1:] == before[1:]
    assert store.version() != before


def test_restore_does_not_replace_a_locked_store(
    file: Path,
    store: Store,
    tmp_path: Path,
    dump: Callable[[Path], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 50)
    take_backup(store.url, tmp_path / "backup")
    before = dump(file)

    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(errors.StoreLockedError, match="Nothing was changed"):
            restore_backup(tmp_path / "backup", store.url, tmp_path / "aside")

    assert dump(file) == before
    assert not (tmp_path / "aside").exists()


def test_restore_does_not_replace_a_store_it_cannot_set_aside(
    store: Store, tmp_path: Path, new_report: NewReport, kept: Callable[[], str]
) -> None:
    take_backup(store.url, tmp_path / "backup")
    store.append(new_report("task", 1, DAY, status="done"))
    before = kept()
    (tmp_path / "a file").write_text("")

    with pytest.raises(errors.KzdashError):
        restore_backup(tmp_path / "backup", store.url, tmp_path / "a file" / "aside")

    assert kept() == before


@pytest.mark.parametrize("damage", UNFIT.values(), ids=UNFIT.keys())
def test_restore_refuses_a_damaged_backup(
    store: Store, tmp_path: Path, kept: Callable[[], str], damage: Callable[[bytes], bytes]
) -> None:
    bad, aside, before = tmp_path / "backup", tmp_path / "aside", kept()
    take_backup(store.url, bad)
    bad.write_bytes(damage(bad.read_bytes()))

    with pytest.raises((errors.BackupUnfitError, errors.StoreCorruptError)):
        restore_backup(bad, store.url, aside)

    assert kept() == before
    assert not aside.exists()


def test_restore_of_a_missing_backup_is_an_error(store: Store, tmp_path: Path) -> None:
    with pytest.raises(errors.BackupUnfitError, match=r"cannot restore .*nowhere\.db"):
        restore_backup(tmp_path / "nowhere.db", store.url, tmp_path / "aside")


def test_restore_refuses_another_program_s_database(
    store: Store, file: Path, tmp_path: Path
) -> None:
    del file
    with closing(sqlite3.connect(tmp_path / "songs.db")) as songs:
        songs.execute("CREATE TABLE songs (title TEXT)")

    with pytest.raises(errors.StoreCorruptError):
        restore_backup(tmp_path / "songs.db", store.url, tmp_path / "aside")


def test_restore_refuses_a_backup_of_a_newer_version(
    store: Store, tmp_path: Path, file: Path, dump: Callable[[Path], str]
) -> None:
    before, newer = dump(file), tmp_path / "newer.db"
    take_backup(store.url, newer)
    with closing(sqlite3.connect(newer)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(errors.StoreNewerError, match="9999"):
        restore_backup(newer, store.url, tmp_path / "aside")

    assert dump(file) == before


@pytest.mark.parametrize("damage", UNFIT.values(), ids=UNFIT.keys())
def test_restore_sets_a_damaged_store_aside_byte_for_byte(
    file: Path, store: Store, tmp_path: Path, damage: Callable[[bytes], bytes], seed_folder: Path
) -> None:
    take_backup(store.url, tmp_path / "backup")
    file.write_bytes(damage(file.read_bytes()))
    damaged = hashlib.sha256(file.read_bytes()).hexdigest()

    restore_backup(tmp_path / "backup", store.url, tmp_path / "backups" / "aside.db")

    aside = (tmp_path / "backups" / "aside.db").read_bytes()
    assert hashlib.sha256(aside).hexdigest() == damaged
    assert check_store(store, seed_folder, NOW) == []
    assert raw_sql.ask(store.url, "PRAGMA journal_mode") == [("wal",)]


def test_a_damaged_store_gives_no_backup(file: Path, store: Store, tmp_path: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:-20_000] + b"\x5a" * 20_000)

    with pytest.raises(errors.StoreCorruptError):
        take_backup(store.url, tmp_path / "backup")

    assert not (tmp_path / "backup").exists()


def test_a_backup_stands_alone_and_can_be_read_where_nothing_may_be_written(
    store: Store, file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "shelf"
    take_backup(store.url, folder / "backup.db")
    assert [entry.name for entry in folder.iterdir()] == ["backup.db"]

    copies.check_file(folder / "backup.db")

    assert [entry.name for entry in folder.iterdir()] == ["backup.db"]
    assert file.exists()


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_restore_refuses_a_backup_of_the_other_engine(
    store: Store, made_once: Path, tmp_path: Path, kept: Callable[[], str]
) -> None:
    before = kept()
    take_backup(f"sqlite:///{made_once}", tmp_path / "file.db")
    take_backup(store.url, tmp_path / "server.dump")

    for taken, url in (
        (tmp_path / "file.db", store.url),
        (tmp_path / "server.dump", f"sqlite:///{tmp_path / 'new.db'}"),
    ):
        with pytest.raises(errors.BackupUnfitError, match="it is a backup of"):
            restore_backup(taken, url, tmp_path / "aside")

    assert kept() == before
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_restore_refuses_an_archive_of_another_program_s_database(
    store: Store, cluster: postgres.Cluster, tmp_path: Path, kept: Callable[[], str]
) -> None:
    before = kept()
    with cluster.lent() as songs:
        raw_sql.ask(songs, "CREATE TABLE songs (title TEXT)")
        postgresql.take(songs, tmp_path / "songs.dump")

    with pytest.raises(errors.BackupUnfitError, match="this program did not make it"):
        restore_backup(tmp_path / "songs.dump", store.url, tmp_path / "aside")

    assert kept() == before


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_without_the_tools_of_postgresql_a_sentence_says_which_to_install(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(
        errors.ToolMissingError, match=r"pg_dump is not installed.*postgresql-client"
    ):
        take_backup(store.url, tmp_path / "backup")

    assert not (tmp_path / "backup").exists()


def test_the_database_password_is_not_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = tmp_path / "pg_dump"
    tool.write_text('#!/bin/sh\necho "$PGPASSWORD | $*" | cut -c -200 >&2\nexit 1\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    def take(url: str) -> Any:
        with pytest.raises(errors.ToolError) as raised:
            postgresql.take(url, tmp_path / "backup")
        return str(raised.value)

    said = take("postgresql+psycopg://user:s%40cret@host/plan")
    assert "(s@cret | --dbname postgresql://user@host/plan " in said


def test_a_full_backup_disk_is_reported_as_the_backup_folder_s_fault(
    file: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "elsewhere" / "copy.db"
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    # Python ignores the signal that goes with it
    with closing(sqlite3.connect(file)) as other:
        # so that what lies beside the store is there already
        other.execute("SELECT count(*) FROM reports").fetchone()
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, limits[1]))
        try:
            with pytest.raises(errors.StoreFullError) as caught:
                take_backup(f"sqlite:///{file}", copy)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert "elsewhere" in str(caught.value)
    assert str(file) not in str(caught.value)


def test_a_read_only_backup_folder_is_reported_as_the_folder_s_fault(
    file: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").write_text("a file, where there should be a folder")

    with pytest.raises(errors.StoreReadOnlyError) as caught:
        take_backup(f"sqlite:///{file}", tmp_path / "elsewhere" / "copy.db")

    assert "elsewhere" in str(caught.value)
    assert str(file) not in str(caught.value)


def test_leftovers_of_a_killed_backup_hinder_nothing_and_are_deleted_after_a_day(
    file: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    fresh, stale = (tmp_path / f"copy.db.{name}.new" for name in ("1", "2"))
    for left in (fresh, stale):
        left.write_bytes(b"half")
    os.utime(stale, (0, 0))
    # as an earlier version named its own, and by which another might lead it elsewhere
    (tmp_path / "copy.db.new").symlink_to(tmp_path / "elsewhere")

    take_backup(f"sqlite:///{file}", copy)

    assert copy.exists()
    assert not (tmp_path / "elsewhere").exists()
    assert (fresh.exists(), stale.exists()) == (True, False)
