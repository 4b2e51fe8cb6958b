"""A browser somebody logged in with before is not kept out by what strangers try elsewhere."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kzdash import accounts
from kzdash.errors import TryLaterError, WrongPasswordError
from tests.people import NEW, PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kzdash.store import Store


@pytest.fixture
def device(store: Store, zhang: str, now: datetime) -> str:
    """What Zhang's browser has of an earlier login."""
    return accounts.remember_browser(store, accounts.log_in(store, zhang, PASSWORD, now))


def guess(store: Store, name: str, now: datetime, times: int = 5, device: str = "") -> None:
    for _ in range(times):
        with pytest.raises(WrongPasswordError):
            accounts.log_in(store, name, "wrong", now, device)


def test_guesses_elsewhere_never_lock_out_a_known_browser(
    store: Store, zhang: str, now: datetime, device: str
) -> None:
    guess(store, zhang, now)
    for _ in range(99):
        now += timedelta(minutes=15)
        guess(store, zhang, now, 1)

    with pytest.raises(TryLaterError):
        accounts.log_in(store, zhang, PASSWORD, now)
    assert accounts.log_in(store, zhang, PASSWORD, now, device)
    # and it opens nothing to those elsewhere
    with pytest.raises(TryLaterError):
        accounts.log_in(store, zhang, PASSWORD, now)


def test_guesses_in_a_known_browser_delay_only_that_browser(
    store: Store, zhang: str, now: datetime, device: str
) -> None:
    guess(store, zhang, now, device=device)

    with pytest.raises(TryLaterError):
        accounts.log_in(store, zhang, PASSWORD, now, device)
    assert accounts.log_in(store, zhang, PASSWORD, now)


def test_a_browser_is_known_for_one_account_until_its_password_changes(
    store: Store, zhang: str, join: Callable[..., str], now: datetime, device: str
) -> None:
    other = join("wang")
    token = accounts.log_in(store, zhang, PASSWORD, now)
    assert accounts.is_known_browser(store, zhang, device)
    nonce, _, _ = device.partition(".")
    made_up = (f"x{device}", device[:-1], nonce, f"{nonce}.", ".", "", "\udcff.\udcff")
    assert not any(accounts.is_known_browser(store, zhang, given) for given in made_up)
    assert not accounts.is_known_browser(store, other, device)
    assert not accounts.is_known_browser(store, "nobody", device)

    newer = accounts.change_password(store, token, PASSWORD, NEW, now)

    assert not accounts.is_known_browser(store, zhang, device)
    assert accounts.is_known_browser(store, zhang, accounts.remember_browser(store, newer))
    assert accounts.remember_browser(store, token) == ""


def test_a_disabled_account_has_no_known_browser(
    store: Store, zhang: str, device: str, now: datetime
) -> None:
    accounts.disable_account(store, zhang, now, by=None)

    assert not accounts.is_known_browser(store, zhang, device)


def test_guesses_elsewhere_do_not_keep_a_user_from_changing_the_password(
    store: Store, zhang: str, now: datetime
) -> None:
    token = accounts.log_in(store, zhang, PASSWORD, now)
    guess(store, zhang, now)

    assert accounts.change_password(store, token, PASSWORD, NEW, now)


def test_the_office_is_told_at_whose_account_somebody_guesses(
    store: Store, zhang: str, join: Callable[..., str], now: datetime, device: str
) -> None:
    guess(store, join("wang"), now, 4)
    guess(store, "nobody", now)
    guess(store, zhang, now, device=device)
    assert accounts.guessed_accounts(store) == {}

    guess(store, zhang, now)
    assert accounts.guessed_accounts(store) == {zhang: (5, now)}
