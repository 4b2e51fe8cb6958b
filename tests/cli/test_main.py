"""The command line says what it did, or in a sentence what went wrong, and exits accordingly."""

from __future__ import annotations

import gc
import json
import os
import re
import socket
import subprocess
import sys
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from kzdash.board.board import compute_board
from kzdash.cli.main import cli
from kzdash.documents import board_json
from kzdash.runtime import config

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kzdash.store import Store

    Edit = Callable[[Path, str, str], None]

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command line is told to keep its store; nothing is there yet."""
    file = tmp_path / "cli" / "store.db"
    monkeypatch.setenv("KZDASH_DATABASE_URL", f"sqlite:///{file}")
    monkeypatch.delenv("KZDASH_SEED", raising=False)
    return file


@pytest.fixture
def busy_port() -> Iterator[int]:
    with closing(socket.create_server(("0.0.0.0", 0))) as server:  # noqa: S104 - what serve wants
        yield server.getsockname()[1]


def run(*arguments: str) -> Result:
    """Run a command; whatever happens, it must not show its inner workings."""
    result = CliRunner().invoke(cli, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def test_init_makes_the_store_and_then_finds_it_made(target: Path) -> None:
    first, second = run("init"), run("init")

    assert (first.exit_code, first.output) == (0, f"{target}: now holds the seed\n")
    assert (second.exit_code, second.output) == (0, f"{target}: holds the seed already\n")


def test_init_of_another_seed_folder_makes_that_plan_s_store(
    target: Path, county_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZDASH_SEED", str(county_folder))

    assert run("init").exit_code == 0
    board = json.loads(run("board", "--json", "--as-of", "2027-06-30").output)
    assert target.exists()
    assert board["plan"]["document_number"] == "岚府发〔2026〕3号"


def test_a_bad_seed_lists_every_problem_and_makes_no_store(
    target: Path, draft_seed: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(draft_seed / "projects.csv", ",30000,", ",much,")
    edit(draft_seed / "milestones.csv", "2024-01-31", "soon")
    monkeypatch.setenv("KZDASH_SEED", str(draft_seed))

    result = run("init")

    assert result.exit_code == 1
    assert "2 problem(s). Nothing was changed" in result.output
    assert 'seed/projects.csv line 2, 计划总投资(万元): found "much"' in result.output
    assert 'seed/milestones.csv line 2, 到期日: found "soon"' in result.output
    assert not target.exists()


def test_init_refuses_a_store_of_another_plan_and_leaves_it_unchanged(
    target: Path, county_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init")
    monkeypatch.setenv("KZDASH_SEED", str(county_folder))

    result = run("init")

    assert result.exit_code == 1
    assert "Nothing was changed" in result.output
    assert target.exists()


def test_the_board_is_printed_as_json(
    store: Store, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZDASH_DATABASE_URL", url)

    result = run("board", "--json", "--as-of", "2025年6月30日")

    printed = json.loads(result.output)
    day = compute_board(store, date(2025, 6, 30))
    assert result.exit_code == 0
    assert printed == board_json.as_dict(day)
    assert printed["as_of"] == "2025-06-30"


@pytest.mark.parametrize(
    "day",
    ["2025-02-30", "30.6.2025", "yesterday", "2025-06-30T00:00", "1025-06-30", "2025-W26-1", ""],
)
def test_an_invalid_date_is_a_usage_error(target: Path, day: str) -> None:
    result = run("board", "--json", "--as-of", day)

    assert result.exit_code == 2
    assert "--as-of" in result.output
    assert not target.exists()


def test_board_without_json_is_a_usage_error(target: Path) -> None:
    result = run("board")

    assert result.exit_code == 2
    assert "--json" in result.output
    assert not target.exists()


def test_a_missing_store_error_names_the_remedy(target: Path) -> None:
    result = run("board", "--json", "--as-of", "2025-06-30")

    assert result.exit_code == 1
    assert str(target) in result.output
    assert "python -m kzdash init" in result.output
    assert not target.parent.exists()


def test_a_damaged_store_is_reported_in_one_sentence(target: Path) -> None:
    target.parent.mkdir()
    target.write_text("no store")

    for command in (["board", "--json", "--as-of", "2025-06-30"], ["init"]):
        result = run(*command)
        assert result.exit_code == 1
        assert "Nothing was changed" in result.output
    assert target.read_text() == "no store"


@pytest.mark.parametrize("address", ["data/store.db", "nosuch:///store.db", "sqlite:///"])
def test_an_invalid_database_url_is_reported_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("KZDASH_DATABASE_URL", address)

    for command in (["board", "--json", "--as-of", "2025-06-30"], ["init"]):
        result = run(*command)
        assert result.exit_code == 1
        assert "KZDASH_DATABASE_URL" in result.output


def test_a_folder_that_cannot_be_made_is_reported_in_one_sentence(
    target: Path,
) -> None:
    target.parent.write_text("a file where the folder should be")

    result = run("init")

    assert result.exit_code == 1
    assert result.output.startswith("Error: ")


def test_a_port_in_use_is_reported_in_one_sentence(target: Path, busy_port: int) -> None:
    result = run("serve", "--port", str(busy_port))

    assert result.exit_code == 1
    assert result.output.startswith(f"Error: cannot listen on port {busy_port}")
    assert "choose another with --port" in result.output
    assert not target.exists()
    del result
    gc.collect()  # a socket left open is warned of here, and warnings are errors


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_a_port_out_of_range_is_a_usage_error(port: str) -> None:
    assert run("serve", "--port", port).exit_code == 2


def test_an_unknown_command_is_a_usage_error() -> None:
    assert run("burn").exit_code == 2


@pytest.mark.parametrize("command", [[], ["init"], ["serve"], ["board"]])
def test_help_is_in_english_and_says_what_a_command_does(command: list[str]) -> None:
    result = run(*command, "--help")

    first_sentence = result.output.split("\n\n")[1].strip()
    assert result.exit_code == 0
    assert first_sentence
    assert not CHINESE.search(result.output)


def test_help_names_every_command_and_setting() -> None:
    told = run("--help").output

    assert all(
        word in told
        for word in ("init", "serve", "board", "KZDASH_DATABASE_URL", "KZDASH_DATA", "KZDASH_SEED")
    )


def test_one_folder_holds_store_backups_and_log_wherever_a_command_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "数据 of ours"
    monkeypatch.delenv("KZDASH_DATABASE_URL", raising=False)
    monkeypatch.setenv("KZDASH_DATA", str(folder))

    assert run("init").output == f"{folder / 'kaizhou.db'}: now holds the seed\n"
    assert config.current().backups_folder == folder / "backups"
    assert config.current().log_folder == folder / "logs"

    monkeypatch.setenv("KZDASH_DATA", "other")
    monkeypatch.setenv("KZDASH_DATABASE_URL", "postgresql+psycopg://kzdash@/kzdash")
    assert config.current().backups_folder == config.ROOT / "other" / "backups"


@pytest.mark.slow
def test_the_program_starts_as_a_module_and_writes_utf_8(
    root: Path, url: str, store: Store
) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "kzdash", "board", "--json", "--as-of", "2025-06-30"],
        cwd=root,
        env=os.environ | {"KZDASH_DATABASE_URL": url},
        capture_output=True,
        check=False,
        timeout=60,
    )

    assert (result.returncode, result.stderr) == (0, b"")
    printed = json.loads(result.stdout.decode("utf-8"))
    assert printed == board_json.as_dict(compute_board(store, date(2025, 6, 30)))
