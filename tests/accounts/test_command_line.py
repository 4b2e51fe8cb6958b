"""The command line keeps accounts: it says what it did, or in a sentence what went wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from kzdash import accounts
from kzdash.cli.main import cli
from kzdash.runtime import clock
from tests.people import UNIT

if TYPE_CHECKING:
    from pathlib import Path

    from kzdash.store import Store

ONE_TIME = re.compile(r"one-time password is ([a-z2-9-]{19})\n$")


@pytest.fixture(autouse=True)
def own_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("KZDASH_DATABASE_URL", store.url)
    return store


def run(*arguments: str) -> Result:
    """Run a command; whatever happens, it must not show its inner workings."""
    result = CliRunner().invoke(cli, ["account", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def password_of(result: Result) -> str:
    found = ONE_TIME.search(result.output)
    assert found, result.output
    return found[1]


def test_adding_an_account_prints_its_one_time_password_once(store: Store) -> None:
    result = run(
        "add", "王五", "--role", "unit", "--unit", UNIT, "--person", "王五", "--email", "w@x.cn"
    )

    assert result.exit_code == 0
    assert accounts.log_in(store, "王五", password_of(result), clock.now())
    assert password_of(result) not in run("list").output


def test_an_account_of_the_office_needs_no_unit(store: Store) -> None:
    assert run("add", "chief", "--role", "office").exit_code == 0

    assert [account.person for account in store.accounts()] == ["测试员", "chief"]


def test_the_list_shows_unit_and_state_of_every_account() -> None:
    run("add", "wang", "--role", "unit", "--unit", UNIT, "--person", "王五", "--email", "w@x.cn")
    run("add", "gone", "--role", "office")
    run("disable", "gone")

    assert run("list").output.splitlines() == [
        "tester\t测试员\toffice\t-\tin use",
        f"wang\t王五\t{UNIT}\tw@x.cn\tone-time password",
        "gone\tgone\toffice\t-\tdisabled",
    ]


def test_a_reset_prints_a_new_one_time_password(store: Store) -> None:
    first = password_of(run("add", "wang", "--role", "unit", "--unit", UNIT))

    second = password_of(run("reset", "Wang"))

    assert first != second
    assert accounts.log_in(store, "wang", second, clock.now())


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["add", "tester", "--role", "office"], "'tester': another account has this name"),
        (["add", "wang", "--role", "unit", "--unit", "水务局"], "'水务局': no unit of the plan"),
        (["add", "a b", "--role", "office"], "'a b': a name has 2 to 64 letters"),
        (["add", "wang", "--role", "office", "--email", "w"], "'w': this is no e-mail address"),
        (["reset", "nobody"], "'nobody': there is no such account"),
        (["disable", "nobody"], "'nobody': there is no such account"),
        (["disable", "tester"], "'tester': this is the last account of the office"),
    ],
)
def test_a_refused_account_command_prints_a_sentence(command: list[str], words: str) -> None:
    result = run(*command)

    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {words}")
    assert result.output.endswith("Nothing was changed.\n")


@pytest.mark.parametrize(
    "command",
    [
        ["add", "wang"],
        ["add", "wang", "--role", "king"],
        ["add", "wang", "--role", "unit"],
        ["add"],
    ],
)
def test_a_usage_error_exits_with_another_code_than_a_refusal(command: list[str]) -> None:
    assert run(*command).exit_code == 2


@pytest.mark.parametrize("command", [["list"], ["reset", "tester"], ["disable", "tester"]])
def test_a_missing_store_error_names_the_remedy(file: Path, command: list[str]) -> None:
    file.unlink()

    result = run(*command)

    assert result.exit_code == 1
    assert "python -m kzdash init" in result.output
    assert not file.exists()
