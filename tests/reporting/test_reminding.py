"""Reminders go out to servers on loopback, once each, and what failed goes with the next run."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.domain.models import Contact
from kzdash.errors import DemonstrationError, NoChannelError, RefusedError
from kzdash.reporting.reminding import Sending, reminders_of_today, send_reminders
from kzdash.runtime import channels, config
from kzdash.store import keep_contacts, last_reminded, sent_reminders, unit_names
from tests import people, postbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kzdash.runtime.channels import Channels
    from kzdash.store import Store
    from tests.postbox import Postbox

NOW = datetime(2025, 6, 20, 1, tzinfo=UTC)  # five days before the projects are due
WATER, UNION = "区水利局", "区总工会"
HERE = "http://10.0.0.8:8501/reporting"


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox.mail_server() as served:
        yield served


def mail_to(port: int, **said: str) -> Channels:
    """The settings of a mail server on loopback."""
    return channels.from_env(
        {
            "KZDASH_SMTP": f"127.0.0.1:{port}",
            "KZDASH_SMTP_SECURITY": "none",
            "KZDASH_SMTP_FROM": "board@kz.example",
            **said,
        }
    )


@pytest.fixture
def known(store: Store, now: datetime) -> None:
    """Addresses of two units' people."""
    ids = {name: unit_id for unit_id, name in unit_names(store).items()}
    kept = [
        Contact(
            unit_id=ids[unit],
            supervisor=leader,
            handler=handler,
            telephone="",
            handler_email=f"{handler}@kz.example",
            updated_at=now,
            account="tester",
        )
        for unit, handler, leader in ((WATER, "li", "zhang"), (UNION, "zhao", "qian"))
    ]
    keep_contacts(store, kept, "tester")


def run(
    store: Store, settings: Channels, days: int = 0, *, by_rhythm: bool = False, **named: Any
) -> Sending:
    """Send what is to be sent so many days later."""
    now = NOW + timedelta(days=days)
    plan = reminders_of_today(store, settings, now, HERE, by_rhythm=by_rhythm)
    return send_reminders(store, settings, plan.digests, lambda: now, **named)


def outcomes(store: Store) -> list[tuple[str, bool | None, str]]:
    """What is recorded, the oldest first."""
    return [
        (sent.reminder.address.partition("@")[0], sent.delivered, sent.problem)
        for sent in reversed(sent_reminders(store, 100))
    ]


def test_each_person_gets_one_mail_and_all_of_it_is_recorded(
    store: Store, known: None, box: Postbox
) -> None:
    sent = run(store, mail_to(box.port), account="tester")

    assert {mail["To"].addresses[0].username for mail in box.mails} == {"li", "zhao"}
    assert len(sent.delivered) == 2
    assert outcomes(store) == [("li", True, ""), ("zhao", True, "")]
    of_union = last_reminded(store)[UNION].reminder
    (mail,) = [one for one in box.mails if "zhao" in one["To"]]
    assert mail.get_content() == f"{of_union.text}\n"
    assert (of_union.account, of_union.person, of_union.level) == ("tester", "zhao", "unit")
    assert HERE in of_union.text
    assert of_union.items == len(of_union.item_ids.split(",")) == 1


def test_nobody_gets_a_second_one_within_five_days_whoever_sends(
    store: Store, known: None, box: Postbox
) -> None:
    settings = mail_to(box.port)
    run(store, settings)
    for days in range(1, 5):
        assert run(store, settings, days) == run(store, settings, days, by_rhythm=True) == Sending()

    assert len(run(store, settings, 5).delivered) >= 2
    assert [mail["To"].addresses[0].username for mail in box.mails].count("zhao") == 2


def test_of_two_processes_that_send_at_once_one_does(
    store: Store, known: None, box: Postbox
) -> None:
    settings, both = mail_to(box.port), threading.Barrier(2)
    plan = reminders_of_today(store, settings, NOW, HERE, by_rhythm=False)
    found: list[Sending] = []

    def send() -> None:
        both.wait()
        found.append(send_reminders(store, settings, plan.digests, lambda: NOW))

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(box.mails) == len(plan.digests) == 2
    assert sum(len(one.delivered) for one in found) == 2
    assert sum(len(one.elsewhere) for one in found) == 2


def test_what_one_address_does_not_take_is_recorded_and_goes_with_the_next_run(
    store: Store, known: None, box: Postbox
) -> None:
    box.refuse = {"li@kz.example"}

    first = run(store, mail_to(box.port))

    assert (len(first.delivered), len(first.failed)) == (1, 1)
    assert outcomes(store) == [("li", False, "NO_SUCH_ADDRESS"), ("zhao", True, "")]
    box.refuse = set()
    second = run(store, mail_to(box.port))
    assert [one.people for one in second.delivered] == [("li",)]
    assert set(last_reminded(store)) == {WATER, UNION}


@pytest.mark.parametrize(
    ("fault", "said", "problem"),
    [
        ("away", {}, "UNREACHABLE"),
        ("stuck", {}, "TOO_SLOW"),
        (
            "log-in",
            {"KZDASH_SMTP_USER": postbox.USER, "KZDASH_SMTP_PASSWORD": "other"},
            "WRONG_LOGIN",
        ),
        ("tls", {"KZDASH_SMTP_SECURITY": "tls"}, "NOT_ENCRYPTED"),
    ],
)
def test_a_server_at_fault_is_tried_once_a_run_and_all_goes_with_the_next(
    store: Store, known: None, box: Postbox, fault: str, said: dict[str, str], problem: str
) -> None:
    if fault == "stuck":
        box.stuck.set()
    # nothing listens on the discard port
    port = 9 if fault == "away" else box.port

    run(store, mail_to(port, **said), timeout_s=0.3)

    assert outcomes(store) == [("li", False, problem), ("zhao", False, problem)]
    assert box.told.count("EHLO") <= 1
    box.stuck.clear()
    assert len(run(store, mail_to(box.port)).delivered) == 2


def test_what_there_is_no_time_for_is_left_and_not_recorded(
    store: Store, known: None, box: Postbox
) -> None:
    sent = run(store, mail_to(box.port), at_most_s=0.0)

    assert (len(sent.left), sent.delivered, outcomes(store)) == (2, [], [])


def test_a_webhook_is_told_text_unit_items_and_until_when_of_each_unit(
    store: Store, known: None
) -> None:
    with postbox.webhook() as box:
        settings = channels.from_env({"KZDASH_WEBHOOK": f"http://127.0.0.1:{box.port}/hook"})
        sent = run(store, settings)

    told = {body["unit"]: body for body in box.posts}
    assert len(sent.delivered) == len(told) == len(box.posts)
    of_union = told[UNION]
    assert set(of_union) == {"text", "unit", "items", "until", "to"}
    assert of_union["items"] == ["项目 22. 职工服务中心"]
    assert of_union["until"] == "2025-06-25"
    # nobody has reported for May, either
    assert of_union["to"] == ["zhao", "qian", "专班办公室"]
    assert of_union["text"].splitlines()[1].startswith("【催报】")
    assert last_reminded(store)[UNION].reminder.channel == "webhook"


def test_no_way_that_is_set_is_said(store: Store) -> None:
    with pytest.raises(NoChannelError):
        run(store, config.Config.from_env({}).channels)


def test_a_demonstration_sends_nothing(
    store: Store, box: Postbox, ask: Callable[..., object]
) -> None:
    ask("UPDATE plans SET demonstration = 1, revision = revision + 1")

    with pytest.raises(DemonstrationError):
        run(store, mail_to(box.port))


def test_nobody_but_the_office_sends(
    store: Store, known: None, box: Postbox, now: datetime
) -> None:
    account = people.join(store, now, "水利", WATER)

    with pytest.raises(RefusedError):
        run(store, mail_to(box.port), account=account)

    assert (box.mails, outcomes(store)) == ([], [])


def test_a_login_that_ended_meanwhile_sends_nothing(
    store: Store, known: None, box: Postbox
) -> None:
    def ended(_session: object) -> None:
        raise PermissionError

    with pytest.raises(PermissionError):
        run(store, mail_to(box.port), account="tester", admit=partial(ended))

    assert (box.mails, outcomes(store)) == ([], [])
