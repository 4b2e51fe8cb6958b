"""Backups are taken by themselves, one a day and one before an upgrade, and the newest are kept."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kzdash import errors
from kzdash.cli.main import cli
from kzdash.runtime import config
from kzdash.store import Store
from kzdash.store.backups import restore_backup
from tests import raw_sql, serving

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.domain.models import Report
    from kzdash.store.backups import BackupRotation

    ShelfOf = Callable[..., BackupRotation]

NOW = datetime(2026, 1, 1, 8, tzinfo=UTC)
LATER = datetime(2026, 7, 1, 8, tzinfo=UTC)
A_DAY = timedelta(days=1)


def names(shelf: BackupRotation) -> list[str]:
    return [file.name.rpartition(".")[0].split("-", 1)[1] for file in shelf.all(LATER)]


def test_a_day_has_one_backup_of_the_whole_store(
    store: Store, empty: str, shelf_of: ShelfOf, kept: Callable[[], str]
) -> None:
    shelf = shelf_of(store.url)

    taken = shelf.take_daily(NOW)
    again = shelf.take_daily(NOW + timedelta(hours=7))

    assert taken is not None
    assert again is None
    assert names(shelf) == ["2026-01-01"]
    restore_backup(taken, empty)
    assert raw_sql.everything(empty) == kept()


def test_a_backup_s_day_begins_at_midnight_in_shanghai(file: Path, shelf_of: ShelfOf) -> None:
    shelf = shelf_of(f"sqlite:///{file}")

    # midnight in China
    for hour in (15, 16):
        shelf.take_daily(NOW.replace(hour=hour))

    assert names(shelf) == ["2026-01-02", "2026-01-01"]


def test_only_the_newest_backups_are_kept_and_other_files_are_untouched(
    file: Path, shelf_of: ShelfOf
) -> None:
    shelf = shelf_of(f"sqlite:///{file}", count=3)
    shelf.folder.mkdir()
    others = [
        shelf.set_aside_file(NOW),
        shelf.folder / "store.db",
        shelf.folder / "storey-2020-01-01.db",
    ]
    for other in others:
        other.write_text("somebody's own")

    for day in range(6):
        shelf.take_daily(NOW + day * A_DAY)

    assert names(shelf) == ["2026-01-06", "2026-01-05", "2026-01-04"]
    assert all(other.read_text() == "somebody's own" for other in others)


def test_a_backup_taken_after_the_clock_was_set_back_is_kept(file: Path, shelf_of: ShelfOf) -> None:
    shelf = shelf_of(f"sqlite:///{file}", count=2)
    for day in (0, 1, -30):
        shelf.take_daily(NOW + day * A_DAY)

    assert names(shelf) == ["2026-01-02", "2025-12-02"]


def test_a_failed_backup_deletes_no_older_one(file: Path, shelf_of: ShelfOf) -> None:
    shelf = shelf_of(f"sqlite:///{file}", count=1)
    shelf.take_daily(NOW)
    file.write_bytes(b"\x5a" * 10_000)

    with pytest.raises(errors.StoreCorruptError):
        shelf.take_daily(NOW + A_DAY)

    assert names(shelf) == ["2026-01-01"]


def test_an_unreadable_backup_folder_does_not_hide_the_store_s_own_error(
    file: Path, shelf_of: ShelfOf
) -> None:
    # like one that may not be entered, which would hold for everybody but root
    shelf = replace(shelf_of(f"sqlite:///{file}"), folder=file.parent / ("x" * 300))

    with pytest.raises(errors.KzdashError):
        shelf.take_daily(NOW)
    assert "No backup can be read" in shelf.advice(LATER)


def test_the_backup_before_an_upgrade_goes_beside_the_store_where_the_folder_takes_none(
    file: Path, shelf_of: ShelfOf
) -> None:
    shelf = replace(shelf_of(f"sqlite:///{file}"), folder=file.parent / ("x" * 300))

    taken = shelf.take_before_upgrade(NOW)

    assert taken is not None
    assert taken.parent == file.parent
    assert raw_sql.everything(f"sqlite:///{taken}") == raw_sql.everything(f"sqlite:///{file}")


def test_no_backup_is_taken_where_backups_are_off(file: Path, shelf_of: ShelfOf) -> None:
    shelf = shelf_of(f"sqlite:///{file}", count=0)

    assert shelf.take_daily(NOW) is None
    assert shelf.take_before_upgrade(NOW) is None
    assert not shelf.folder.exists()


def test_a_damaged_backup_is_not_recommended(store: Store, shelf_of: ShelfOf) -> None:
    shelf = shelf_of(store.url)
    assert shelf.advice(LATER) == f"There is no good backup in {shelf.folder}."
    for day in range(3):
        shelf.take_daily(NOW + day * A_DAY)
    newest, middle, oldest = shelf.all(LATER)

    newest.write_bytes(newest.read_bytes()[:20_000])
    assert f"restore --replace {middle}`" in shelf.advice(LATER)
    middle.write_bytes(b"")
    assert f"restore --replace {oldest}`" in shelf.advice(LATER)
    oldest.unlink()
    assert "no good backup" in shelf.advice(LATER)


def test_a_backup_dated_in_the_future_is_deleted_first(
    file: Path, store: Store, shelf_of: ShelfOf, new_report: Callable[..., Report]
) -> None:
    shelf = shelf_of(f"sqlite:///{file}", count=2)
    ahead = shelf.take_daily(NOW + 365 * A_DAY)
    store.append(new_report("task", 1, NOW.date(), status="done"))
    today = shelf.take_daily(NOW)

    assert shelf.all(NOW) == [today, ahead]
    assert f"restore --replace {today}`" in shelf.advice(NOW)

    tomorrow = shelf.take_daily(NOW + A_DAY)
    assert shelf.all(NOW + A_DAY) == [tomorrow, today]


def test_the_backup_with_most_reports_is_recommended_whatever_its_name(
    file: Path, store: Store, shelf_of: ShelfOf, new_report: Callable[..., Report]
) -> None:
    shelf = shelf_of(f"sqlite:///{file}")
    less = shelf.take_daily(NOW + A_DAY)
    store.append(new_report("task", 1, NOW.date(), status="done"))
    more = shelf.take_daily(NOW)

    assert shelf.all(LATER) == [less, more]
    assert f"restore --replace {more}`" in shelf.advice(LATER)


def test_of_one_day_s_backups_the_last_taken_is_recommended(file: Path, shelf_of: ShelfOf) -> None:
    shelf = shelf_of(f"sqlite:///{file}")
    first, last = shelf.take_daily(NOW), shelf.take_before_upgrade(NOW)
    assert first is not None
    assert last is not None
    os.utime(first, (1, 1))

    assert shelf.all(LATER) == [last, first]
    os.utime(last, (0, 0))
    assert shelf.all(LATER) == [first, last]


@pytest.mark.parametrize(
    ("told", "count"),
    [("", 14), ("30", 30), (" 30 ", 30), ("off", 0), ("OFF", 0), ("0", 0)],
)
def test_the_setting_says_how_many_backups_are_kept(
    monkeypatch: pytest.MonkeyPatch, told: str, count: int
) -> None:
    monkeypatch.setenv("KZDASH_BACKUPS", told)

    assert config.current().backups_kept == count


@pytest.mark.slow
def test_a_running_server_takes_the_day_s_backup(store: Store, file: Path, tmp_path: Path) -> None:
    with serving.dashboard(store.url, tmp_path / "log", KZDASH_BACKUPS="3"):
        pass

    (taken,) = (file.parent / "backups").iterdir()
    assert raw_sql.everything(f"sqlite:///{taken}") == raw_sql.everything(store.url)


@pytest.mark.slow
def test_a_start_on_a_damaged_store_names_the_newest_good_backup_and_it_can_be_put_back(
    file: Path, tmp_path: Path, shelf_of: ShelfOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{file}"
    shelf, before = shelf_of(url), raw_sql.ask(url, "SELECT * FROM reports")
    for day in range(2):
        shelf.take_daily(NOW + day * A_DAY)
    bad, good = shelf.all(LATER)
    bad.write_bytes(bad.read_bytes()[:50_000])
    file.write_bytes(file.read_bytes()[:50_000])

    with serving.dashboard(url, tmp_path / "log"):
        pass

    command = f"python -m kzdash restore --replace {good}"
    assert (
        f"The newest good backup is {good}. Restore it with `{command}`."
        in (tmp_path / "log").read_text()
    )
    monkeypatch.setenv("KZDASH_DATABASE_URL", url)
    result = CliRunner().invoke(cli, command.split()[3:])
    assert (result.exit_code, result.exception) == (0, None)
    assert raw_sql.ask(url, "SELECT * FROM reports") == before


def test_the_commands_take_a_backup_and_put_it_back(
    store: Store, empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = str(tmp_path / "backup")
    monkeypatch.setenv("KZDASH_DATABASE_URL", store.url)
    done = [CliRunner().invoke(cli, ["backup", taken])]
    unasked = CliRunner().invoke(cli, ["restore", taken])
    monkeypatch.setenv("KZDASH_DATABASE_URL", empty)
    done.append(CliRunner().invoke(cli, ["restore", taken]))

    assert [result.exit_code for result in done] == [0, 0]
    assert f"{Store(empty).place} holds what {taken} holds" in done[1].output
    assert unasked.exit_code == 1
    assert "pass --replace" in unasked.output
    assert raw_sql.everything(empty) == raw_sql.everything(store.url)
