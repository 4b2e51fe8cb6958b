"""Accounts are added, reset and disabled by the office or the command line, and by nobody else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kzdash import accounts
from kzdash.domain.models import Account, Role
from kzdash.errors import BadAccountError, Refusal, RefusedError, WrongPasswordError
from tests import raw_sql
from tests.people import PASSWORD, UNIT

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kzdash.store import Store

    Join = Callable[..., str]
    Kept = Callable[[], str]

GOOD = {"name": "sun", "person": "孙", "role": Role.UNIT, "unit_name": UNIT, "email": None}


def found(store: Store, name: str) -> Account:
    return next(account for account in store.accounts() if account.name == name)


def test_an_account_is_added_with_a_one_time_password(store: Store, now: datetime) -> None:
    password = accounts.add_account(
        store, " Sun ", " 孙  先生 ", Role.UNIT, UNIT, "S@x.cn ", now, by=None
    )

    added = found(store, "sun")
    assert (added.person, added.email, added.created_at) == ("孙 先生", "s@x.cn", now)
    assert added.must_change
    assert added.unit is not None
    assert added.unit.name == UNIT
    assert accounts.log_in(store, "sun", password, now)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"name": ""}, Refusal.BAD_NAME),
        ({"name": "s"}, Refusal.BAD_NAME),
        ({"name": "s" * 65}, Refusal.BAD_NAME),
        ({"name": "sun li"}, Refusal.BAD_NAME),
        ({"name": "sun/li"}, Refusal.BAD_NAME),
        ({"name": "<b>sun"}, Refusal.BAD_NAME),
        ({"name": "-sun"}, Refusal.BAD_NAME),
        ({"name": "sun\n"}, None),
        ({"name": "sun\x00li"}, Refusal.BAD_NAME),
        ({"name": "孙🐎"}, Refusal.BAD_NAME),
        ({"name": "sun\uffff"}, Refusal.BAD_NAME),
        ({"name": "sun\udcff"}, Refusal.BAD_NAME),
        ({"name": "seed"}, Refusal.NAME_RESERVED),
        ({"name": "ＳＥＥＤ"}, Refusal.NAME_RESERVED),
        ({"name": "office"}, Refusal.NAME_RESERVED),
        ({"name": "孙先生-2.a_b"}, None),
        ({"name": "སུན"}, None),
        ({"person": " "}, Refusal.NO_PERSON),
        ({"person": "孙" * 51}, Refusal.NO_PERSON),
        ({"person": "孙\u202e"}, Refusal.UNPRINTABLE),
        ({"person": "孙\uffff"}, Refusal.UNPRINTABLE),
        ({"person": "孙\udcff"}, Refusal.UNPRINTABLE),
        ({"person": "𠮷田🐎"}, None),
        ({"unit_name": None}, Refusal.NO_UNIT),
        ({"unit_name": "水务局"}, Refusal.NO_UNIT),
        ({"role": Role.OFFICE}, Refusal.UNIT_OF_OFFICE),
        ({"role": Role.OFFICE, "unit_name": ""}, None),
        ({"email": "sun"}, Refusal.BAD_EMAIL),
        ({"email": "s\uffffn@x.cn"}, Refusal.BAD_EMAIL),
        ({"email": "sun@"}, Refusal.BAD_EMAIL),
        ({"email": "s n@x.cn"}, Refusal.BAD_EMAIL),
        ({"email": "a@b@c"}, Refusal.BAD_EMAIL),
        ({"email": f"{'s' * 260}@x.cn"}, Refusal.BAD_EMAIL),
        ({"email": " "}, None),
    ],
)
def test_invalid_account_fields_are_refused_and_nothing_is_written(
    store: Store, now: datetime, kept: Kept, wrong: dict[str, Any], refusal: Refusal
) -> None:
    before = kept()
    if refusal is None:
        assert accounts.add_account(store, **(GOOD | wrong), now=now, by=None)
        return

    with pytest.raises(BadAccountError) as caught:
        accounts.add_account(store, **(GOOD | wrong), now=now, by=None)

    assert caught.value.refusal is refusal
    assert kept() == before


@pytest.mark.parametrize(
    ("wrong", "given"),
    [
        ({"name": "Sun Li"}, "Sun Li"),
        ({"name": "ＳＥＥＤ"}, "ＳＥＥＤ"),
        ({"name": "Tester"}, "tester"),
        ({"person": "孙" * 1000}, "孙" * 51),
        ({"person": " 孙\u202e "}, "孙\u202e"),
        ({"unit_name": " 水务局 "}, "水务局"),
        ({"unit_name": None}, ""),
        ({"role": Role.OFFICE}, UNIT),
        ({"email": " Sun@ "}, "sun@"),
        ({"email": "s" * 1000}, "s" * 255),
        ({"email": "T@X.cn"}, "t@x.cn"),
    ],
)
def test_a_refusal_quotes_the_invalid_field_shortened(
    store: Store, join: Join, now: datetime, wrong: dict[str, Any], given: str
) -> None:
    join("other", email="t@x.cn")

    with pytest.raises(BadAccountError) as caught:
        accounts.add_account(store, **(GOOD | wrong), now=now, by=None)

    assert caught.value.value == given


@pytest.mark.parametrize(
    ("least", "most"),
    [
        ({"name": "sl"}, {"name": "s" * 64}),
        ({"person": "孙"}, {"person": "孙" * 50}),
        ({"email": "s@x"}, {"email": f"{'s' * 249}@x.cn"}),
    ],
)
def test_fields_of_the_shortest_and_longest_allowed_length_are_kept_whole(
    store: Store, now: datetime, least: dict[str, str], most: dict[str, str]
) -> None:
    for name, given in (("short", least), ("long", most)):
        accounts.add_account(store, **(GOOD | {"name": name} | given), now=now, by=None)
        added = found(store, given.get("name", name))
        assert {field: getattr(added, field) for field in given} == given


@pytest.mark.parametrize("name", ["zhou-mhz", "ZHOU-MHZ", "ｚｈｏｕ-mhz", " zhou-mhz", "zhou-㎒"])
def test_two_accounts_cannot_have_the_same_name(
    store: Store, join: Join, now: datetime, name: str
) -> None:
    join("zhou-mhz")

    with pytest.raises(BadAccountError) as caught:
        accounts.add_account(store, **(GOOD | {"name": name}), now=now, by=None)

    assert caught.value.refusal is Refusal.NAME_TAKEN


def test_two_accounts_cannot_have_the_same_e_mail(store: Store, join: Join, now: datetime) -> None:
    join("zhou", email="zhou@x.cn")

    with pytest.raises(BadAccountError) as caught:
        accounts.add_account(store, **(GOOD | {"email": "Zhou@X.CN"}), now=now, by=None)

    assert caught.value.refusal is Refusal.EMAIL_TAKEN


def test_of_two_who_add_one_name_at_once_one_succeeds(store: Store, now: datetime) -> None:
    def one(_number: int) -> str:
        try:
            return accounts.add_account(store, **GOOD, now=now, by=None)
        except BadAccountError as error:
            return error.refusal.name

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(one, range(8)))

    assert said.count("NAME_TAKEN") == 7
    assert len([account for account in store.accounts() if account.name == "sun"]) == 1


ACTS: dict[str, Callable[[Store, datetime, str], object]] = {
    "add": lambda store, now, by: accounts.add_account(store, **GOOD, now=now, by=by),
    "reset": lambda store, now, by: accounts.reset_account(store, "target", now, by=by),
    "disable": lambda store, now, by: accounts.disable_account(store, "target", now, by=by),
    "hand over": lambda store, now, by: accounts.hand_over_account(
        store, "target", "李四", None, now, by=by
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
@pytest.mark.parametrize(
    ("by", "refusal"),
    [
        ("of_unit", Refusal.OFFICE_ONLY),
        ("nobody", Refusal.NO_ACCOUNT),
        ("", Refusal.NO_ACCOUNT),
        ("seed", Refusal.NO_ACCOUNT),
        ("gone", Refusal.DISABLED),
        ("new", Refusal.MUST_CHANGE),
    ],
)
def test_only_an_enabled_office_account_with_its_own_password_manages_accounts(
    store: Store,
    join: Join,
    now: datetime,
    kept: Kept,
    act: Callable[[Store, datetime, str], object],
    by: str,
    refusal: Refusal,
) -> None:
    join("target")
    join("of_unit")
    accounts.disable_account(store, join("gone", unit=None), now, by=None)
    accounts.add_account(store, "new", "新", Role.OFFICE, None, None, now, by=None)
    before = kept()

    with pytest.raises(RefusedError) as caught:
        act(store, now, by)

    assert caught.value.refusal is refusal
    assert kept() == before


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_the_office_may_manage_accounts(
    store: Store, join: Join, now: datetime, act: Callable[[Store, datetime, str], object]
) -> None:
    join("target")

    act(store, now, join("of_office", unit=None))


def test_a_reset_gives_a_new_one_time_password_and_ends_the_old_one(
    store: Store, zhang: str, now: datetime
) -> None:
    token = accounts.log_in(store, zhang, PASSWORD, now)
    for _ in range(5):
        with pytest.raises(WrongPasswordError):
            accounts.log_in(store, zhang, "wrong", now)
    accounts.disable_account(store, zhang, now, by=None)

    password = accounts.reset_account(store, "ZHANG", now, by=None)

    assert accounts.user_of_token(store, token, now, touch=False) is None
    assert found(store, zhang).must_change
    with pytest.raises(WrongPasswordError):
        accounts.log_in(store, zhang, PASSWORD, now)
    assert accounts.log_in(store, zhang, password, now)


def test_a_reset_logs_out_whoever_was_logged_in_and_nobody_else(
    store: Store, join: Join, zhang: str, now: datetime
) -> None:
    token, other = (accounts.log_in(store, name, PASSWORD, now) for name in (zhang, join("wang")))

    accounts.reset_account(store, zhang, now, by=None)

    assert accounts.user_of_token(store, token, now, touch=False) is None
    assert accounts.user_of_token(store, other, now, touch=False) is not None


def test_a_reset_forgets_the_wrong_passwords_given(store: Store, zhang: str, now: datetime) -> None:
    for _ in range(5):
        with pytest.raises(WrongPasswordError):
            accounts.log_in(store, zhang, "wrong", now)

    assert accounts.log_in(store, zhang, accounts.reset_account(store, zhang, now, by=None), now)


def test_the_log_tells_who_changed_which_account_and_who_was_refused(
    store: Store, join: Join, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "kzdash")
    by, other = join("chief", unit=None), join("other")
    caplog.clear()

    accounts.add_account(store, **(GOOD | {"name": " Sun "}), now=now, by=by)
    accounts.reset_account(store, " SUN ", now, by=by)
    accounts.disable_account(store, "Sun", now, by=by)
    for act in (
        lambda: accounts.add_account(store, **(GOOD | {"name": "qian"}), now=now, by=other),
        lambda: accounts.reset_account(store, "sun", now, by=other),
        lambda: accounts.disable_account(store, "sun", now, by=other),
    ):
        with pytest.raises(RefusedError):
            act()

    changed, refused = {"account": "sun", "by": "chief"}, {"account": "sun", "by": "other"}
    why = {"refusal": "OFFICE_ONLY", "field": ""}
    assert [(line.getMessage(), line.facts) for line in caplog.records] == [
        ("account added", changed | {"role": "unit"}),
        ("account reset", changed),
        ("account disabled", changed),
        ("refused: account added", refused | why | {"account": "qian", "role": "unit"}),
        ("refused: account reset", refused | why),
        ("refused: account disabled", refused | why),
    ]


def told(store: Store) -> list[tuple[str, ...]]:
    """The changes of accounts as the trail has them, the oldest first."""
    rows = reversed(accounts.account_changes(store, 10))
    return [(row.account, row.change, row.changed, row.successor) for row in rows]


def test_the_trail_keeps_who_changed_which_account_when(
    store: Store, join: Join, now: datetime, kept: Kept
) -> None:
    by = join("chief", unit=None)
    accounts.add_account(store, **GOOD, now=now + timedelta(seconds=1), by=by)
    accounts.reset_account(store, " SUN ", now + timedelta(seconds=2), by=by)
    for second in (3, 4):
        accounts.disable_account(store, "Sun", now + timedelta(seconds=second), by=by)

    assert told(store) == [
        ("", "added", "chief", ""),
        ("chief", "added", "sun", ""),
        ("chief", "reset", "sun", ""),
        ("chief", "disabled", "sun", ""),
    ]
    newest, *_ = accounts.account_changes(store, 1)
    assert newest.recorded_at == now + timedelta(seconds=3)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE account_changes SET account = 'other'",
        "DELETE FROM account_changes",
        "INSERT INTO account_changes SELECT * FROM account_changes WHERE id = 1",
    ],
)
def test_the_trail_of_accounts_is_never_changed(
    store: Store, zhang: str, url: str, kept: Kept, sql: str
) -> None:
    before = kept()

    with pytest.raises(raw_sql.REFUSED):
        raw_sql.ask(url, sql)

    assert kept() == before


def test_an_account_is_handed_over_to_a_new_one_of_its_unit_in_one_step(
    store: Store, join: Join, zhang: str, now: datetime, kept: Kept
) -> None:
    by = join("chief", unit=None)
    token = accounts.log_in(store, zhang, PASSWORD, now)

    name, password = accounts.hand_over_account(store, "Zhang", " 李  四 ", "", now, by=by)

    old, new = found(store, zhang), found(store, name)
    assert (name, new.person, new.role, new.unit_id) == ("qslj01", "李 四", old.role, old.unit_id)
    assert (old.disabled, new.disabled, new.must_change) == (True, False, True)
    assert accounts.user_of_token(store, token, now, touch=True) is None
    assert "\nlogins (" not in kept()
    assert accounts.log_in(store, name, password, now)
    assert told(store)[-1] == ("chief", "handed_over", "zhang", "qslj01")


def test_the_last_account_of_the_office_can_be_handed_over(store: Store, now: datetime) -> None:
    name, _ = accounts.hand_over_account(store, "tester", "王五", "w@x.cn", now, by="tester")

    assert (name, found(store, name).role, found(store, name).email) == (
        "zbbgs01",
        Role.OFFICE,
        "w@x.cn",
    )
    assert found(store, "tester").disabled


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        (("nobody", "李四", None), Refusal.NO_ACCOUNT),
        (("gone", "李四", None), Refusal.NOT_IN_USE),
        (("zhang", " ", None), Refusal.NO_PERSON),
        (("zhang", "李四", "no address"), Refusal.BAD_EMAIL),
        (("zhang", "李四", "t@x.cn"), Refusal.EMAIL_TAKEN),
    ],
)
def test_a_handover_that_cannot_be_changes_nothing(
    store: Store,
    join: Join,
    now: datetime,
    kept: Kept,
    given: tuple[str, str, str | None],
    refusal: Refusal,
) -> None:
    join("zhang", email="t@x.cn")
    accounts.disable_account(store, join("gone"), now, by=None)
    before = kept()

    with pytest.raises(BadAccountError) as caught:
        accounts.hand_over_account(store, *given, now, by=None)

    assert caught.value.refusal is refusal
    assert kept() == before


def test_a_disabled_account_is_logged_out_and_cannot_log_in_again(
    store: Store, zhang: str, now: datetime, kept: Kept
) -> None:
    token = accounts.log_in(store, zhang, PASSWORD, now)
    assert "\nlogins (" in kept()

    accounts.disable_account(store, zhang, now, by=None)

    assert "\nlogins (" not in kept()

    assert accounts.user_of_token(store, token, now, touch=True) is None
    with pytest.raises(WrongPasswordError):
        accounts.log_in(store, zhang, PASSWORD, now)


@pytest.mark.parametrize("act", [ACTS["reset"], ACTS["disable"]])
def test_an_unknown_account_is_named_in_the_error(
    store: Store, now: datetime, act: Callable[..., object]
) -> None:
    with pytest.raises(BadAccountError, match="'target': there is no such account"):
        act(store, now, None)


def test_the_last_account_of_the_office_cannot_be_disabled(
    store: Store, join: Join, now: datetime
) -> None:
    second = join("second", unit=None)

    accounts.disable_account(store, "tester", now, by=second)
    accounts.disable_account(store, "tester", now, by=second)
    with pytest.raises(BadAccountError) as caught:
        accounts.disable_account(store, second, now, by=second)

    assert caught.value.refusal is Refusal.LAST_OFFICE
    assert not found(store, second).disabled


@pytest.fixture
def empty(store: Store) -> Store:
    """A store with no account at all."""
    with store.writing() as session:
        session.delete(session.merge(found(store, "tester")))
    return store


def test_the_first_account_of_the_office_is_made_once(empty: Store, now: datetime) -> None:
    password = accounts.add_first_office_account(empty, now)

    assert password is not None
    assert accounts.add_first_office_account(empty, now) is None
    token = accounts.log_in(empty, accounts.OFFICE, password, now)
    me = accounts.user_of_token(empty, token, now, touch=False)
    assert me == accounts.User("office", "专班办公室", Role.OFFICE, None, must_change=True)


def test_no_first_account_is_made_where_the_office_has_one(store: Store, now: datetime) -> None:
    assert accounts.add_first_office_account(store, now) is None
    assert [account.name for account in store.accounts()] == ["tester"]


def test_servers_starting_at_once_make_one_first_account(empty: Store, now: datetime) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(
            pool.map(lambda _number: accounts.add_first_office_account(empty, now), range(8))
        )

    (password,) = [given for given in made if given]
    assert accounts.log_in(empty, accounts.OFFICE, password, now)


def test_the_first_account_of_the_office_is_made_beside_those_of_units(
    empty: Store, join: Join, now: datetime
) -> None:
    join("zhang")

    assert accounts.add_first_office_account(empty, now) is not None
    made = found(empty, accounts.OFFICE)
    assert (made.created_at, made.disabled, made.email, made.unit) == (now, False, None, None)


@pytest.mark.parametrize("name", ["sun\udcff", "sun\uffff", "a" * 100_000])
def test_looking_up_an_invalid_name_finds_no_account(
    store: Store, now: datetime, name: str
) -> None:
    with pytest.raises(BadAccountError) as caught:
        accounts.reset_account(store, name, now, by=None)

    assert caught.value.refusal is Refusal.NO_ACCOUNT
