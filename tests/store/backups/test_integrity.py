"""A check finds each fault, says it in a sentence with its remedy, and changes nothing."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kzdash.cli.main import cli
from kzdash.errors import StoreMissingError
from kzdash.store import Store
from kzdash.store.backups import check_store
from tests import raw_sql

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.domain.models import Report

    NewReport = Callable[..., Report]

DAY = date(2025, 6, 30)
NOW = datetime(2026, 1, 1, 8, tzinfo=UTC)
FREE = {
    "sqlite": ("DROP TRIGGER reports_refuse_delete",),
    "postgresql": ("ALTER TABLE reports DISABLE TRIGGER USER",),
}
BOUND = {
    "sqlite": (
        """CREATE TRIGGER reports_refuse_delete BEFORE DELETE ON reports
    BEGIN SELECT RAISE(ABORT, 'reports are added only, never removed'); END""",
    ),
    "postgresql": ("ALTER TABLE reports ENABLE TRIGGER USER",),
}


def test_check_finds_no_fault_in_a_sound_store_and_leaves_it_unchanged(
    store: Store, seed_folder: Path, new_report: NewReport, kept: Callable[[], str]
) -> None:
    store.append(new_report("task", 1, DAY, status="done"))
    before = kept()

    assert check_store(store, seed_folder, NOW) == []
    assert kept() == before


def test_check_finds_a_missing_report(
    store: Store, engine: str, seed_folder: Path, new_report: NewReport
) -> None:
    for _ in range(3):
        store.append(new_report("task", 1, DAY, status="in_progress"))
    item = new_report("task", 1, DAY).item_id
    for seq in (2, 1):
        gone = f"DELETE FROM reports WHERE item_id = {item} AND seq = {seq}"
        raw_sql.ask(store.url, *FREE[engine], gone, *BOUND[engine])

        (found,) = check_store(store, seed_folder, NOW)
        assert f"the numbers of reports on item {item} have a gap" in found
        assert "Restore a good backup with `python -m kzdash restore --replace FILE`" in found


def test_check_finds_a_missing_trigger(store: Store, engine: str, seed_folder: Path) -> None:
    raw_sql.ask(store.url, *FREE[engine])

    found = check_store(store, seed_folder, NOW)

    names = [re.findall(r"trigger (\w+)", sentence)[0] for sentence in found]
    every = {
        "sqlite": ["reports_refuse_delete"],
        "postgresql": ["reports_refuse_change", "reports_refuse_truncate"],
    }
    assert names == every[engine]


def test_check_finds_a_trigger_without_effect(store: Store, file: Path, seed_folder: Path) -> None:
    assert file.exists()
    same_name = "CREATE TRIGGER reports_refuse_delete BEFORE DELETE ON reports BEGIN SELECT 1; END"
    raw_sql.ask(store.url, *FREE["sqlite"], same_name)

    (found,) = check_store(store, seed_folder, NOW)

    assert "reports_refuse_delete" in found


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE indicators SET target = '1' WHERE item_id = (SELECT min(item_id) FROM indicators)",
        "UPDATE items SET name = 'x' WHERE kind = 'aim' AND number = 1",
        "DELETE FROM corrections WHERE number = 1",
        "UPDATE plans SET title = 'x'",
    ],
)
def test_check_finds_a_plan_that_differs_from_the_seed_and_leaves_it(
    store: Store, seed_folder: Path, kept: Callable[[], str], sql: str
) -> None:
    raw_sql.ask(store.url, sql)
    before = kept()

    (found,) = check_store(store, seed_folder, NOW)

    assert "differs from the seed. Run `python -m kzdash init`" in found
    assert kept() == before


def test_check_finds_a_dangling_foreign_key(store: Store, engine: str, seed_folder: Path) -> None:
    unkeyed = (
        ("PRAGMA foreign_keys = OFF",)
        if engine == "sqlite"
        else ("ALTER TABLE leads DROP CONSTRAINT fk_leads_unit_id",)
    )
    raw_sql.ask(store.url, *unkeyed, "UPDATE leads SET unit_id = 9999 WHERE item_id = 1")

    found = check_store(store, seed_folder, NOW)

    assert any("of leads refer to a row of units that is missing" in sentence for sentence in found)


def test_check_finds_a_damaged_database_page(store: Store, file: Path, seed_folder: Path) -> None:
    # the index alone: no row that a board reads is touched
    page = raw_sql.ask(
        store.url, "SELECT rootpage FROM sqlite_master WHERE name = 'ix_reports_latest'"
    )
    start = (int(page[0][0]) - 1) * 4096
    whole = file.read_bytes()
    file.write_bytes(whole[: start + 8] + b"\x5a" * 4000 + whole[start + 4008 :])

    found = check_store(store, seed_folder, NOW)

    assert f"{file} is damaged. Restore a good backup" in found[0]


def test_check_finds_an_invalid_value(store: Store, file: Path, seed_folder: Path) -> None:
    assert file.exists()
    raw_sql.ask(store.url, "UPDATE logins SET used_at = 'soon'")
    raw_sql.ask(store.url, "UPDATE accounts SET created_at = 'soon'")

    (found,) = check_store(store, seed_folder, NOW)

    assert "is damaged" in found


def test_check_of_a_missing_store_is_an_error(empty: str, seed_folder: Path) -> None:
    with pytest.raises(StoreMissingError):
        check_store(Store(empty), seed_folder, NOW)


def test_check_names_a_report_recorded_in_the_future_which_can_be_undone(
    store: Store, seed_folder: Path, new_report: NewReport
) -> None:
    report = new_report("task", 1, DAY + timedelta(days=900), status="done")
    report.recorded_at = NOW + timedelta(days=900)
    item = report.item_id
    store.append(report)

    (found,) = check_store(store, seed_folder, NOW)
    store.undo(item, 1, "tester", NOW)

    assert f"report 1 on item {item} was recorded on 2028-06-19" in found
    undone = store.last(item)
    assert undone is not None
    assert undone.restores == 0


def test_the_check_command_names_an_unjudged_item_and_how_to_undo_its_report(
    store: Store, new_report: NewReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZDASH_DATABASE_URL", store.url)
    said = {"period": 2024, "value": Decimal("-99.999"), "evidence": "年报"}
    with store.writing() as session:
        session.add(new_report("indicator", 1, DAY, **said))

    result = CliRunner().invoke(cli, ["check"])

    assert result.exit_code == 1
    assert "`python -m kzdash undo 指标1`" in result.output


@pytest.mark.slow
def test_the_check_command_lists_every_fault_and_exits_accordingly(
    store: Store, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZDASH_DATABASE_URL", store.url)

    sound = CliRunner().invoke(cli, ["check"])
    raw_sql.ask(store.url, *FREE[engine], "UPDATE plans SET title = 'x'")
    unsound = CliRunner().invoke(cli, ["check"])

    assert (sound.exit_code, sound.output.count("is sound")) == (0, 1)
    assert unsound.exit_code == 1
    assert "the trigger reports_refuse" in unsound.output
    assert "differs from the seed" in unsound.output
