"""Passwords are kept as argon2 hashes; weak ones are refused with their reason."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from kzdash import accounts
from kzdash.accounts import passwords
from kzdash.errors import Refusal, RefusedError, WrongPasswordError
from tests.people import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kzdash.store import Store
    from tests.people import Watched


IN_USE = passwords.HASHER


@pytest.mark.parametrize(
    ("new", "refusal"),
    [
        ("", Refusal.NEW_TOO_SHORT),
        ("nine char", Refusal.NEW_TOO_SHORT),
        ("长" * 9, Refusal.NEW_TOO_SHORT),
        ("x1" * 64 + "x", Refusal.NEW_TOO_LONG),
        ("x" * 10, Refusal.NEW_REPEATS),
        (PASSWORD, Refusal.NEW_IS_OLD),
        ("ZhangSanLaoShi", Refusal.NEW_IS_NAME),
    ],
)
def test_a_weak_password_is_refused_and_changes_nothing(
    store: Store, join: object, now: datetime, new: str, refusal: Refusal
) -> None:
    assert callable(join)
    name = join("zhangsanlaoshi")
    token = accounts.log_in(store, name, PASSWORD, now)

    with pytest.raises(RefusedError) as caught:
        accounts.change_password(store, token, PASSWORD, new, now)

    assert (caught.value.refusal, caught.value.field) == (refusal, "password")
    assert accounts.log_in(store, name, PASSWORD, now)


@pytest.mark.parametrize(
    "new", ["ten chars.", "x1" * 64, "一二三四五六七八九十", "🐎🔋 emoji horse", " spaces too  "]
)
def test_a_password_of_any_characters_is_accepted(
    store: Store, zhang: str, now: datetime, new: str
) -> None:
    token = accounts.log_in(store, zhang, PASSWORD, now)

    accounts.change_password(store, token, PASSWORD, new, now)

    assert accounts.log_in(store, zhang, new, now)


def test_full_width_characters_count_as_their_half_width_forms(
    store: Store, zhang: str, now: datetime
) -> None:
    token = accounts.log_in(store, zhang, PASSWORD, now)
    accounts.change_password(store, token, PASSWORD, "abc-123-xyz", now)

    assert accounts.log_in(store, zhang, "ａｂｃ-１２３-ｘｙｚ", now)


TYPED = {
    "as it was made": lambda given: given,
    "without hyphens": lambda given: given.replace("-", ""),
    "in capitals": str.upper,
    "with blanks": lambda given: f" {given.replace('-', '  ')}\t",
    "full width": lambda given: "".join(chr(ord(one) + 0xFEE0) for one in given),
    "with another dash in other places": lambda given: f"{given[:2]}—{given[2:]}－",
}


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED.keys())
def test_a_one_time_password_is_read_without_hyphens_blanks_and_case(
    store: Store, zhang: str, now: datetime, typed: Callable[[str], str]
) -> None:
    given = typed(accounts.reset_account(store, zhang, now, by=None))

    token = accounts.log_in(store, zhang, given, now)

    assert accounts.change_password(store, token, given, PASSWORD, now)


def test_a_chosen_password_must_match_to_the_character(
    store: Store, zhang: str, now: datetime, hasher: Watched
) -> None:
    chosen = "abcd-efgh-jkmn-pqrs"
    token = accounts.log_in(store, zhang, PASSWORD, now)
    accounts.change_password(store, token, PASSWORD, chosen, now)
    before = hasher.verified

    for typed in ("abcdefghjkmnpqrs", chosen.upper(), f"{chosen} "):
        with pytest.raises(WrongPasswordError):
            accounts.log_in(store, zhang, typed, now)

    assert hasher.verified - before == 3
    assert accounts.log_in(store, zhang, chosen, now)


def test_a_wrong_one_time_password_takes_as_long_as_any_wrong_one(
    store: Store, zhang: str, now: datetime, hasher: Watched
) -> None:
    given = accounts.reset_account(store, zhang, now, by=None)
    before = hasher.verified

    for name, password in ((zhang, given[:-1]), (zhang, ""), ("nobody", given)):
        with pytest.raises(WrongPasswordError):
            accounts.log_in(store, name, password, now)

    assert hasher.verified - before == 3


def test_the_one_time_password_in_another_spelling_is_refused_as_the_new_password(
    store: Store, zhang: str, now: datetime
) -> None:
    given = accounts.reset_account(store, zhang, now, by=None)
    token = accounts.log_in(store, zhang, given, now)

    with pytest.raises(RefusedError) as caught:
        accounts.change_password(store, token, given, given.replace("-", "").upper(), now)

    assert caught.value.refusal is Refusal.NEW_IS_OLD


def test_a_one_time_password_is_hashed_anew_as_it_was_made(
    store: Store, zhang: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = accounts.reset_account(store, zhang, now, by=None)
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=2, memory_cost=64))

    accounts.log_in(store, zhang, given.upper().replace("-", " "), now)

    assert accounts.log_in(store, zhang, given, now)


def test_hashes_use_the_parameters_that_argon2_cffi_recommends() -> None:
    found = extract_parameters(IN_USE.hash("a password"))

    assert found.type is Type.ID
    assert found.memory_cost >= 64 * 1024
    assert found.time_cost >= 3


def test_two_hashes_of_one_password_differ() -> None:
    assert passwords.hash_password("a password") != passwords.hash_password("a password")


def test_a_hash_of_older_parameters_is_renewed_at_log_in(
    store: Store, zhang: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stored() -> str:
        return next(found.password_hash for found in store.accounts() if found.name == zhang)

    old = stored()
    accounts.log_in(store, zhang, PASSWORD, now)
    unchanged = stored()
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=2, memory_cost=64))
    accounts.log_in(store, zhang, PASSWORD, now)

    assert unchanged == old
    assert extract_parameters(stored()).time_cost == 2
    assert accounts.log_in(store, zhang, PASSWORD, now)


def test_a_damaged_hash_counts_as_a_wrong_password() -> None:
    assert not passwords.password_matches("no hash", "a password")


def test_at_most_two_passwords_are_verified_at_once(hasher: Watched) -> None:
    stored = passwords.hash_password("a password")
    second = threading.Barrier(2, timeout=30)
    hasher.meanwhile = second.wait
    threads = [
        threading.Thread(target=passwords.password_matches, args=(stored, "a password"))
        for _ in range(8)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert (hasher.verified, hasher.most_at_once) == (8, 2)


def test_a_one_time_password_can_be_read_out_and_is_never_the_same() -> None:
    made = {passwords.new_one_time_password() for _ in range(200)}

    assert len(made) == 200
    assert all(re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", given) for given in made)
    assert not set("".join(made)) & set("0O1lIio")
