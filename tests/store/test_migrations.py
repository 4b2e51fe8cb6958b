"""A store of an older version is brought up whole or stays as it was, and keeps its reports."""

from __future__ import annotations

import multiprocessing
import re
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlite_utils import Database

from kzdash.board.board import compute_board
from kzdash.domain.models import Report
from kzdash.errors import KzdashError, StoreCorruptError, StoreMissingError, StoreOutdatedError
from kzdash.store import (
    Store,
    calendar_changes,
    make_engine,
    revision_of,
    revisions,
    seed,
    upgrade,
)
from kzdash.store.schema import alembic_config

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests import raw_sql

    Dump = Callable[[Path], str]

JUNE = date(2025, 6, 30)
NOW = datetime(2026, 1, 1, 8, tzinfo=UTC)
PLAN = (
    "plans",
    "units",
    "programmes",
    "items",
    "leads",
    "indicators",
    "projects",
    "corrections",
)
COLUMNS = """
    id, item_id, seq, period, as_of, recorded_at, account, note, evidence, status, completed_on,
    value, stage, physical_progress_percent, completed_investment_wan_yuan, problems
"""
# beside what the seed reports: figures to the last digit, and a text with all sorts in it
REPORT = """
    INSERT INTO reports (
        item_id, seq, period, as_of, recorded_at, account, note, evidence, stage,
        physical_progress_percent, completed_investment_wan_yuan, problems
    )
    SELECT id, 1, 0, '2025-06-01', '2025-06-02 03:04:05.678901', 'former', '换行\n''引号''',
        '文号', 'construction', '33.30', '1234567.890', '=1+1'
    FROM items WHERE kind = 'project' AND number = 1
"""
FORBIDDEN = (
    "UPDATE reports SET note = 'mended'",
    "DELETE FROM reports WHERE id = 1",
    f"REPLACE INTO reports ({COLUMNS}) SELECT {COLUMNS} FROM reports WHERE id = 1",
)


@pytest.fixture
def old(made_once: Path, tmp_path: Path) -> Path:
    """The file of a store as the first version made it, with reports."""
    file = tmp_path / "old.db"
    with make_engine(f"sqlite:///{file}", create=True).begin() as connection:
        command.upgrade(alembic_config(connection), "0001")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("ATTACH ? AS made", (str(made_once),))
        for table in PLAN:
            columns = [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]
            named = ", ".join(columns)
            connection.execute(f"INSERT INTO {table} SELECT {named} FROM made.{table}")
        connection.execute(f"INSERT INTO reports ({COLUMNS}) SELECT {COLUMNS} FROM made.reports")
        connection.execute(REPORT)
        connection.commit()
    return file


def reports(file: Path) -> list[tuple[Any, ...]]:
    with closing(Database(file)) as database:
        sql = f"SELECT {COLUMNS} FROM reports ORDER BY id"
        return list(database.execute(sql).fetchall())


def schema(file: Path) -> dict[str, set[str]]:
    """What everything in a file was made by, the lines of a table in any order."""
    with closing(Database(file)) as database:
        made = database.execute("SELECT type || ' ' || name, sql FROM sqlite_master").fetchall()
    return {name: {line.strip(" \t,") for line in (sql or "").splitlines()} for name, sql in made}


def bring_up(url: str, folder: Path, start: Any) -> None:
    start.wait()
    seed.init_store(url, folder, NOW)


def test_the_schema_revision_of_every_version_s_store_is_recognised(
    store: Store, old: Path, tmp_path: Path
) -> None:
    nowhere = tmp_path / "nowhere.db"

    assert revision_of(store.url) == revisions()[0]
    assert revision_of(f"sqlite:///{old}") == revisions()[-1]
    with pytest.raises(StoreMissingError, match=r"nowhere\.db"):
        revision_of(f"sqlite:///{nowhere}")
    assert not nowhere.exists()


def test_a_store_without_a_schema_revision_is_reported_as_damaged(
    store: Store, ask: raw_sql.Ask
) -> None:
    ask("DELETE FROM alembic_version")

    for act in (store.version, lambda: revision_of(store.url)):
        with pytest.raises(StoreCorruptError, match=f"^{re.escape(store.place)} is damaged"):
            act()


def test_an_outdated_store_is_reported_and_left_alone(old: Path, dump: Dump) -> None:
    before = dump(old)
    store = Store(f"sqlite:///{old}")

    for act in (
        store.version,
        lambda: compute_board(store, JUNE),
        lambda: store.undo(1, 1, "tester", NOW),
        lambda: store.append(Report(item_id=1, seq=1, account="tester")),
    ):
        with pytest.raises(StoreOutdatedError, match=r"old\.db.*kzdash init.*keeps all reports"):
            act()

    assert dump(old) == before


def test_upgrading_the_first_version_keeps_every_report(old: Path, seed_folder: Path) -> None:
    before = reports(old)
    assert len(before) == 9

    seed.init_store(f"sqlite:///{old}", seed_folder, NOW)

    assert reports(old) == before
    project = compute_board(Store(f"sqlite:///{old}"), JUNE).projects[0]
    assert project.latest_report is not None
    assert (project.latest_report.problems, project.latest_report.note) == ("=1+1", "换行\n'引号'")
    assert str(project.completed_investment_wan_yuan) == "1234567.890"


def test_an_upgraded_store_has_the_schema_of_a_new_one(
    old: Path, made_once: Path, seed_folder: Path
) -> None:
    seed.init_store(f"sqlite:///{old}", seed_folder, NOW)

    assert schema(old) == schema(made_once)
    with closing(Database(old)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA journal_mode").fetchall() == [("wal",)]


def test_an_upgraded_store_has_no_calendar_until_its_seed_gives_it_one(
    old: Path, seed_folder: Path
) -> None:
    store = Store(f"sqlite:///{old}")

    upgrade(store.url)
    assert [item for item in compute_board(store, JUNE).followed if item.round] == []

    seed.init_store(store.url, seed_folder, NOW)
    assert all(item.round for item in compute_board(store, JUNE).projects)


def test_an_upgraded_store_keeps_what_the_office_changed_of_the_calendar(old: Path) -> None:
    with make_engine(f"sqlite:///{old}").begin() as connection:
        command.upgrade(alembic_config(connection), "0016")
    said = "'2025-11-03', '2025-11-03 02:00:00', 'tester', '改为月调度', 'task', 'month', 5, 1"
    with closing(sqlite3.connect(old)) as connection:
        connection.execute(
            "INSERT INTO calendar_changes"
            f" (as_of, recorded_at, account, reason, kind, rhythm, workday, grace) VALUES ({said})"
        )
        connection.commit()
    store = Store(f"sqlite:///{old}")

    upgrade(store.url)

    (kept,) = calendar_changes(store)
    assert (kept.reason, kept.kind, kept.workday, kept.grace) == ("改为月调度", "task", 5, 1)
    with (
        closing(sqlite3.connect(old)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="calendar_changes are added only"),
    ):
        connection.execute("DELETE FROM calendar_changes")


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_an_upgraded_store_still_refuses_changes_of_reports(
    old: Path, seed_folder: Path, dump: Dump, sql: str
) -> None:
    seed.init_store(f"sqlite:///{old}", seed_folder, NOW)
    before = dump(old)

    with (
        closing(sqlite3.connect(old)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="reports are added only"),
    ):
        connection.execute(sql)

    assert dump(old) == before


@pytest.mark.parametrize(
    "in_the_way",
    [
        "CREATE TABLE accounts (name)",
        "CREATE TABLE adjustments (name)",
        "CREATE TABLE _alembic_tmp_reports (name)",
        # made last of all, on a table that stays
        """CREATE TRIGGER adjustments_refuse_replace BEFORE DELETE ON plans
        BEGIN SELECT RAISE(ABORT, 'plans stay'); END""",
    ],
    ids=["first", "early", "in the middle", "last"],
)
def test_a_failed_upgrade_leaves_the_store_unchanged(
    old: Path, seed_folder: Path, dump: Dump, in_the_way: str
) -> None:
    with closing(sqlite3.connect(old)) as connection:
        connection.execute(in_the_way)
    before = dump(old)

    with pytest.raises(KzdashError):
        seed.init_store(f"sqlite:///{old}", seed_folder, NOW)

    assert dump(old) == before
    with pytest.raises(StoreOutdatedError):
        Store(f"sqlite:///{old}").version()


def test_those_who_bring_up_a_store_at_once_all_end_well(
    old: Path, made_once: Path, seed_folder: Path
) -> None:
    before, starters = reports(old), 4
    starting = multiprocessing.get_context("forkserver")
    starting.set_forkserver_preload(["kzdash.store.seed"])
    start = starting.Barrier(starters)
    processes = [
        starting.Process(target=bring_up, args=(f"sqlite:///{old}", seed_folder, start))
        for _ in range(starters)
    ]

    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert [process.exitcode for process in processes] == [0] * starters
    assert reports(old) == before
    assert schema(old) == schema(made_once)


def test_the_revisions_that_the_program_knows_are_those_of_its_migrations() -> None:
    scripts = ScriptDirectory.from_config(alembic_config())

    assert list(revisions()) == [script.revision for script in scripts.walk_revisions()]
