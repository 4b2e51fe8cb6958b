"""Settings are read once, and one that makes no sense is named before anything starts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import httpx
import pytest
from click.testing import CliRunner

from kzdash.cli.main import cli
from kzdash.errors import BadSettingError
from kzdash.runtime import config
from kzdash.runtime.config import Config
from tests import serving
from tests.web.test_first_start import STARTERS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

URL = {"KZDASH_DATABASE_URL": "sqlite:////folder/plan.db"}
# what follows the host may be a key
ADDRESSES = {"KZDASH_WEBHOOK", "KZDASH_ADDRESS"}
BAD = {
    "KZDASH_READ": ("logn", "yes", "login open", "no", "关"),
    "KZDASH_BACKUPS": ("many", "-1", "٣", "1.5", "on", "9" * 5_000),
    "KZDASH_OFFICE_PHONE": ("call us", "12", "023-<b>52238888", "1" * 61, "٠٢٣٥٢٢٣"),
    "KZDASH_DECK_MASTER": ("no-such-file.pptx", "README.md", "seed", "seed/plan.pptx"),
    "KZDASH_TEMPLATES": ("/nowhere", "no such folder", "README.md"),
    "KZDASH_METRICS": ("yes", "127.0.0.1", "0", "65536", "host:", "9464:", "٩", "9" * 5_000),
    "KZDASH_WEBHOOK": ("oa.local/hook", "ftp://10.0.0.5/hook", "http:///hook", "http://a:b/c"),
    "KZDASH_ADDRESS": ("board.example.org", "http://[::1"),
    "KZDASH_OFFICE_EMAIL": ("office", "a@b@c", "办公室@kz.example", "a@b\r\nBcc: c"),
    "KZDASH_SMTP": ("mail server", "mail.example.org:0", "mail.example.org:65536", "a:b", "::1"),
    "KZDASH_HOSTS": (
        "*",
        "*.*",
        "board.*",
        "a..b",
        "board.example.org:port",
        "board.example.org, [::1",
        "fd00::1",
        "http://",
        "-board",
        f"{'a' * 64}.example.org",
    ),
    "KZDASH_DATABASE_URL": (
        "kaizhou.db",
        "data/kaizhou.db",
        "sqlite:///",
        "sqlite://",
        "nosuch:///plan.db",
        "mysql://host/plan",
        "postgresql+psycopg2://host/plan",
        "postgresql://host:port/plan",
        "postgresql+psycopg://host/plan?plugin=nosuch",
        " sqlite:////folder/plan.db",
    ),
}


@pytest.mark.parametrize(
    ("name", "value"),
    [(name, value) for name, values in BAD.items() for value in values],
    ids=lambda text: text[:40],
)
def test_a_setting_that_makes_no_sense_is_named_with_what_it_holds_and_may_hold(
    name: str, value: str
) -> None:
    with pytest.raises(BadSettingError) as caught:
        Config.from_env({**URL, name: value})

    message = str(caught.value)
    shown = re.escape(repr(value)) if name not in ADDRESSES else "'(?:[a-z]*://[^/]*/)?\\*{3}'"
    assert re.match(f"{name} is {shown}: expected ", message)
    assert "Nothing was started" in message


def test_settings_that_are_not_there_or_empty_are_as_usual() -> None:
    usual = Config.from_env({})

    assert Config.from_env(dict.fromkeys(config.SETTINGS, "")) == usual
    assert usual.database_url == f"sqlite:///{config.ROOT}/data/kaizhou.db"
    assert (usual.login_to_read, usual.backups_kept) == (False, 14)
    assert (usual.hosts, usual.metrics_address, usual.office_phone) == ((), None, "")
    assert not usual.channels.any
    assert usual.backups_folder == config.ROOT / "data" / "backups"


def test_a_password_in_an_address_is_not_repeated() -> None:
    with pytest.raises(BadSettingError) as caught:
        Config.from_env({"KZDASH_DATABASE_URL": "mysql://user:open@sesame@host/plan"})

    assert "'mysql://***@host/plan'" in str(caught.value)
    assert "sesame" not in str(caught.value)


MAIL = {**URL, "KZDASH_SMTP": "mail.example.org", "KZDASH_SMTP_FROM": "board@example.org"}


@pytest.mark.parametrize(
    ("said", "port", "encryption"),
    [
        ({}, 587, "starttls"),
        ({"KZDASH_SMTP_SECURITY": "tls"}, 465, "tls"),
        ({"KZDASH_SMTP_SECURITY": "NONE"}, 25, "none"),
        ({"KZDASH_SMTP": "10.0.0.5:2525"}, 2525, "starttls"),
        ({"KZDASH_SMTP": "[fd00::1]:2525"}, 2525, "starttls"),
    ],
)
def test_a_mail_server_is_reached_encrypted_on_the_usual_port_unless_said_otherwise(
    said: dict[str, str], port: int, encryption: str
) -> None:
    server = Config.from_env({**MAIL, **said}).channels.mail

    assert server is not None
    assert (server.port, server.encryption) == (port, encryption)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"KZDASH_SMTP_FROM": ""}, "KZDASH_SMTP_FROM"),
        ({"KZDASH_SMTP_SECURITY": "ssl"}, "KZDASH_SMTP_SECURITY"),
        ({"KZDASH_SMTP_USER": "board"}, "KZDASH_SMTP_USER"),
        ({"KZDASH_SMTP_PASSWORD": "sesame"}, "KZDASH_SMTP_USER"),
        (
            {
                "KZDASH_SMTP_USER": "board",
                "KZDASH_SMTP_PASSWORD": "sesame",
                "KZDASH_SMTP_SECURITY": "none",
            },
            "KZDASH_SMTP_SECURITY",
        ),
    ],
)
def test_a_mail_server_that_lacks_a_setting_is_named_and_no_password_goes_unencrypted(
    said: dict[str, str], named: str
) -> None:
    with pytest.raises(BadSettingError) as caught:
        Config.from_env({**MAIL, **said})

    assert str(caught.value).startswith(f"{named} is ")
    assert "sesame" not in str(caught.value)


def test_no_password_and_no_key_is_printed_with_the_settings() -> None:
    said = {"KZDASH_SMTP_USER": "board", "KZDASH_SMTP_PASSWORD": "sesame"}
    shown = repr(Config.from_env({**MAIL, **said, "KZDASH_WEBHOOK": "http://oa/hook?key=sesame"}))

    assert "sesame" not in shown


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (None, "No such file or directory"),
        ("[plan", "at end of document"),
        ("slug = 'top'", "it has none"),
        ("plan = 'one'", "it has none"),
        ("[plan]\nslug = ''", "its slug is ''"),
        ("[plan]\nslug = 7", "its slug is 7"),
        ("[plan]\nslug = '\udcff'", "utf-8"),
    ],
    ids=["no file", "no TOML", "no plan", "no section", "empty", "no text", "no UTF-8"],
)
def test_a_seed_that_names_no_store_is_said_unless_a_setting_names_one(
    tmp_path: Path, content: str | None, found: str
) -> None:
    if content is not None:
        (tmp_path / "plan.toml").write_text(content, "utf-8", errors="surrogateescape")
    environment = {"KZDASH_SEED": str(tmp_path)}

    with pytest.raises(BadSettingError) as caught:
        Config.from_env(environment)

    assert str(caught.value).startswith(f"KZDASH_SEED is '{tmp_path}': expected ")
    assert found in str(caught.value)
    assert Config.from_env({**environment, **URL}).database_url == URL["KZDASH_DATABASE_URL"]


def test_a_plan_that_was_saved_with_a_byte_order_mark_names_its_store(draft_seed: Path) -> None:
    plan = draft_seed / "plan.toml"
    plan.write_text(plan.read_text("utf-8"), "utf-8-sig")

    url = Config.from_env({"KZDASH_SEED": str(draft_seed)}).database_url

    assert url.endswith("/kaizhou.db")


def test_the_plan_is_read_once_and_anew_only_by_another_environment(
    draft_seed: Path,
    county_folder: Path,
    edit: Callable[[Path, str, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("KZDASH_DATABASE_URL", raising=False)
    monkeypatch.setenv("KZDASH_SEED", str(draft_seed))
    first = config.current()
    edit(draft_seed / "plan.toml", 'slug = "kaizhou"', 'slug = "another"')

    assert config.current() is first

    monkeypatch.setenv("KZDASH_SEED", str(county_folder))
    assert config.current().database_url.endswith("/lanxi.db")


def test_a_command_says_so_and_leaves_all_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZDASH_DATABASE_URL", f"sqlite:///{tmp_path}/plan.db")
    monkeypatch.setenv("KZDASH_BACKUPS", "many")

    for command in (["init"], ["check"], ["account", "list"], ["board", "--json"], ["serve"]):
        result = CliRunner().invoke(cli, command)
        assert result.exit_code == 1
        assert result.output.startswith("Error: KZDASH_BACKUPS is 'many': expected ")
    assert list(tmp_path.iterdir()) == []


def test_help_is_given_whatever_the_settings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KZDASH_READ", "logn")

    assert CliRunner().invoke(cli, ["serve", "--help"]).exit_code == 0


def test_a_damaged_store_is_said_even_where_no_setting_tells_of_its_backups(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "old.db").write_text("no store")
    monkeypatch.setenv("KZDASH_BACKUPS", "many")
    urls = [f"sqlite:///{tmp_path}/{name}.db" for name in ("old", "new")]

    result = CliRunner().invoke(cli, ["move", *urls])

    assert result.exit_code == 1
    assert "old.db is damaged or no store" in result.output


@pytest.mark.slow
@pytest.mark.parametrize("command", STARTERS.values(), ids=STARTERS.keys())
def test_a_server_does_not_start_however_it_is_started(tmp_path: Path, command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, *command, str(serving.free_port())],
        cwd=serving.ROOT,
        env={
            **os.environ,
            "KZDASH_DATABASE_URL": f"sqlite:///{tmp_path}/plan.db",
            "KZDASH_READ": "logn",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 1
    assert "Error: KZDASH_READ is 'logn': expected open" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_store_that_is_there_is_served_though_its_seed_is_away(
    file: Path, tmp_path: Path
) -> None:
    log, away = tmp_path / "log", str(tmp_path / "away")

    with serving.dashboard(f"sqlite:///{file}", log, KZDASH_SEED=away) as address:
        assert httpx.get(f"{address}/ready").status_code == 200

    assert "plan.toml" in log.read_text()


def test_files_of_reports_are_beside_the_store_or_where_the_setting_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KZDASH_DATA", str(tmp_path / "data"))
    in_file, on_server = f"sqlite:///{tmp_path}/far/plan.db", "postgresql+psycopg://host/county"

    assert config.evidence_folder(in_file) == tmp_path / "far" / "evidence" / "plan"
    assert config.evidence_folder(on_server) == tmp_path / "data" / "evidence" / "county"
    monkeypatch.setenv("KZDASH_EVIDENCE", str(tmp_path / "files"))
    assert config.evidence_folder(in_file) == tmp_path / "files" / "plan"
    assert config.evidence_folder(on_server) == tmp_path / "files" / "county"
