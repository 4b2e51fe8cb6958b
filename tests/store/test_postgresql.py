"""What a PostgreSQL server may say or do to a store: said in a sentence, and nothing is changed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from datetime import date
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from alembic import command
from sqlalchemy import Engine, event, make_url, text
from sqlalchemy.exc import OperationalError

from kzdash import errors
from kzdash.board.board import compute_board
from kzdash.documents import board_json
from kzdash.domain.models import Base
from kzdash.store import Store, make_engine, seed, wait_at_most
from kzdash.store.engines import postgresql
from kzdash.store.schema import alembic_config
from tests import postgres, raw_sql

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from kzdash.domain.models import Report

    NewReport = Callable[..., Report]
    Act = Callable[[Store], object]

DAY = date(2025, 6, 30)
SECRET = "s3cret"  # the tests' own
READS: dict[str, Act] = {
    "version": lambda store: store.version(),
    "plan": lambda store: store.plan(),
    "latest": lambda store: store.latest(DAY),
    "board": lambda store: compute_board(store, DAY),
}


@pytest.fixture
def engine() -> str:
    """All tests here are of one engine."""
    return "postgresql"


@pytest.fixture
def empty(cluster: postgres.Cluster) -> Iterator[str]:
    """The URL of a database with nothing in it."""
    with cluster.lent() as made:
        yield made


@pytest.fixture
def guarded(cluster: postgres.Cluster, url: str) -> str:
    """The URL of the store for somebody who has a password and may only look."""
    raw_sql.ask(
        url,
        "DROP ROLE IF EXISTS guarded",
        f"CREATE ROLE guarded LOGIN PASSWORD '{SECRET}'",
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO guarded",
    )
    return cluster.url(str(make_url(url).database), "guarded", SECRET)


@pytest.fixture
def short_wait(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "LOCK_TIMEOUT_MS", 50)
    postgres.release(store.url)


def holding(url: str, statement: str) -> psycopg.Connection[Any]:
    """Another program that did something and has not ended its transaction."""
    connection = psycopg.connect(postgres.plain(url))
    connection.execute(statement.encode())
    return connection


@pytest.mark.parametrize("act", READS.values(), ids=READS.keys())
def test_reading_an_empty_database_reports_a_missing_store_and_makes_none(
    empty: str, act: Act
) -> None:
    with pytest.raises(errors.StoreMissingError, match="kzdash init"):
        act(Store(empty))

    assert tables(empty) == []


def test_a_store_is_made_in_an_empty_database_and_holds_what_a_file_holds(
    empty: str, made_once: Path, seed_folder: Path, now: datetime
) -> None:
    first, second = (seed.init_store(empty, seed_folder, now) for _ in range(2))

    of_file = Store(f"sqlite:///{made_once}")
    assert (first, second) == (True, False)
    assert board_json.dumps(compute_board(Store(empty), DAY)) == board_json.dumps(
        compute_board(of_file, DAY)
    )
    assert raw_sql.everything(empty) == raw_sql.everything(of_file.url)


def test_a_bad_seed_makes_nothing(
    empty: str, draft_seed: Path, now: datetime, edit: Callable[..., None]
) -> None:
    edit(draft_seed / "plan.toml", "total = 624202", "total = 1")

    with pytest.raises(errors.SeedError):
        seed.init_store(empty, draft_seed, now)

    assert tables(empty) == []


def test_a_failed_init_leaves_the_database_empty(
    empty: str, seed_folder: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> bool:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(seed.initialise, "load_plan", fail)
    with pytest.raises(errors.KzdashError):
        seed.init_store(empty, seed_folder, now)

    assert tables(empty) == []


def test_another_program_s_database_is_left_alone(
    empty: str, seed_folder: Path, now: datetime
) -> None:
    raw_sql.ask(empty, "CREATE TABLE songs (title text)")
    store = Store(empty)

    for act in (store.version, lambda: seed.init_store(empty, seed_folder, now)):
        with pytest.raises(errors.StoreCorruptError, match="no store of this program"):
            act()

    assert tables(empty) == ["songs"]


def test_two_processes_that_make_one_store_both_succeed(root: Path, empty: str) -> None:
    environment = os.environ | {"KZDASH_DATABASE_URL": empty}
    environment.pop("KZDASH_SEED", None)
    command = [sys.executable, "-m", "kzdash", "init"]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}

    both = [
        subprocess.Popen(command, cwd=root, env=environment, text=True, **streams) for _ in range(2)
    ]
    said = [process.communicate(timeout=60)[0] for process in both]

    assert [process.returncode for process in both] == [0, 0], said
    assert len(compute_board(Store(empty), DAY).projects) == 35


def test_upgrading_the_first_version_keeps_every_report(
    empty: str, url: str, seed_folder: Path, now: datetime
) -> None:
    plan = [table.name for table in Base.metadata.sorted_tables if table.name in OF_FIRST_VERSION]
    with make_engine(empty).begin() as connection:
        command.upgrade(alembic_config(connection), "0001")
    for table in plan:
        copy(url, empty, table)
    postgres.release(empty)
    before = raw_sql.ask(empty, "SELECT * FROM reports ORDER BY id")
    with pytest.raises(errors.StoreOutdatedError):
        Store(empty).version()

    seed.init_store(empty, seed_folder, now)

    after = raw_sql.ask(empty, "SELECT * FROM reports ORDER BY id")
    assert [row[: len(before[0])] for row in after] == before != []
    assert constraints(empty) == constraints(url)
    with pytest.raises(raw_sql.REFUSED, match="reports are added only, never changed"):
        raw_sql.ask(empty, "UPDATE reports SET note = 'mended'")


OF_FIRST_VERSION = {
    "corrections",
    "plans",
    "programmes",
    "units",
    "items",
    "indicators",
    "leads",
    "projects",
    "reports",
}


def copy(source: str, target: str, table: str) -> None:
    """Copy the columns that the target has."""
    of_table = f"FROM information_schema.columns WHERE table_name = '{table}'"
    names = ", ".join(name for (name,) in raw_sql.ask(target, f"SELECT column_name {of_table}"))
    old, new = (psycopg.connect(postgres.plain(url)) for url in (source, target))
    out = f"COPY (SELECT {names} FROM {table}) TO STDOUT".encode()
    into = f"COPY {table} ({names}) FROM STDIN".encode()
    with old, new, old.cursor().copy(out) as rows, new.cursor().copy(into) as copied:
        for block in rows:
            copied.write(block)


def test_the_tables_and_constraints_are_those_of_the_models(url: str) -> None:
    names = {
        str(constraint.name)
        for table in Base.metadata.sorted_tables
        for constraint in table.constraints
    }

    assert set(tables(url)) == {*Base.metadata.tables, "alembic_version"}
    assert names - set(constraints(url)) == set()


@pytest.mark.parametrize("act", READS.values(), ids=READS.keys())
def test_an_unreachable_server_is_reported(tmp_path: Path, act: Act) -> None:
    store = Store(f"postgresql+psycopg://reader:{SECRET}@/plan?host={tmp_path}")

    with pytest.raises(errors.StoreAwayError, match="cannot reach") as caught:
        act(store)

    assert SECRET not in str(caught.value)


def test_init_reports_an_unreachable_server(
    tmp_path: Path, seed_folder: Path, now: datetime
) -> None:
    with pytest.raises(errors.StoreAwayError):
        seed.init_store(f"postgresql+psycopg://reader@/plan?host={tmp_path}", seed_folder, now)


def test_a_lost_connection_is_reported_and_the_next_works(
    cluster: postgres.Cluster, store: Store, new_report: NewReport, kept: Callable[[], str]
) -> None:
    report, before = new_report("task", 1, DAY, status="done"), kept()

    def write() -> None:
        with store.writing() as session:
            session.add(report)
            session.flush()
            cluster.throw_out(store.url)

    with pytest.raises(errors.StoreAwayError):
        write()

    assert kept() == before
    store.append(new_report("task", 1, DAY, status="done"))
    cluster.throw_out(store.url)
    assert compute_board(store, DAY).tasks[0].latest_report


def test_a_wrong_database_password_is_reported_without_showing_it(guarded: str) -> None:
    wrong = make_url(guarded).set(password="gue55ed").render_as_string(hide_password=False)

    with pytest.raises(errors.StoreDeniedError, match=r"pg_hba\.conf") as caught:
        Store(wrong).version()

    assert "gue55ed" not in str(caught.value)
    assert "gue55ed" not in Store(wrong).place


def test_an_unknown_role_is_reported(cluster: postgres.Cluster) -> None:
    with pytest.raises(errors.StoreDeniedError, match="stranger"):
        Store(cluster.url("postgres", "stranger")).version()


def test_an_unknown_database_is_reported(
    cluster: postgres.Cluster, seed_folder: Path, now: datetime
) -> None:
    url = cluster.url("nowhere")

    for act in (Store(url).version, lambda: seed.init_store(url, seed_folder, now)):
        with pytest.raises(errors.NoDatabaseError, match="createdb --encoding UTF8"):
            act()


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_cannot_hold_chinese_is_refused(
    cluster: postgres.Cluster, seed_folder: Path, now: datetime, encoding: str
) -> None:
    url = cluster.create(encoding=encoding)

    for act in (Store(url).version, lambda: seed.init_store(url, seed_folder, now)):
        with pytest.raises(errors.StoreEncodingError, match=encoding):
            act()

    cluster.drop(url)


@pytest.mark.parametrize("act", READS.values(), ids=READS.keys())
@pytest.mark.usefixtures("short_wait")
def test_a_locked_store_is_reported_as_locked(store: Store, act: Act) -> None:
    everybody_out = "LOCK TABLE plans, reports, items IN ACCESS EXCLUSIVE MODE"
    with (
        holding(store.url, everybody_out),
        pytest.raises(errors.StoreLockedError, match="Nothing was changed"),
    ):
        act(store)

    act(store)


@pytest.mark.usefixtures("short_wait")
def test_a_held_write_lock_is_reported_and_reading_goes_on(
    store: Store, new_report: NewReport, kept: Callable[[], str], seed_folder: Path, now: datetime
) -> None:
    report, before = new_report("task", 1, DAY, status="done"), kept()
    with holding(store.url, f"SELECT pg_advisory_lock({postgresql.WRITE_LOCK_ID})"):
        for act in (
            lambda: store.append(report),
            lambda: seed.init_store(store.url, seed_folder, now),
        ):
            with pytest.raises(errors.StoreLockedError):
                act()
        assert compute_board(store, DAY).plan.title

    assert kept() == before


def write_without_waiting(store: Store) -> None:
    with store.session() as session:
        wait_at_most(session, 50)
        session.execute(text("UPDATE plans SET revision = revision"))


def test_without_waiting_a_held_lock_is_reported_at_once(store: Store) -> None:
    with holding(store.url, "LOCK TABLE plans IN ACCESS EXCLUSIVE MODE"):
        started = time.monotonic()

        with pytest.raises(errors.StoreLockedError):
            write_without_waiting(store)

        assert time.monotonic() - started < postgresql.LOCK_TIMEOUT_MS / 1000


def test_a_read_only_role_reads_and_its_writes_are_refused(
    guarded: str, new_report: NewReport, kept: Callable[[], str]
) -> None:
    report, before = new_report("task", 1, DAY, status="done"), kept()
    store = Store(guarded)

    assert len(compute_board(store, DAY).projects) == 35
    with pytest.raises(errors.StoreReadOnlyError, match="write permission"):
        store.append(report)

    assert kept() == before
    postgres.release(guarded)


def test_a_standby_server_is_read_only(
    cluster: postgres.Cluster, store: Store, new_report: NewReport
) -> None:
    report = new_report("task", 1, DAY, status="done")
    database = make_url(store.url).database
    cluster.execute(f"ALTER DATABASE {database} SET default_transaction_read_only = on")
    postgres.release(store.url)

    assert len(compute_board(store, DAY).projects) == 35
    with pytest.raises(errors.StoreReadOnlyError):
        store.append(report)


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("53100", errors.StoreFullError),
        ("58030", errors.StoreFullError),
        ("53300", errors.StoreAwayError),
        ("57P03", errors.StoreAwayError),
        ("40P01", errors.StoreLockedError),
        ("XX001", errors.StoreCorruptError),
    ],
)
def test_a_server_error_during_an_append_is_reported_and_nothing_is_stored(
    store: Store, new_report: NewReport, kept: Callable[[], str], code: str, error: type[Exception]
) -> None:
    raw_sql.ask(
        store.url,
        f"CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION 'it fails' USING ERRCODE = '{code}'; END $$",
        "CREATE TRIGGER fail BEFORE INSERT ON reports FOR EACH ROW EXECUTE FUNCTION fail()",
    )
    report, before = new_report("task", 1, DAY, status="done"), kept()

    with pytest.raises(error) as caught:
        store.append(report)

    assert store.place in str(caught.value)
    assert kept() == before


def test_a_text_with_a_nul_character_is_refused(store: Store) -> None:
    with pytest.raises(errors.RefusedError), store.writing() as session:
        session.execute(text("UPDATE units SET name = :name"), {"name": "a\0b"})


def test_a_store_of_a_newer_version_is_refused_and_left_unchanged(
    store: Store, seed_folder: Path, now: datetime, kept: Callable[[], str]
) -> None:
    raw_sql.ask(store.url, "UPDATE alembic_version SET version_num = '9999'")
    before = kept()

    for act in (store.version, lambda: seed.init_store(store.url, seed_folder, now)):
        with pytest.raises(errors.StoreNewerError, match="9999"):
            act()

    assert kept() == before


def test_the_latest_reports_are_found_by_the_index(url: str, store: Store) -> None:
    asked: list[tuple[str, Any]] = []

    def listen(_c: Any, _k: Any, statement: str, values: Any, *_rest: Any) -> None:
        asked.append((statement, values))

    event.listen(Engine, "before_cursor_execute", listen)
    store.latest(DAY)
    event.remove(Engine, "before_cursor_execute", listen)

    statement, values = next(pair for pair in asked if "reports" in pair[0])
    with psycopg.connect(postgres.plain(url)) as connection:
        connection.execute("SET enable_seqscan = off")
        plan = connection.execute(f"EXPLAIN {statement}".encode(), values).fetchall()
    steps = "\n".join(step for (step,) in plan)
    assert re.search(
        r"Index (Only )?Scan Backward using ix_reports_latest.*\n"
        r"\s+Index Cond: \(\(item_id = .*\) AND \(period = .*\) AND \(as_of <= ",
        steps,
    ), steps


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ('FATAL:  password authentication failed for user "a"', errors.StoreDeniedError),
        ('致命错误:  用户 "a" Password 认证失败', errors.StoreDeniedError),
        ("FATAL:  no pg_hba.conf entry for host", errors.StoreDeniedError),
        ('FATAL:  permission denied for database "a"', errors.StoreDeniedError),
        ('致命错误:  角色 "a" 不存在', errors.StoreDeniedError),
        ('FATAL:  database "a" does not exist', errors.NoDatabaseError),
        ('致命错误:  数据库 "a" 不存在', errors.NoDatabaseError),
        ("Connection refused", errors.StoreAwayError),
        ("FATAL:  sorry, too many clients already", errors.StoreAwayError),
    ],
)
def test_server_errors_are_recognised_in_every_language(
    said: str, error: type[errors.KzdashError]
) -> None:
    refused = OperationalError(None, None, psycopg.OperationalError(f"connection failed: {said}"))

    told = postgresql.to_store_error(refused, "postgresql://server/plan")

    assert type(told) is error
    assert "postgresql://server/plan" in str(told)


def tables(url: str) -> list[str]:
    found = raw_sql.ask(
        url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
    )
    return [name for (name,) in found]


def constraints(url: str) -> dict[str, str]:
    """What each constraint says, by its name."""
    of_public = "connamespace = 'public'::regnamespace"
    query = f"SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE {of_public}"
    return dict(raw_sql.ask(url, query))
