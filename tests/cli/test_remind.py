"""The command `remind`: it shows what would be sent, sends it once, and says what failed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from kzdash.cli.main import cli
from kzdash.domain.models import Contact
from kzdash.store import keep_contacts, sent_reminders, unit_names
from tests import postbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzdash.store import Store
    from tests.postbox import Postbox

WATER = "区水利局"


@pytest.fixture
def box(store: Store, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    """A mail server that the settings name, and a unit whose people have addresses."""
    (unit_id,) = [key for key, name in unit_names(store).items() if name == WATER]
    kept = Contact(
        unit_id=unit_id,
        supervisor="张三",
        handler="李四",
        telephone="",
        handler_email="li@kz.example",
        updated_at=now,
        account="tester",
    )
    keep_contacts(store, [kept], "tester")
    monkeypatch.setenv("KZDASH_DATABASE_URL", store.url)
    on(monkeypatch, date(2025, 10, 21))
    with postbox.mail_server() as served:
        monkeypatch.setenv("KZDASH_SMTP", f"127.0.0.1:{served.port}")
        monkeypatch.setenv("KZDASH_SMTP_SECURITY", "none")
        monkeypatch.setenv("KZDASH_SMTP_FROM", "board@kz.example")
        monkeypatch.setenv("KZDASH_ADDRESS", "https://board.kz.example/")
        yield served


def on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """Let it be noon of a day."""
    moment = datetime.combine(day, time(4), UTC)
    monkeypatch.setattr("kzdash.runtime.clock.now", lambda: moment)


def run(*options: str, code: int = 0) -> Result:
    """Run the command; whatever happens, it must not show its inner workings."""
    result = CliRunner().invoke(cli, ["remind", *options])
    assert "Traceback" not in result.output
    assert result.exit_code == code, result.output
    return result


def test_a_dry_run_shows_the_words_and_sends_nothing(store: Store, box: Postbox) -> None:
    result = run("--dry-run")

    assert "——邮件 李四、li@kz.example（区水利局，单位）" in result.output
    assert "请登录填报：https://board.kz.example/reporting\n" in result.output
    assert "1 to be sent; nothing was sent" in result.output
    assert "units without an address: " in result.output
    assert (box.mails, sent_reminders(store, 9)) == ([], [])


def test_it_sends_once_and_then_says_who_had_theirs(store: Store, box: Postbox) -> None:
    first, second = run(), run()

    assert first.output.endswith("1 delivered, 0 not, 0 sent by another process\n")
    assert second.output.endswith("0 delivered, 0 not, 0 sent by another process\n")
    assert "reminded within five days, not again: 李四" in second.output
    assert len(box.mails) == 1
    (sent,) = sent_reminders(store, 9)
    assert (sent.delivered, sent.reminder.account) == (True, "")


def test_what_failed_is_said_in_chinese_where_asked_with_exit_code_1_and_sent_by_the_next_run(
    store: Store, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setenv("KZDASH_LANG", "zh")
    box.refuse = {"li@kz.example"}

    failed = run(code=1)

    assert (
        "未送达：邮件 李四、li@kz.example（区水利局，单位）：服务器不接受收件人的邮箱"
        in failed.output
    )
    assert "送达0份，未送达1份" in failed.output
    box.refuse = set()
    assert "送达1份，未送达0份" in run().output


def test_on_a_day_of_rest_it_sends_nothing_and_does_on_a_weekend_that_is_worked(
    store: Store, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, date(2025, 10, 2))  # a Thursday of the national holiday
    assert run().output == "today is a day of rest: nobody is reminded\n"
    on(monkeypatch, date(2025, 10, 12))
    assert "nobody is reminded" in run("--dry-run").output
    assert (box.mails, sent_reminders(store, 9)) == ([], [])

    on(monkeypatch, date(2025, 10, 11))  # a Saturday that was worked
    assert "1 delivered" in run().output


def test_without_a_way_to_send_it_says_so(
    store: Store, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KZDASH_SMTP")

    result = run("--dry-run", code=1)

    assert "neither KZDASH_SMTP nor KZDASH_WEBHOOK is set. Nothing was sent." in result.output
