"""A store of every earlier version comes up with its data, after a backup was taken of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from alembic import command
from click.testing import CliRunner
from sqlalchemy import MetaData, insert, select

from kzdash import errors
from kzdash.board.board import compute_board
from kzdash.cli.main import cli
from kzdash.domain.models import Base
from kzdash.store import Store, make_engine, revision_of, revisions, seed
from kzdash.store.backups import check_store, restore_backup
from kzdash.store.schema import alembic_config
from tests import raw_sql, released, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kzdash.store.backups import BackupRotation

    ShelfOf = Callable[..., BackupRotation]

NOW = datetime(2027, 2, 1, 8, tzinfo=UTC)
DAY = date(2026, 12, 31)


@pytest.fixture(params=released.revisions())
def revision(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def old(
    revision: str, engine: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[str]:
    """The URL of a store as an earlier version made it, with data."""
    file = tmp_path / "old.db"
    released.write(revision, file)
    if engine == "sqlite":
        yield f"sqlite:///{file}"
        return
    with request.getfixturevalue("cluster").lent() as url:
        copy(f"sqlite:///{file}", url, revision)
        yield url


def copy(source: str, target: str, revision: str) -> None:
    """Make the same store in PostgreSQL, as that version made it there."""
    with make_engine(target).begin() as connection:
        command.upgrade(alembic_config(connection), revision)
        there = MetaData()
        there.reflect(connection)
        with make_engine(source).connect() as given:
            for table in Base.metadata.sorted_tables:
                if table.name in there.tables:
                    earlier = there.tables[table.name]
                    known = [column for column in table.c if column.name in earlier.c]
                    rows = [dict(row) for row in given.execute(select(*known)).mappings()]
                    if rows:
                        # the table of today would fill in columns that came later
                        connection.execute(insert(earlier), rows)


def data(url: str, like: str) -> dict[str, list[tuple[Any, ...]]]:
    """What a store holds in the tables and columns that a schema has, by table."""
    with closing(sqlite3.connect(":memory:")) as given:
        given.executescript((released.HERE / f"{like}.sql").read_text("utf-8"))
        columns: dict[str, str] = {}
        for table in Base.metadata.tables:
            named = [row[1] for row in given.execute(f"PRAGMA table_info({table})")]
            columns |= {table: ", ".join(named)} if named else {}
    return {
        table: sorted(raw_sql.ask(url, f"SELECT {named} FROM {table}"), key=repr)
        for table, named in columns.items()
    }


def test_every_earlier_schema_has_a_stored_example() -> None:
    assert released.revisions() == sorted(revisions())[:-1]


def test_upgrading_every_earlier_schema_keeps_its_data(
    old: str, revision: str, county_folder: Path, shelf_of: ShelfOf
) -> None:
    before = data(old, revision)
    assert (len(before["reports"]), len(before["items"])) == (6, 29)

    changed = seed.init_store(old, county_folder, NOW, shelf_of(old).take_before_upgrade)

    assert not changed
    assert data(old, revision) == before
    assert check_store(Store(old), county_folder, NOW) == []
    project = compute_board(Store(old), DAY).projects[0]
    assert str(project.completed_investment_wan_yuan) == "123.4560"


def test_the_backup_before_an_upgrade_can_be_restored_and_upgraded(
    old: str, revision: str, empty: str, county_folder: Path, shelf_of: ShelfOf
) -> None:
    before, shelf = data(old, revision), shelf_of(old)
    seed.init_store(old, county_folder, NOW, shelf.take_before_upgrade)

    (taken,) = shelf.all(NOW)
    restore_backup(taken, empty)

    assert f"2027-02-01-before-upgrade-of-{revision}" in taken.name
    assert revision_of(empty) == revision
    assert data(empty, revision) == before
    seed.init_store(empty, county_folder, NOW)
    assert data(empty, revision) == before
    assert check_store(Store(empty), county_folder, NOW) == []


def test_no_upgrade_happens_where_no_backup_can_be_taken(
    old: str, revision: str, county_folder: Path
) -> None:
    before = data(old, revision)

    def full(_now: datetime) -> None:
        raise errors.StoreFullError("the backups")

    with pytest.raises(errors.StoreFullError):
        seed.init_store(old, county_folder, NOW, full)

    assert revision_of(old) == revision
    assert data(old, revision) == before


def test_a_current_store_is_not_backed_up_at_the_start(
    file: Path, seed_folder: Path, shelf_of: ShelfOf
) -> None:
    shelf = shelf_of(f"sqlite:///{file}")

    seed.init_store(shelf.url, seed_folder, NOW, shelf.take_before_upgrade)

    assert shelf.all(NOW) == []


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("start", ["serve", "init"])
def test_every_way_to_start_takes_a_backup_before_the_upgrade(
    old: str,
    revision: str,
    start: str,
    tmp_path: Path,
    county_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = {"KZDASH_SEED": str(county_folder), "KZDASH_BACKUPS": "5"}
    if start == "serve":
        with serving.dashboard(old, tmp_path / "log", **told):
            pass
    else:
        for name, value in {**told, "KZDASH_DATABASE_URL": old}.items():
            monkeypatch.setenv(name, value)
        assert CliRunner().invoke(cli, ["init"]).exit_code == 0

    assert revision_of(old) == revisions()[0]
    (taken,) = (tmp_path / "backups").glob("*before-upgrade*")
    assert revision_of(f"sqlite:///{taken}") == revision


@pytest.mark.slow
def test_a_newer_store_is_refused_at_the_start_with_a_sentence(
    file: Path, tmp_path: Path, dump: Callable[[Path], str]
) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = dump(file)

    with serving.dashboard(f"sqlite:///{file}", tmp_path / "log"):
        pass

    assert "(schema 9999). Nothing was changed" in (tmp_path / "log").read_text()
    assert dump(file) == before


def test_a_command_that_reads_an_older_store_upgrades_it_after_a_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "old.db"
    released.write("0002", file)
    monkeypatch.setenv("KZDASH_DATABASE_URL", f"sqlite:///{file}")
    monkeypatch.delenv("KZDASH_BACKUPS", raising=False)

    result = CliRunner().invoke(cli, ["board", "--json"])

    assert result.exit_code == 0
    assert "was upgraded" in result.stderr
    assert revision_of(f"sqlite:///{file}") == revisions()[0]
    (taken,) = (tmp_path / "backups").iterdir()
    assert revision_of(f"sqlite:///{taken}") == "0002"
