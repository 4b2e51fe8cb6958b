"""Wrong passwords in a row delay the name they were given for, and no other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from kzdash import accounts
from kzdash.domain.models import Attempt
from kzdash.errors import KzdashError, TryLaterError, WrongPasswordError
from tests import raw_sql
from tests.people import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kzdash.store import Store
    from tests.people import Watched

MINUTE = timedelta(minutes=1)


def guess(store: Store, name: str, now: datetime, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(WrongPasswordError):
            accounts.log_in(store, name, "wrong", now)


def seconds_left(store: Store, name: str, now: datetime) -> int:
    with pytest.raises(TryLaterError) as caught:
        accounts.log_in(store, name, PASSWORD, now)
    return caught.value.seconds


@pytest.mark.parametrize("name", ["zhang", "nobody"])
def test_five_wrong_passwords_delay_a_name_for_a_minute_whether_or_not_it_is_an_account(
    store: Store, zhang: str, now: datetime, name: str
) -> None:
    assert zhang
    guess(store, name, now, 5)

    assert seconds_left(store, name, now) == 60
    assert seconds_left(store, name, now + timedelta(seconds=59.5)) == 1


def test_four_wrong_passwords_delay_nothing(store: Store, zhang: str, now: datetime) -> None:
    guess(store, zhang, now, 4)

    assert accounts.log_in(store, zhang, PASSWORD, now)


def test_the_delay_doubles_up_to_a_quarter_of_an_hour(
    store: Store, zhang: str, now: datetime
) -> None:
    guess(store, zhang, now, 5)
    delays = []
    for _ in range(7):
        delays.append(seconds_left(store, zhang, now))
        now += timedelta(seconds=delays[-1])
        guess(store, zhang, now)

    assert delays == [60, 120, 240, 480, 900, 900, 900]


def test_the_right_password_after_the_delay_logs_in_and_resets_the_count(
    store: Store, zhang: str, now: datetime
) -> None:
    guess(store, zhang, now, 5)

    assert accounts.log_in(store, zhang, PASSWORD, now + MINUTE)
    guess(store, zhang, now + MINUTE, 4)
    assert accounts.log_in(store, zhang, PASSWORD, now + MINUTE)


def test_wrong_passwords_for_one_name_delay_no_other_name(
    store: Store, zhang: str, join: Callable[..., str], now: datetime
) -> None:
    other = join("wang")
    guess(store, zhang, now, 5)

    assert accounts.log_in(store, other, PASSWORD, now)
    guess(store, "nobody", now, 5)


def test_the_forms_of_a_name_are_counted_together(store: Store, zhang: str, now: datetime) -> None:
    for typed in ("zhang", "ZHANG", " zhang", "ｚｈａｎｇ", "Zhang"):
        guess(store, typed, now)

    assert seconds_left(store, zhang, now) == 60


def test_a_delayed_name_costs_no_verification(
    store: Store, zhang: str, now: datetime, hasher: Watched
) -> None:
    guess(store, zhang, now, 5)
    before = hasher.verified

    seconds_left(store, zhang, now)

    assert hasher.verified == before


def test_concurrent_wrong_passwords_all_count(
    store: Store, zhang: str, now: datetime, hasher: Watched
) -> None:
    before = hasher.verified

    def one(_number: int) -> type[KzdashError]:
        with pytest.raises(KzdashError) as caught:
            accounts.log_in(store, zhang, "wrong", now)
        return caught.type

    with ThreadPoolExecutor(10) as pool:
        said = list(pool.map(one, range(30)))

    assert said.count(WrongPasswordError) == hasher.verified - before == 5
    assert said.count(TryLaterError) == 25


def test_a_wrong_old_password_counts_too(store: Store, zhang: str, now: datetime) -> None:
    token = accounts.log_in(store, zhang, PASSWORD, now)

    for _ in range(5):
        with pytest.raises(WrongPasswordError):
            accounts.change_password(store, token, "wrong", "another password", now)

    with pytest.raises(TryLaterError):
        accounts.change_password(store, token, PASSWORD, "another password", now)


def test_attempts_are_forgotten_after_a_day(store: Store, zhang: str, now: datetime) -> None:
    guess(store, "nobody", now, 5)
    guess(store, zhang, now + timedelta(hours=25))

    assert raw_sql.ask(store.url, "SELECT failures FROM attempts") == [(1,)]


def test_a_day_has_to_go_by_until_attempts_are_forgotten(
    store: Store, zhang: str, now: datetime
) -> None:
    guess(store, zhang, now, 4)
    guess(store, zhang, now + timedelta(days=1))

    assert seconds_left(store, zhang, now + timedelta(days=1)) == 60


def test_a_delay_is_over_to_the_second(store: Store, zhang: str, now: datetime) -> None:
    guess(store, zhang, now, 5)

    guess(store, zhang, now + MINUTE)


def test_a_clock_that_runs_behind_does_not_evade_the_delay(
    store: Store, zhang: str, now: datetime
) -> None:
    guess(store, zhang, now, 5)

    assert seconds_left(store, zhang, now - timedelta(seconds=10)) == 50


def test_a_name_guessed_at_for_weeks_is_delayed_no_longer_than_a_quarter_of_an_hour(
    store: Store, zhang: str, now: datetime
) -> None:
    guess(store, zhang, now, 5)
    with store.writing() as session:
        session.execute(update(Attempt).values(failures=10**6))

    assert seconds_left(store, zhang, now) == 900


def test_a_clock_set_back_delays_nobody_for_long(store: Store, zhang: str, now: datetime) -> None:
    guess(store, zhang, now + timedelta(days=300), 5)

    assert accounts.log_in(store, zhang, PASSWORD, now)


def test_the_name_of_a_failed_login_is_stored_hashed(
    store: Store, now: datetime, kept: Callable[[], str]
) -> None:
    guess(store, "my secret password", now)

    assert "secret" not in kept()
