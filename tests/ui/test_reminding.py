"""The office reads what would be sent to whom, sends it by one click, and sees what came of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kzdash.domain.models import Contact, ReminderLevel
from kzdash.runtime import clock
from kzdash.store import keep_contacts, sent_reminders, unit_names
from tests import postbox
from tests.ui.forms import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from kzdash.store import Store
    from tests.postbox import Postbox
    from tests.ui.conftest import Screen

    Visit = Callable[..., Screen]
    LogIn = Callable[..., str]

WATER, UNION = "区水利局", "区总工会"
PART = "发送提醒"


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    """A mail server that the settings name."""
    with postbox.mail_server() as served:
        monkeypatch.setenv("KZDASH_SMTP", f"127.0.0.1:{served.port}")
        monkeypatch.setenv("KZDASH_SMTP_SECURITY", "none")
        monkeypatch.setenv("KZDASH_SMTP_FROM", "board@kz.example")
        monkeypatch.setenv("KZDASH_ADDRESS", "https://board.kz.example")
        yield served


@pytest.fixture
def known(own_store: Store) -> None:
    ids = {name: unit_id for unit_id, name in unit_names(own_store).items()}
    kept = [
        Contact(
            unit_id=ids[unit],
            supervisor="",
            handler=name,
            telephone="",
            handler_email=f"{address}@kz.example",
            updated_at=clock.now(),
            account="tester",
        )
        for unit, name, address in ((WATER, "李四", "li"), (UNION, "赵六", "zhao"))
    ]
    keep_contacts(own_store, kept, "tester")


def parts(screen: Screen) -> list[str]:
    """What can be unfolded."""
    return [part.label for part in screen.app.expander]


def opened(visit: Visit) -> Screen:
    """Open 填报 and the part that sends."""
    screen = visit("reporting")
    screen.app.session_state["reminding"] = True
    return screen.run()


def test_the_office_reads_the_words_sends_them_and_sees_the_record(
    visit: Visit, log_in: LogIn, own_store: Store, known: None, box: Postbox
) -> None:
    log_in()

    screen = opened(visit)

    assert PART in parts(screen)
    assert list(screen.tables["reminding"]["收件人"]) == [
        "李四（li@kz.example）",
        "赵六（zhao@kz.example）",
    ]
    assert list(screen.tables["reminding"]["单位"]) == [WATER, UNION]
    assert box.mails == []
    shown = next(code.value for code in screen.app.code)
    assert "个单位没有登记经办人邮箱，发不到：" in screen.text

    screen.press("发送提醒（2人）")

    assert screen.said("success")[-1] == "已送达2份提醒。"
    mail = next(mail for mail in box.mails if "li@" in mail["To"])
    assert mail.get_content() == f"{shown}\n"
    assert "https://board.kz.example/reporting" in shown
    sent = {one.unit: one for one in sent_reminders(own_store, 10)}
    assert {unit: one.delivered for unit, one in sent.items()} == {WATER: True, UNION: True}
    assert "五天内已提醒过，这次不发：李四、赵六。" in screen.text
    assert not any("发送提醒（" in button for button in screen.buttons)
    record = next(frame for frame in screen.frames if "结果" in frame)
    assert list(record["结果"]) == ["已送达", "已送达"]
    assert set(record["由谁发送"]) == {"李明（专班办公室）"}


def test_the_month_of_all_units_offers_to_send_and_says_when_each_was_reminded_last(
    visit: Visit, log_in: LogIn, known: None, box: Postbox
) -> None:
    log_in()
    month = visit("reporting", TODAY, view="office")
    assert PART in parts(month)
    assert "上次提醒" not in month.tables["period"]
    opened(visit).press("发送提醒（2人）")

    rows = visit("reporting", TODAY, view="office").tables["period"]

    said = dict(zip(rows["单位"], rows["上次提醒"], strict=True))
    reminded = {unit for unit, moment in said.items() if moment != "—"}
    assert {unit for unit in said if unit.startswith((WATER, UNION))} == reminded


def test_the_office_may_leave_the_leaders_out(
    visit: Visit, log_in: LogIn, own_store: Store, known: None, box: Postbox
) -> None:
    log_in()
    ids = {name: unit_id for unit_id, name in unit_names(own_store).items()}
    # whatever day it is, figures of years ago are late
    led = Contact(
        unit_id=ids[WATER],
        supervisor="张三",
        handler="李四",
        telephone="",
        handler_email="li@kz.example",
        supervisor_email="zhang@kz.example",
        updated_at=clock.now(),
        account="tester",
    )
    keep_contacts(own_store, [led], "tester")
    screen = opened(visit)
    assert any("发送提醒（3人）" in button for button in screen.buttons)

    screen.app.button_group(key="reminding-levels").set_value([ReminderLevel.UNIT])
    screen.run().press("发送提醒（2人）")

    assert {mail["To"].addresses[0].username for mail in box.mails} == {"li", "zhao"}


def test_what_was_sent_stands_on_the_day_it_was_among_what_was_done_for_the_office_alone(
    visit: Visit, log_in: LogIn, known: None, box: Postbox
) -> None:
    log_in()
    opened(visit).press("发送提醒（2人）")
    today = clock.today()

    def record(day: date) -> list[str]:
        screen = visit("changes", str(day), since=str(day - timedelta(days=1)))
        screen.app.session_state["reminders-between"] = True
        return [name for frame in screen.run().frames if "结果" in frame for name in frame["单位"]]

    assert sorted(record(today)) == sorted([WATER, UNION])
    assert record(today - timedelta(days=1)) == []
    log_in(WATER, "水利")
    assert record(today) == []


def test_what_is_not_delivered_says_why_and_can_be_sent_again(
    visit: Visit, log_in: LogIn, known: None, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in()
    monkeypatch.setenv("KZDASH_SMTP_USER", postbox.USER)
    monkeypatch.setenv("KZDASH_SMTP_PASSWORD", "other")
    screen = opened(visit).press("发送提醒（2人）")

    assert screen.said("error") == [
        "2份未送达：服务器不接受用户名或密码。请管理员更正设置。下次发送时再发。"
    ]
    monkeypatch.setenv("KZDASH_SMTP_PASSWORD", postbox.PASSWORD)
    screen.press("发送提醒（2人）")
    assert screen.said("error") == []
    assert len(box.mails) == 2


def test_what_changed_since_it_was_read_is_not_sent_before_it_is_read(
    visit: Visit, log_in: LogIn, own_store: Store, known: None, box: Postbox
) -> None:
    log_in()
    screen = opened(visit)
    ids = {name: unit_id for unit_id, name in unit_names(own_store).items()}
    moved = Contact(
        unit_id=ids[WATER],
        supervisor="",
        handler="王五",
        telephone="",
        handler_email="wang@kz.example",
        updated_at=clock.now(),
        account="tester",
    )
    keep_contacts(own_store, [moved], "tester")

    screen.press("发送提醒（2人）")

    assert screen.said("error") == ["情况刚有变化，还没有发送。请再看一遍，然后发送。"]
    assert box.mails == []
    screen.press("发送提醒（2人）")
    assert {mail["To"].addresses[0].username for mail in box.mails} == {"wang", "zhao"}


def test_an_office_without_settings_is_not_offered_to_send(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    log_in()
    assert PART not in parts(visit("reporting"))


def test_a_unit_is_not_offered_to_send(
    visit: Visit, log_in: LogIn, known: None, box: Postbox
) -> None:
    log_in(WATER, "水利")
    screen = opened(visit)

    assert PART not in parts(screen)
    assert "reminding" not in screen.tables
