"""A store that cannot be used says why in a sentence, and is left as it was."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
import threading
import time
from contextlib import closing, contextmanager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from kzdash import errors
from kzdash.board.board import compute_board
from kzdash.store import Store, make_engine, seed, wait_at_most
from kzdash.store.engines import sqlite
from tests import released

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from kzdash.domain.models import Report

    NewReport = Callable[..., Report]
    Dump = Callable[[Path], str]
    Act = Callable[[Store], object]

DAY = date(2025, 6, 30)
NOBODY = 65534
PAGE = 4096
FULL = 2

READS: dict[str, Act] = {
    "version": lambda store: store.version(),
    "plan": lambda store: store.plan(),
    "latest": lambda store: store.latest(DAY),
    "history": lambda store: store.history(1, DAY),
    "board": lambda store: compute_board(store, DAY),
}
DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _whole: b"",
    "text": lambda _whole: "序号,名称\n1,这不是数据库\n".encode() * 500,
    "cut in the header": lambda whole: whole[:50],
    "cut after the first page": lambda whole: whole[:PAGE],
    "cut in the middle": lambda whole: whole[: len(whole) // 2],
    "first page overwritten": lambda whole: b"\x5a" * PAGE + whole[PAGE:],
    "later pages overwritten": lambda whole: whole[:PAGE] + b"\x5a" * (len(whole) - PAGE),
    "another program's database": lambda _whole: other_database(),
}


@pytest.fixture(autouse=True)
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 50)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user of this machine can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


@contextmanager
def as_nobody() -> Iterator[None]:
    """As a user to whom permissions apply: root is above them."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def other_database() -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
        return connection.serialize()


def fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.mark.parametrize("act", READS.values(), ids=READS.keys())
def test_reading_a_missing_store_is_an_error_and_makes_none(tmp_path: Path, act: Act) -> None:
    store = Store(f"sqlite:///{tmp_path / 'data' / 'store.db'}")

    with pytest.raises(errors.StoreMissingError, match=r"store\.db.*kzdash init"):
        act(store)

    assert list(tmp_path.iterdir()) == []


def test_appending_to_a_missing_store_is_an_error_and_makes_none(
    tmp_path: Path, new_report: NewReport
) -> None:
    elsewhere = tmp_path / "elsewhere.db"
    report = new_report("task", 1, DAY, status="done")

    with pytest.raises(errors.StoreMissingError):
        Store(f"sqlite:///{elsewhere}").append(report)

    assert not elsewhere.exists()


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_store_is_reported_and_left_unchanged(
    file: Path, store: Store, damage: Callable[[bytes], bytes]
) -> None:
    file.write_bytes(damage(file.read_bytes()))
    before = fingerprint(file)

    with pytest.raises(errors.StoreCorruptError, match="Nothing was changed"):
        compute_board(store, DAY)

    assert fingerprint(file) == before


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_store_is_not_written_by_init_or_append(
    file: Path,
    store: Store,
    seed_folder: Path,
    now: datetime,
    new_report: NewReport,
    damage: Callable[[bytes], bytes],
) -> None:
    report = new_report("task", 1, DAY, status="done")
    file.write_bytes(damage(file.read_bytes()))
    before = fingerprint(file)

    with pytest.raises(errors.StoreCorruptError):
        seed.init_store(store.url, seed_folder, now)
    with pytest.raises(errors.StoreCorruptError):
        store.append(report)

    assert fingerprint(file) == before


@pytest.mark.parametrize(
    ("found", "damaged"),
    [
        ("区水利局".encode(), b"\xff" * 12),
        (b"CREATE TABLE units", b"CREATE TABLE unit5"),
        (b"pk_items PRIMARY KEY (id),", b"pk_items PRIMARY KEY (id)\xb5"),
    ],
    ids=["a name", "a table", "the schema"],
)
def test_a_few_damaged_bytes_are_reported_as_damage(
    file: Path, store: Store, found: bytes, damaged: bytes
) -> None:
    whole = file.read_bytes()
    assert found in whole
    file.write_bytes(whole.replace(found, damaged))

    with pytest.raises(errors.StoreCorruptError):
        compute_board(store, DAY)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE plans SET issued_on = 'soon'",
        "UPDATE indicators SET target = 'much'",
        "DELETE FROM plans",
    ],
)
def test_an_impossible_row_is_reported_as_damage(file: Path, store: Store, sql: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(sql)

    with pytest.raises(errors.StoreCorruptError):
        compute_board(store, DAY)


@pytest.mark.parametrize("error", [ValueError("own"), OSError("own"), ArithmeticError("own")])
def test_an_error_in_the_caller_s_code_is_not_reported_as_damage(
    store: Store, error: Exception
) -> None:
    for opened in (store.session, store.writing):
        with pytest.raises(type(error), match="own"), opened():
            raise error


def test_an_indicator_of_which_the_store_has_no_target_cannot_be_reported_on(
    file: Path, store: Store, new_report: NewReport
) -> None:
    said = {"period": 2024, "value": Decimal(50), "evidence": "公报"}
    report = new_report("indicator", 4, DAY, **said)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM indicators WHERE item_id = ?", (report.item_id,))

    with pytest.raises(errors.RefusedError, match="no such item"):
        store.append(report)


@pytest.mark.parametrize("act", READS.values(), ids=READS.keys())
def test_a_locked_store_is_reported_as_locked(file: Path, store: Store, act: Act) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("PRAGMA locking_mode = EXCLUSIVE")
        holder.execute("BEGIN IMMEDIATE")

        with pytest.raises(errors.StoreLockedError, match="Nothing was changed"):
            act(store)


def test_a_store_works_again_once_the_lock_is_released(
    file: Path, store: Store, new_report: NewReport, dump: Dump
) -> None:
    report = new_report("task", 1, DAY, status="done")
    before = dump(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(errors.StoreLockedError):
            store.append(report)

    assert dump(file) == before
    version = store.version()
    store.append(new_report("task", 1, DAY, status="done"))
    assert store.version() != version


def test_a_store_can_be_read_while_another_program_writes(file: Path, store: Store) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")

        assert compute_board(store, DAY).plan.title


def test_init_of_a_locked_store_reports_the_lock(
    file: Path, store: Store, draft_seed: Path, now: datetime, edit: Callable[..., None], dump: Dump
) -> None:
    edit(draft_seed / "aims.csv", "区域经济增速高于全市", "另一个名字")
    before = dump(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(errors.StoreLockedError):
            seed.init_store(store.url, draft_seed, now)

    assert dump(file) == before


def test_a_store_of_a_newer_version_is_refused_and_left_unchanged(
    file: Path,
    store: Store,
    seed_folder: Path,
    now: datetime,
    new_report: NewReport,
    dump: Dump,
) -> None:
    report = new_report("task", 1, DAY, status="done")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = dump(file)

    for act in (
        lambda: compute_board(store, DAY),
        lambda: store.append(report),
        lambda: seed.init_store(store.url, seed_folder, now),
    ):
        with pytest.raises(errors.StoreNewerError, match="9999"):
            act()

    assert dump(file) == before


@pytest.mark.parametrize(
    ("file_mode", "folder_mode"),
    [(0o444, 0o777), (0o666, 0o555), (0o444, 0o555)],
    ids=["file", "folder", "both"],
)
def test_a_read_only_store_is_read_or_reported_and_never_changed(
    open_folder: Path,
    file: Path,
    new_report: NewReport,
    file_mode: int,
    folder_mode: int,
) -> None:
    report = new_report("task", 1, DAY, status="done")
    kept = Path(shutil.copy(file, open_folder / "store.db"))
    kept.chmod(file_mode)
    open_folder.chmod(folder_mode)
    store = Store(f"sqlite:///{kept}")
    before = fingerprint(kept)

    with as_nobody():
        try:
            assert len(compute_board(store, DAY).projects) == 35
        except errors.StoreReadOnlyError as error:
            assert "write permission" in str(error)  # noqa: PT017 - reading may also work
        with pytest.raises(errors.StoreReadOnlyError, match="Nothing was changed"):
            store.append(report)

    assert fingerprint(kept) == before


def test_an_unreadable_store_is_reported(open_folder: Path, made_once: Path) -> None:
    file = Path(shutil.copy(made_once, open_folder / "store.db"))
    file.chmod(0)

    with as_nobody(), pytest.raises(errors.StoreReadOnlyError):
        compute_board(Store(f"sqlite:///{file}"), DAY)


def test_init_of_a_read_only_store_changes_nothing(
    open_folder: Path,
    made_once: Path,
    draft_seed: Path,
    now: datetime,
    edit: Callable[..., None],
) -> None:
    edit(draft_seed / "aims.csv", "区域经济增速高于全市", "另一个名字")
    given = Path(shutil.copytree(draft_seed, open_folder / "seed"))
    file = Path(shutil.copy(made_once, open_folder / "store.db"))
    file.chmod(0o444)
    open_folder.chmod(0o555)
    before = fingerprint(file)

    with as_nobody(), pytest.raises(errors.StoreReadOnlyError):
        seed.init_store(f"sqlite:///{file}", given, now)

    assert fingerprint(file) == before


@pytest.mark.parametrize("place", ["store.db", "data/store.db"])
def test_init_in_a_read_only_folder_is_reported_in_a_sentence(
    open_folder: Path, seed_folder: Path, now: datetime, place: str
) -> None:
    given = Path(shutil.copytree(seed_folder, open_folder / "seed"))
    open_folder.chmod(0o555)

    with as_nobody(), pytest.raises(errors.StoreReadOnlyError):
        seed.init_store(f"sqlite:///{open_folder / place}", given, now)

    assert [entry.name for entry in open_folder.iterdir()] == ["seed"]


def test_an_inaccessible_folder_is_reported_in_a_sentence(
    open_folder: Path, made_once: Path
) -> None:
    store = Store(f"sqlite:///{shutil.copy(made_once, open_folder / 'store.db')}")
    open_folder.chmod(0)

    with as_nobody(), pytest.raises(errors.KzdashError):
        store.version()


def test_a_folder_in_place_of_the_store_is_reported_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(errors.KzdashError):
        Store(f"sqlite:///{tmp_path}").version()


def test_an_invalid_database_url_is_reported_in_a_sentence() -> None:
    with pytest.raises(errors.KzdashError):
        Store("data/store.db").version()


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ("database is locked", errors.StoreLockedError),
        ("database table is locked: plans", errors.StoreLockedError),
        ("attempt to write a readonly database", errors.StoreReadOnlyError),
        ("unable to open database file", errors.StoreReadOnlyError),
        ("database or disk is full", errors.StoreFullError),
        ("disk I/O error", errors.StoreFullError),
        ("database disk image is malformed", errors.StoreCorruptError),
        ("no such table: plans", errors.StoreCorruptError),
    ],
)
def test_sqlite_errors_become_errors_about_the_store(
    said: str, error: type[errors.KzdashError]
) -> None:
    refused = OperationalError(None, None, sqlite3.OperationalError(said))

    told = sqlite.to_store_error(refused, "data/store.db")

    assert type(told) is error
    assert "data/store.db" in str(told)


def write_without_waiting(store: Store) -> None:
    with store.session() as session:
        wait_at_most(session, 50)
        session.execute(text("UPDATE plans SET revision = revision"))


def test_without_waiting_a_held_lock_is_reported_at_once(
    file: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 60_000)
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        started = time.monotonic()

        with pytest.raises(errors.StoreLockedError):
            write_without_waiting(store)

    assert time.monotonic() - started < 30


def test_a_waiting_writer_gets_the_lock_once_it_is_released(
    file: Path, store: Store, new_report: NewReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 60_000)
    report, (_, before, *_) = new_report("task", 1, DAY, status="done"), store.version()
    holder = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    let_go = threading.Timer(0.3, holder.close)
    let_go.start()

    store.append(report)

    let_go.join()
    assert store.version()[1] > before


def test_a_store_replaced_by_hand_has_another_version_once_it_has_as_many_rows(
    file: Path, store: Store, new_report: NewReport, tmp_path: Path
) -> None:
    copy = shutil.copy(file, tmp_path / "copy.db")
    store.append(new_report("task", 1, DAY, status="done"))
    lost = store.version()

    shutil.copy(copy, file)
    report = new_report("task", 2, DAY, status="blocked", note="因")
    report.recorded_at += timedelta(hours=1)
    store.append(report)

    assert store.version()[:3] == lost[:3]
    assert store.version() != lost


def test_commits_survive_a_power_loss_by_wal_and_full_sync(file: Path) -> None:
    with make_engine(f"sqlite:///{file}").connect() as connection:
        found = {
            pragma: connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()
            for pragma in ("journal_mode", "synchronous", "foreign_keys")
        }

    assert found == {"journal_mode": "wal", "synchronous": FULL, "foreign_keys": 1}


@pytest.mark.parametrize("revision", released.revisions())
def test_a_failed_upgrade_is_reported_and_leaves_the_store_unchanged(
    tmp_path: Path, county_folder: Path, now: datetime, revision: str
) -> None:
    file = tmp_path / "old.db"
    released.write(revision, file)
    url = f"sqlite:///{file}"
    with file.open("r+b") as opened:
        # asks for a later version of whoever writes it, which SQLite heeds, root or not
        opened.seek(18)
        opened.write(bytes([3]))
    before = file.read_bytes()

    with pytest.raises(errors.StoreReadOnlyError):
        seed.init_store(url, county_folder, now)

    with pytest.raises(errors.StoreOutdatedError, match=r"kzdash init`, which keeps all reports"):
        compute_board(Store(url), DAY)
    assert file.read_bytes() == before
