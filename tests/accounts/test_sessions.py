"""A login is a token whose hash alone is kept; it ends at log-out everywhere and when idle."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, update

from kzdash import accounts
from kzdash.domain.models import Account, Role
from kzdash.errors import Refusal, RefusedError, StoreReadOnlyError, WrongPasswordError
from tests import raw_sql
from tests.people import NEW, PASSWORD, UNIT

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from kzdash.domain.models import Report
    from kzdash.store import Store
    from tests.people import Watched

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def used_at(store: Store) -> list[str]:
    return [moment for (moment,) in raw_sql.ask(store.url, "SELECT used_at FROM logins")]


def test_the_right_password_gives_a_token_that_identifies_the_account(
    store: Store, zhang: str, now: datetime
) -> None:
    token = accounts.log_in(store, zhang, PASSWORD, now)

    me = accounts.user_of_token(store, token, now, touch=True)

    assert me == accounts.User("zhang", "zhang本人", Role.UNIT, UNIT, must_change=False)
    assert (me.words, me.is_office) == ("zhang本人（区水利局）", False)


def test_the_label_of_an_office_account_names_the_office_once(
    store: Store, join: Callable[..., str], now: datetime
) -> None:
    join("li", unit=None)
    token = accounts.log_in(store, "li", PASSWORD, now)
    given = accounts.add_account(
        store, "chief", "专班办公室", Role.OFFICE, None, None, now, by=None
    )

    li = accounts.user_of_token(store, token, now, touch=False)
    chief = accounts.user_of_token(
        store, accounts.log_in(store, "chief", given, now), now, touch=False
    )

    assert li is not None
    assert (li.words, li.is_office) == ("li本人（专班办公室）", True)
    assert chief is not None
    assert chief.words == "专班办公室"


def test_neither_password_nor_token_is_in_the_store(
    store: Store, zhang: str, now: datetime, kept: Callable[[], str]
) -> None:
    token = accounts.log_in(store, zhang, PASSWORD, now)

    held = kept()

    assert hashlib.sha256(token.encode()).hexdigest() in held
    assert "$argon2id$" in held
    assert token not in held
    assert PASSWORD not in held


def test_every_login_has_a_token_of_its_own(store: Store, zhang: str, now: datetime) -> None:
    tokens = {accounts.log_in(store, zhang, PASSWORD, now) for _ in range(5)}

    assert len(tokens) == 5
    assert all(len(token) >= 43 for token in tokens)


@pytest.mark.parametrize("typed", ["zhang", "ZHANG", " Zhang ", "ｚｈａｎｇ"])
def test_a_name_may_be_typed_in_any_of_its_forms(
    store: Store, zhang: str, now: datetime, typed: str
) -> None:
    token = accounts.log_in(store, typed, PASSWORD, now)

    me = accounts.user_of_token(store, token, now, touch=False)
    assert me is not None
    assert me.name == zhang


def test_login_failure_does_not_reveal_whether_the_account_exists(
    store: Store, join: Callable[..., str], zhang: str, now: datetime, hasher: Watched
) -> None:
    accounts.disable_account(store, join("gone"), now, by=None)
    tries = [(zhang, "wrong"), (zhang, ""), ("nobody", PASSWORD), ("gone", PASSWORD)]
    tries += [
        ("tester", ""),
        ("", ""),
        ("\x00", "\ud800"),
        ("\ud800", ""),
        ("长" * 5000, "长" * 5000),
    ]
    before = hasher.verified

    said = set()
    for name, password in tries:
        with pytest.raises(WrongPasswordError) as caught:
            accounts.log_in(store, name, password, now)
        said.add(str(caught.value))

    assert len(said) == 1
    assert hasher.verified - before == len(tries)


def test_an_account_disabled_directly_in_the_database_is_logged_out(
    store: Store, zhang: str, now: datetime
) -> None:
    token = accounts.log_in(store, zhang, PASSWORD, now)
    with store.writing() as session:
        session.execute(update(Account).values(disabled=True))

    assert accounts.user_of_token(store, token, now, touch=False) is None


@pytest.mark.parametrize("token", ["", "unknown", "\ud800", "\x00", "长" * 5000])
def test_an_unknown_token_identifies_nobody(
    store: Store, zhang: str, now: datetime, token: str
) -> None:
    accounts.log_in(store, zhang, PASSWORD, now)

    assert accounts.user_of_token(store, token, now, touch=True) is None


def test_a_login_lasts_for_twelve_idle_hours_and_no_longer(
    store: Store, zhang: str, now: datetime
) -> None:
    token = accounts.log_in(store, zhang, PASSWORD, now)

    assert accounts.user_of_token(store, token, now + accounts.IDLE, touch=False) is not None
    assert accounts.user_of_token(store, token, now + accounts.IDLE + SECOND, touch=False) is None
    assert len(used_at(store)) == 1
    assert accounts.user_of_token(store, token, now + accounts.IDLE + SECOND, touch=True) is None
    assert used_at(store) == []


def test_a_login_in_use_ends_after_thirty_days(store: Store, zhang: str, now: datetime) -> None:
    token = accounts.log_in(store, zhang, PASSWORD, now)

    lasted = 0
    while accounts.user_of_token(store, token, now + lasted * accounts.IDLE, touch=True):
        lasted += 1

    assert lasted == 61


def test_a_session_last_used_in_the_future_has_ended(
    store: Store, zhang: str, now: datetime
) -> None:
    token = accounts.log_in(store, zhang, PASSWORD, now)

    accounts.user_of_token(store, token, now + 10 * MINUTE, touch=True)

    assert accounts.user_of_token(store, token, now + 5 * MINUTE, touch=False) is not None
    assert accounts.user_of_token(store, token, now + 4 * MINUTE, touch=False) is None
    assert accounts.user_of_token(
        store, accounts.log_in(store, zhang, PASSWORD, now), now, touch=False
    )
    assert len(used_at(store)) == 1


def test_a_login_made_by_an_older_version_has_ended(
    store: Store, zhang: str, now: datetime
) -> None:
    whole = accounts.log_in(store, zhang, PASSWORD, now)
    token = whole.partition(".")[0]
    hashed = hashlib.sha256(token.encode()).hexdigest()
    raw_sql.ask(store.url, f"UPDATE logins SET token_hash = '{hashed}'")

    assert accounts.user_of_token(store, token, now, touch=False) is None


@pytest.mark.parametrize("later", [accounts.IDLE + SECOND, timedelta(days=31), None])
def test_a_write_checks_the_session_in_its_own_transaction(
    store: Store,
    zhang: str,
    now: datetime,
    new_report: Callable[..., Report],
    later: timedelta | None,
) -> None:
    token = accounts.log_in(store, zhang, PASSWORD, now)
    report = new_report("milestone", 4, now.date(), status="in_progress")
    report.account = "tester"
    if later is None:
        accounts.log_out(store, token)
    admit = partial(accounts.require_login, token=token, now=now + (later or timedelta()))

    for write in (
        lambda: store.append(report, admit),
        lambda: store.undo(report.item_id, 1, "tester", now, admit),
    ):
        with pytest.raises(RefusedError) as caught:
            write()
        assert caught.value.refusal is Refusal.LOGGED_OUT

    assert store.last(report.item_id) is None


def test_activity_extends_a_session(store: Store, zhang: str, now: datetime) -> None:
    token = accounts.log_in(store, zhang, PASSWORD, now)

    for hour in range(1, 31):
        assert (
            accounts.user_of_token(store, token, now + timedelta(hours=hour), touch=True)
            is not None
        )


def test_activity_at_the_last_moment_extends_a_session(
    store: Store, zhang: str, now: datetime
) -> None:
    token = accounts.log_in(store, zhang, PASSWORD, now)

    assert accounts.user_of_token(store, token, now + accounts.IDLE, touch=True) is not None

    assert (
        accounts.user_of_token(store, token, now + accounts.IDLE + SECOND, touch=False) is not None
    )


def test_background_refreshes_do_not_extend_a_session(
    store: Store, zhang: str, now: datetime
) -> None:
    token = accounts.log_in(store, zhang, PASSWORD, now)

    lasting = [
        hour
        for hour in range(1, 31)
        if accounts.user_of_token(store, token, now + timedelta(hours=hour), touch=False)
    ]

    assert lasting == list(range(1, 13))


def test_reading_within_five_minutes_does_not_write_the_last_use(
    store: Store, zhang: str, now: datetime, kept: Callable[[], str]
) -> None:
    token = accounts.log_in(store, zhang, PASSWORD, now)
    before = kept()

    accounts.user_of_token(store, token, now + timedelta(minutes=5), touch=True)
    accounts.user_of_token(store, token, now + timedelta(hours=5), touch=False)
    assert kept() == before

    accounts.user_of_token(store, token, now + timedelta(minutes=5, seconds=1), touch=True)
    assert kept() != before


def test_a_locked_store_does_not_keep_a_logged_in_user_from_reading(
    store: Store, zhang: str, now: datetime, file: Path
) -> None:
    token = accounts.log_in(store, zhang, PASSWORD, now)
    later = now + timedelta(hours=1)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        started = time.monotonic()

        me = accounts.user_of_token(store, token, later, touch=True)

        assert time.monotonic() - started < 3
    assert me is not None
    assert accounts.user_of_token(store, token, later + accounts.IDLE, touch=False) is None


def test_a_read_only_store_does_not_keep_a_logged_in_user_from_reading(
    store: Store, zhang: str, now: datetime
) -> None:
    token = accounts.log_in(store, zhang, PASSWORD, now)
    later = now + timedelta(hours=1)
    refuse_writing(store)

    assert accounts.user_of_token(store, token, later, touch=True) is not None
    assert accounts.user_of_token(store, token, later + accounts.IDLE, touch=True) is None
    with pytest.raises(StoreReadOnlyError):
        accounts.log_in(store, zhang, PASSWORD, later)


def refuse_writing(store: Store) -> None:
    """Open the store so that its database itself refuses to write, for root too."""
    refusal = "SET default_transaction_read_only = on"
    if store.file:
        refusal = "PRAGMA query_only = ON"

    def read_only(connection: Any, _record: object) -> None:
        connection.execute(refusal)
        connection.commit()

    store._engine.dispose()  # noqa: SLF001 - no store is to do this
    event.listen(store._engine, "connect", read_only)  # noqa: SLF001 - likewise


def test_logging_out_ends_the_login_of_this_device_alone(
    store: Store, zhang: str, now: datetime
) -> None:
    desk, phone = (accounts.log_in(store, zhang, PASSWORD, now) for _ in range(2))

    accounts.log_out(store, desk)

    assert accounts.user_of_token(store, desk, now, touch=True) is None
    assert accounts.user_of_token(store, phone, now, touch=True) is not None


def test_logging_out_everywhere_ends_every_login_of_the_account_and_no_other(
    store: Store, zhang: str, join: Callable[..., str], now: datetime
) -> None:
    desk, phone = (accounts.log_in(store, zhang, PASSWORD, now) for _ in range(2))
    other = accounts.log_in(store, join("wang"), PASSWORD, now)

    accounts.log_out_everywhere(store, desk, now)

    assert accounts.user_of_token(store, desk, now, touch=True) is None
    assert accounts.user_of_token(store, phone, now, touch=True) is None
    assert accounts.user_of_token(store, other, now, touch=True) is not None


@pytest.mark.parametrize("idle", [timedelta(), accounts.IDLE + SECOND])
def test_logging_out_with_an_ended_token_ends_no_session(
    store: Store, zhang: str, now: datetime, idle: timedelta
) -> None:
    old = accounts.log_in(store, zhang, PASSWORD, now)
    if not idle:
        accounts.log_out(store, old)
    later = now + idle
    new = accounts.log_in(store, zhang, PASSWORD, later)

    accounts.log_out_everywhere(store, old, later)
    accounts.log_out_everywhere(store, "unknown", later)
    accounts.log_out(store, "unknown")

    assert accounts.user_of_token(store, new, later, touch=False) is not None


def test_logging_in_clears_away_logins_long_idle(store: Store, zhang: str, now: datetime) -> None:
    for hours in (0, 1, 13):
        accounts.log_in(store, zhang, PASSWORD, now + timedelta(hours=hours))

    assert len(used_at(store)) == 2


def test_a_new_password_replaces_the_old_and_ends_the_other_logins(
    store: Store, zhang: str, now: datetime
) -> None:
    desk, phone = (accounts.log_in(store, zhang, PASSWORD, now) for _ in range(2))

    token = accounts.change_password(store, desk, PASSWORD, NEW, now)

    assert accounts.user_of_token(store, token, now, touch=False) is not None
    assert accounts.user_of_token(store, desk, now, touch=False) is None
    assert accounts.user_of_token(store, phone, now, touch=False) is None
    assert accounts.log_in(store, zhang, NEW, now)
    with pytest.raises(WrongPasswordError):
        accounts.log_in(store, zhang, PASSWORD, now)


def test_a_one_time_password_must_be_changed_before_anything_else(
    store: Store, now: datetime
) -> None:
    given = accounts.add_account(store, "qian", "钱", Role.UNIT, UNIT, None, now, by=None)
    token = accounts.log_in(store, "qian", given, now)
    first = accounts.user_of_token(store, token, now, touch=False)

    token = accounts.change_password(store, token, given, NEW, now)

    changed = accounts.user_of_token(store, token, now, touch=False)
    assert first is not None
    assert first.must_change
    assert changed is not None
    assert not changed.must_change


def test_a_password_change_needs_the_old_password(store: Store, zhang: str, now: datetime) -> None:
    token = accounts.log_in(store, zhang, PASSWORD, now)

    with pytest.raises(WrongPasswordError):
        accounts.change_password(store, token, "wrong", NEW, now)

    assert accounts.log_in(store, zhang, PASSWORD, now)
    assert accounts.user_of_token(store, token, now, touch=False) is not None


def test_nobody_changes_a_password_without_a_login(store: Store, zhang: str, now: datetime) -> None:
    token = accounts.log_in(store, zhang, PASSWORD, now)
    accounts.log_out(store, token)

    with pytest.raises(RefusedError) as caught:
        accounts.change_password(store, token, PASSWORD, NEW, now)

    assert caught.value.refusal is Refusal.LOGGED_OUT


@pytest.mark.parametrize("meanwhile", ["reset", "disable"])
def test_a_password_replaced_during_verification_gives_no_session(
    store: Store, zhang: str, now: datetime, hasher: Watched, meanwhile: str
) -> None:
    acts = {
        "reset": lambda: accounts.reset_account(store, zhang, now, by=None),
        "disable": lambda: accounts.disable_account(store, zhang, now, by=None),
    }
    hasher.meanwhile = acts[meanwhile]

    with pytest.raises(WrongPasswordError):
        accounts.log_in(store, zhang, PASSWORD, now)

    assert used_at(store) == []


def test_an_e_mail_verified_by_a_provider_identifies_its_account(
    store: Store, join: Callable[..., str], now: datetime
) -> None:
    join("zhou", email="Zhou@Example.CN")

    me = accounts.user_with_email(store, " zhou@EXAMPLE.cn ", now)

    assert me is not None
    assert me.name == "zhou"


def test_an_unknown_e_mail_or_a_disabled_account_s_identifies_nobody(
    store: Store, join: Callable[..., str], zhang: str, now: datetime
) -> None:
    accounts.disable_account(store, join("zhou", email="zhou@example.cn"), now, by=None)

    assert zhang
    for email in ("zhou@example.cn", "other@example.cn", "", "%"):
        assert accounts.user_with_email(store, email, now) is None


def test_a_provider_login_does_away_with_the_one_time_password(
    store: Store, now: datetime, hasher: Watched
) -> None:
    given = accounts.add_account(
        store, "zhou", "周", Role.UNIT, UNIT, "zhou@example.cn", now, by=None
    )

    me = accounts.user_with_email(store, "zhou@example.cn", now)

    assert me is not None
    assert not me.must_change
    before = hasher.verified
    with pytest.raises(WrongPasswordError):
        accounts.log_in(store, "zhou", given, now)
    # an account that has no password takes as long as any other
    assert hasher.verified == before + 1


def test_a_provider_login_reads_a_read_only_store(store: Store, now: datetime) -> None:
    accounts.add_account(store, "zhou", "周", Role.UNIT, UNIT, "zhou@example.cn", now, by=None)
    refuse_writing(store)

    me = accounts.user_with_email(store, "zhou@example.cn", now)

    assert me is not None
    assert me.must_change


def last_login(store: Store, name: str) -> datetime | None:
    return next(found.last_login_at for found in store.accounts() if found.name == name)


def test_an_account_says_when_somebody_last_logged_in_to_it(store: Store, now: datetime) -> None:
    given = accounts.add_account(store, "qian", "钱", Role.UNIT, UNIT, None, now, by=None)
    assert last_login(store, "qian") is None

    with pytest.raises(WrongPasswordError):
        accounts.log_in(store, "qian", "wrong", now)
    assert last_login(store, "qian") is None
    accounts.log_in(store, "qian", given, now + SECOND)
    assert last_login(store, "qian") == now + SECOND


def test_a_provider_login_counts_anew_after_twelve_hours(
    store: Store, join: Callable[..., str], now: datetime
) -> None:
    join("zhou", email="zhou@example.cn")
    said = []

    for later in (timedelta(hours=12), timedelta(hours=13), timedelta(hours=14)):
        accounts.user_with_email(store, "zhou@example.cn", now + later)
        said.append(last_login(store, "zhou"))

    assert said == [now, now + timedelta(hours=13), now + timedelta(hours=13)]
