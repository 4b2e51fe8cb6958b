"""A store moves to the other engine and back with every row, or not at all."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, event

from kzdash import accounts, errors
from kzdash.board.board import compute_board
from kzdash.cli.main import cli
from kzdash.documents import board_json
from kzdash.documents.closed_board import close_period
from kzdash.domain.models import Base, CalendarChange, Contact, ItemLink, Kind, Reminder
from kzdash.store import (
    FormPart,
    KeptDraft,
    Store,
    TableChecksum,
    admit_anybody,
    change_calendar,
    change_link,
    choose_photo,
    claim_reminders,
    keep_contacts,
    keep_draft,
    keep_files,
    location_of,
    move_store,
    record_outcome,
    seed,
    unit_names,
)
from kzdash.store.engines import sqlite
from tests import evidence, people, postgres, raw_sql

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import RowMapping

    from kzdash.domain.models import Adjustment, Report

    NewReport = Callable[..., Report]
    NewAdjustment = Callable[..., Adjustment]

DAY = date(2025, 6, 30)
SORTS = "换行\n'引号' \"双引号\" \\ %s :name =1+1 😀"


@pytest.fixture
def other(engine: str, cluster: postgres.Cluster, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty place on the engine that the test's own store is not on."""
    if engine == "postgresql":
        yield f"sqlite:///{tmp_path / 'moved' / 'store.db'}"
        return
    with cluster.lent() as made:
        yield made


@pytest.fixture
def lived_in(
    store: Store,
    new_report: NewReport,
    new_adjustment: NewAdjustment,
    now: datetime,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Store:
    """A store with something in every table, in all sorts of characters and digits."""
    monkeypatch.setenv("KZDASH_EVIDENCE", str(tmp_path / "evidence"))
    figures = {"physical_progress_percent": Decimal("33.30"), "problems": SORTS}
    store.append(new_report("project", 1, DAY, stage="construction", **figures))
    milestone = new_report("milestone", 4, DAY, status="done", completed_on=DAY, note=SORTS)
    item_id = milestone.item_id
    milestone.evidence_files = keep_files(store, [evidence.photo()], "tester", now)
    store.append(milestone)
    choose_photo(store, item_id, 1, "tester", now, admit_anybody)
    link = {"as_of": DAY, "recorded_at": now, "account": "tester", "removed": False}
    indicator = new_report("indicator", 4, DAY).item_id
    change_link(store, ItemLink(item_id=item_id, indicator_id=indicator, reason=SORTS, **link))
    store.undo(item_id, 1, "tester", now)
    store.adjust(new_adjustment("indicator", 4, DAY, target=Decimal("57.50")))
    with people.watched():
        people.join(store, now, "zhang")
        accounts.log_in(store, "zhang", people.PASSWORD, now)
        with pytest.raises(errors.WrongPasswordError):
            accounts.log_in(store, "zhang", "wrong", now)
    unit = next(iter(unit_names(store)))
    said = {"supervisor": SORTS, "handler": "张三", "telephone": "023-52220000"}
    contact = Contact(unit_id=unit, updated_at=now, account="tester", **said)
    keep_contacts(store, [contact], "tester")
    reminder = Reminder(
        channel="mail",
        address="li@kz.example",
        seq=1,
        recorded_at=now,
        account="tester",
        unit_id=unit,
        person=SORTS,
        level="unit",
        item_ids=str(item_id),
        due_on=DAY,
        text=SORTS,
    )
    record_outcome(store, claim_reminders(store, [reminder]), now)
    close_period(store, DAY, DAY, "tester", now)
    later = CalendarChange(
        as_of=DAY,
        recorded_at=now,
        account="tester",
        reason=SORTS,
        kind=Kind.PROJECT,
        period=DAY.replace(day=1),
        due_on=DAY.replace(day=28),
    )
    change_calendar(store, [later], "tester")
    keep_draft(store, "zhang", KeptDraft(FormPart(item_id), 2, {"note": SORTS}, now))
    return store


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, ["move", *arguments])
    assert "Traceback" not in result.output
    return result


@pytest.mark.slow
def test_a_move_copies_every_row_and_keeps_the_old_store(
    lived_in: Store, other: str, kept: Callable[[], str]
) -> None:
    before = kept()

    seals = move_store(lived_in, other)

    assert kept() == before == raw_sql.everything(other)
    assert {name: seal.rows for name, seal in seals.items()} == {
        name: raw_sql.ask(other, f"SELECT count(*) FROM {name}")[0][0]
        for name in Base.metadata.tables
    }
    assert [name for name, seal in seals.items() if not seal.rows] == []
    boards = [board_json.dumps(compute_board(store, DAY)) for store in (lived_in, Store(other))]
    assert boards[0] == boards[1]


def test_a_move_there_and_back_gives_the_same_store(
    lived_in: Store, other: str, tmp_path: Path, cluster: postgres.Cluster, engine: str
) -> None:
    back = f"sqlite:///{tmp_path / 'back.db'}" if engine == "sqlite" else cluster.create()

    there, again = move_store(lived_in, other), move_store(Store(other), back)

    assert there == again
    assert raw_sql.everything(back) == raw_sql.everything(lived_in.url)
    if engine == "postgresql":
        cluster.drop(back)


def test_a_moved_store_accepts_reports(
    lived_in: Store, other: str, new_report: NewReport, now: datetime, seed_folder: Path
) -> None:
    move_store(lived_in, other)
    moved = Store(other)

    before = moved.version()
    moved.append(new_report("task", 2, DAY, status="done"))
    with people.watched():
        people.join(moved, now, "wang")
    assert not seed.init_store(other, seed_folder, now)

    assert moved.version() > before
    with pytest.raises(raw_sql.REFUSED, match="reports are added only"):
        raw_sql.ask(other, "DELETE FROM reports")


def test_a_target_that_is_not_empty_is_refused_and_left_unchanged(
    lived_in: Store, other: str, kept: Callable[[], str]
) -> None:
    move_store(lived_in, other)
    before = raw_sql.everything(other)

    for taken in (other, lived_in.url):
        words = f"there is already data at {location_of(taken)}. Nothing was changed"
        with pytest.raises(errors.StoreTakenError, match=re.escape(words)):
            move_store(lived_in, taken)

    assert raw_sql.everything(other) == before == kept()


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_another_program_s_database_is_left_alone(store: Store, other: str) -> None:
    raw_sql.ask(other, "CREATE TABLE songs (title text)")

    with pytest.raises(errors.StoreTakenError):
        move_store(store, other)

    found = raw_sql.ask(other, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    assert found == [("songs",)]


def test_an_interrupted_move_leaves_nothing_behind(
    lived_in: Store, other: str, kept: Callable[[], str]
) -> None:
    before = kept()

    def cut(_c: Any, _k: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("INSERT INTO reports"):
            raise KeyboardInterrupt

    event.listen(Engine, "before_cursor_execute", cut)
    try:
        with pytest.raises(KeyboardInterrupt):
            move_store(lived_in, other)
    finally:
        event.remove(Engine, "before_cursor_execute", cut)

    assert nothing_at(other)
    assert kept() == before


def test_a_checksum_mismatch_undoes_the_move(lived_in: Store, other: str) -> None:
    asked: list[str] = []

    def mend(_c: Any, _k: Any, statement: str, values: Any, *_rest: Any) -> tuple[str, Any]:
        if statement.startswith("SELECT corrections"):
            asked.append(statement)
        # the second time it is read where it arrived
        if len(asked) == 2 and statement == asked[1]:
            statement = statement.replace("corrections.kind", "'another' AS kind", 1)
        return statement, values

    event.listen(Engine, "before_cursor_execute", mend, retval=True)
    try:
        with pytest.raises(errors.MoveError, match="rows of corrections"):
            move_store(lived_in, other)
    finally:
        event.remove(Engine, "before_cursor_execute", mend)

    assert nothing_at(other)


def test_a_full_target_is_named_and_left_empty(lived_in: Store, other: str) -> None:
    def refuse(_c: Any, _k: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("INSERT INTO reports"):
            raise OSError(28, "No space left on device")

    event.listen(Engine, "before_cursor_execute", refuse)
    try:
        with pytest.raises(errors.KzdashError, match=re.escape(location_of(other))):
            move_store(lived_in, other)
    finally:
        event.remove(Engine, "before_cursor_execute", refuse)

    assert nothing_at(other)


def sealed(*rows: dict[str, Any]) -> TableChecksum:
    seal = TableChecksum()
    for row in rows:
        seal.add(cast("RowMapping", row))
    return seal


def test_a_checksum_ignores_row_order_and_storage_format() -> None:
    one = {"id": 1, "value": Decimal("-0"), "on": date(2025, 6, 30), "note": "一"}
    other = {"id": 2, "value": Decimal("1E+3"), "on": None, "note": None}
    same = {"note": "一", "on": date(2025, 6, 30), "value": Decimal(0), "id": 1}

    assert sealed(one, other) == sealed(other | {"value": Decimal(1000)}, same)
    assert sealed(one, other).rows == 2
    assert len({sealed(one).checksum, sealed(other).checksum, sealed().checksum}) == 3


@pytest.mark.parametrize(
    "changed",
    [
        {"id": 2},
        {"value": Decimal("1.0")},
        {"value": Decimal(-1)},
        {"value": 1},
        {"on": date(2025, 7, 1)},
        {"on": None},
        {"note": "一 "},
    ],
)
def test_a_checksum_changes_with_any_value(changed: dict[str, Any]) -> None:
    row = {"id": 1, "value": Decimal(1), "on": date(2025, 6, 30), "note": "一"}

    assert sealed(row | changed) != sealed(row)


def test_the_old_store_takes_no_reports_during_a_move(
    lived_in: Store, other: str, new_report: NewReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = new_report("task", 3, DAY, status="done")
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 50)
    monkeypatch.setattr("kzdash.store.engines.postgresql.LOCK_TIMEOUT_MS", 50)
    if lived_in.file is None:
        postgres.release(lived_in.url)
    refused: list[Exception] = []

    def append(_c: Any, _k: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("INSERT INTO reports") and not refused:
            try:
                Store(lived_in.url).append(report)
            except errors.KzdashError as error:
                refused.append(error)

    event.listen(Engine, "before_cursor_execute", append)
    try:
        move_store(lived_in, other)
    finally:
        event.remove(Engine, "before_cursor_execute", append)

    assert [type(error) for error in refused] == [errors.StoreLockedError]


def test_the_command_shows_counts_and_checksums(lived_in: Store, other: str) -> None:
    result = run(lived_in.url, other)

    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    shown = dict(re.findall(r"^(\w+) +([\d,]+) rows  [0-9a-f]{64}$", result.output, re.MULTILINE))
    assert len(shown) == len(lines) - 1 == len(Base.metadata.tables)
    assert shown["items"] == str(len(lived_in.plan().items))
    assert "Set KZDASH_DATABASE_URL to it" in lines[-1]


def test_the_command_reports_an_error_and_exits_with_1(
    store: Store, other: str, tmp_path: Path
) -> None:
    nowhere = f"sqlite:///{tmp_path / 'nowhere.db'}"

    for arguments, words in (
        ((nowhere, other), "there is no store at"),
        ((store.url, store.url), "there is already data at"),
        ((store.url, "mysql://u:s3cret/p@ss@host/db"), "names no database"),
    ):
        result = run(*arguments)
        assert (result.exit_code, words in result.output) == (1, True), result.output
        assert "s3cret" not in result.output
    assert nothing_at(other)


def nothing_at(url: str) -> bool:
    """Whether a place is as empty as it was."""
    store = Store(url)
    if store.file is not None:
        return not store.file.exists() and list(store.file.parent.glob("*")) == []
    tables = raw_sql.ask(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return tables == []
