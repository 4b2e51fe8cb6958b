"""What people were reminded of is claimed once, added only, and kept in backup and move."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from kzdash.domain.models import Reminder
from kzdash.errors import RefusedError
from kzdash.store import (
    LastSent,
    Store,
    backups,
    claim_reminders,
    last_reminded,
    last_sent,
    move_store,
    record_outcome,
    sent_reminders,
    table_checksums,
    unit_names,
)
from tests import people, raw_sql

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    NewReminder = Callable[..., Reminder]

WATER, UNION = "区水利局", "区总工会"
ADDRESS = "li@water.example"


@pytest.fixture
def reminder(store: Store, now: datetime) -> NewReminder:
    """Return a reminder about a unit; not yet claimed."""
    ids = {name: unit_id for unit_id, name in unit_names(store).items()}

    def build(seq: int = 1, unit: str = WATER, days: int = 0, **said: str) -> Reminder:
        fields = {"channel": "mail", "address": ADDRESS, "account": "tester", "level": "unit"}
        return Reminder(
            seq=seq,
            unit_id=ids[unit],
            recorded_at=now + timedelta(days=days),
            person="李四",
            item_ids="7,8",
            due_on=date(2025, 11, 25),
            text="【催报】两项",
            **fields | said,
        )

    return build


def test_a_message_is_claimed_by_one_of_several_processes_alone(
    store: Store, reminder: NewReminder
) -> None:
    def claim(_place: int) -> list[int]:
        return claim_reminders(Store(store.url), [reminder(), reminder(2, UNION)])

    with ThreadPoolExecutor(4) as pool:
        claimed = list(pool.map(claim, range(4)))

    assert sorted(map(len, claimed)) == [0, 0, 0, 2]
    assert [sent.unit for sent in sent_reminders(store, 10)] == [UNION, WATER]


def test_what_the_server_did_not_take_is_not_sent_and_what_has_no_outcome_may_be(
    store: Store, reminder: NewReminder, now: datetime
) -> None:
    today, tomorrow = now.date(), now.date() + timedelta(days=1)
    key = ("mail", ADDRESS)
    record_outcome(store, claim_reminders(store, [reminder()]), now, "TOO_SLOW")
    assert last_sent(store) == {key: LastSent(1, None, None)}
    assert last_reminded(store) == {}

    record_outcome(store, claim_reminders(store, [reminder(2, days=1)]), now)
    assert last_sent(store) == {key: LastSent(2, tomorrow, tomorrow)}

    claim_reminders(store, [reminder(3, days=2)])
    assert last_sent(store) == {key: LastSent(3, today + timedelta(days=2), tomorrow)}
    assert [(one.delivered, one.problem) for one in sent_reminders(store, 10)] == [
        (None, ""),
        (True, ""),
        (False, "TOO_SLOW"),
    ]
    assert len(sent_reminders(store, 2)) == 2
    # of the last one nobody knows
    last = last_reminded(store)[WATER]
    assert (last.reminder.seq, last.reminder.items) == (2, 2)


@pytest.mark.parametrize(
    ("who", "answer"), [("tester", "claimed"), ("", "claimed"), ("水利", "OFFICE_ONLY")]
)
def test_the_office_and_the_command_remind_and_nobody_else(
    store: Store, reminder: NewReminder, now: datetime, who: str, answer: str
) -> None:
    people.join(store, now, "水利", WATER)
    try:
        claim_reminders(store, [reminder(account=who)])
        found = "claimed"
    except RefusedError as error:
        found = error.refusal.name

    assert found == answer
    assert len(sent_reminders(store, 10)) == (answer == "claimed")


def test_reminders_and_outcomes_are_added_only(
    store: Store,
    reminder: NewReminder,
    now: datetime,
    kept: Callable[[], str],
    url: str,
) -> None:
    record_outcome(store, claim_reminders(store, [reminder()]), now, "TOO_SLOW")
    before = kept()

    for forbidden in (
        "UPDATE reminders SET text = 'other'",
        "UPDATE reminder_outcomes SET delivered = delivered",
        "DELETE FROM reminder_outcomes",
        "DELETE FROM reminders",
        "INSERT INTO reminders SELECT * FROM reminders WHERE id = 1",
        "INSERT INTO reminder_outcomes SELECT * FROM reminder_outcomes",
    ):
        with pytest.raises(raw_sql.REFUSED):
            raw_sql.ask(url, forbidden)

    assert kept() == before


def test_the_log_of_reminders_has_no_address(
    store: Store, reminder: NewReminder, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")

    claim_reminders(store, [reminder()])

    assert "reminders" in caplog.text
    assert ADDRESS not in str([vars(record) for record in caplog.records])


def test_reminders_are_in_a_backup_and_move_with_the_store(
    file: Path, tmp_path: Path, store: Store, reminder: NewReminder, now: datetime
) -> None:
    record_outcome(store, claim_reminders(store, [reminder()]), now)
    backup, target = tmp_path / "backup.db", f"sqlite:///{tmp_path / 'moved.db'}"

    backups.take_backup(store.url, backup)
    move_store(store, target)

    for url in (f"sqlite:///{backup}", target):
        for table in ("reminders", "reminder_outcomes"):
            assert table_checksums(Store(url))[table] == table_checksums(store)[table]
            assert table_checksums(Store(url))[table].rows == 1
        assert last_reminded(Store(url))[WATER].reminder.address == ADDRESS
