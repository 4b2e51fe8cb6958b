"""A list of people becomes accounts: tried out first, then all of them added, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kzdash import accounts
from kzdash.accounts import ListedPerson, usernames
from kzdash.domain.models import Role
from kzdash.errors import BadAccountError, Refusal, RefusedError
from tests.people import UNIT

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kzdash.store import Store

    Join = Callable[..., str]
    Kept = Callable[[], str]

OTHER = "区财政局"
PEOPLE = [
    ListedPerson(2, UNIT, "孙 先生", "023-1"),
    ListedPerson(3, UNIT, "李四"),
    ListedPerson(4, OTHER, "孙 先生"),
    ListedPerson(5, "专班办公室", "赵六"),
]


def test_each_person_of_a_list_gets_an_account_named_after_the_unit_and_a_password_of_their_own(
    store: Store, join: Join, now: datetime
) -> None:
    by = join("chief", unit=None)
    join("qslj02")

    made = accounts.add_listed_accounts(store, PEOPLE, now, by=by)

    assert [one.name for one, _ in made] == ["qslj01", "qslj03", "qczj01", "zbbgs01"]
    assert [one.listed for one, _ in made] == PEOPLE
    assert len({password for _, password in made}) == 4
    stored = {account.name: account for account in store.accounts()}
    assert [
        (one.person, one.unit and one.unit.name, one.role, one.must_change)
        for one in map(stored.__getitem__, ("qslj01", "qczj01", "zbbgs01"))
    ] == [
        ("孙 先生", UNIT, Role.UNIT, True),
        ("孙 先生", OTHER, Role.UNIT, True),
        ("赵六", None, Role.OFFICE, True),
    ]
    for one, password in made:
        assert accounts.log_in(store, one.name, password, now)
    told = [(row.account, row.changed) for row in accounts.account_changes(store, 4)]
    assert told == [(by, one.name) for one, _ in reversed(made)]


def test_a_list_that_is_tried_out_writes_nothing_and_names_every_line_at_fault(
    store: Store, join: Join, kept: Kept, now: datetime
) -> None:
    join("zhang")
    accounts.disable_account(store, join("wang"), now, by=None)
    before = kept()

    tried = accounts.try_out_list(
        store,
        [
            *PEOPLE[:1],
            ListedPerson(3, "水务局", "李四"),
            ListedPerson(4, UNIT, ""),
            ListedPerson(5, UNIT, "李四", "1" * 51),
            ListedPerson(6, UNIT, "孙 先生"),
            ListedPerson(7, UNIT, "zhang本人"),
            ListedPerson(8, UNIT, "wang本人"),
            ListedPerson(9, "", "李四"),
            ListedPerson(10, f"{UNIT}\0", "李四"),
            ListedPerson(11, UNIT, "李\0四"),
        ],
    )

    assert [(one.name, one.fault and (one.fault.refusal, one.fault.value)) for one in tried] == [
        ("qslj01", None),
        ("", (Refusal.NO_UNIT, "水务局")),
        ("", (Refusal.NO_PERSON, "")),
        ("", (Refusal.BAD_PHONE, "1" * 50)),
        ("", (Refusal.LISTED_TWICE, "孙 先生")),
        ("", (Refusal.HAS_ACCOUNT, "zhang")),
        ("qslj02", None),
        ("", (Refusal.NO_UNIT, "")),
        ("", (Refusal.NO_UNIT, f"{UNIT}\0")),
        ("", (Refusal.UNPRINTABLE, "李\0四")),
    ]
    assert kept() == before


def test_a_list_with_a_fault_adds_nobody(store: Store, kept: Kept, now: datetime) -> None:
    before = kept()

    with pytest.raises(BadAccountError) as caught:
        accounts.add_listed_accounts(
            store, [*PEOPLE, ListedPerson(6, "水务局", "李四")], now, by=None
        )

    assert (caught.value.refusal, caught.value.value) == (Refusal.NO_UNIT, "水务局")
    assert kept() == before


def test_only_the_office_adds_a_list(store: Store, zhang: str, kept: Kept, now: datetime) -> None:
    before = kept()

    with pytest.raises(RefusedError) as caught:
        accounts.add_listed_accounts(store, PEOPLE, now, by=zhang)

    assert caught.value.refusal is Refusal.OFFICE_ONLY
    assert kept() == before


@pytest.mark.parametrize(
    ("unit", "taken", "name"),
    [
        ("区水利局", set(), "qslj01"),
        ("区水利局", {"qslj01", "qslj03"}, "qslj02"),
        ("区水利局", {f"qslj{number:02}" for number in range(1, 100)}, "qslj100"),
        ("（筹）", set(), "c01"),
        ("…", set(), "zh01"),
        ("局" * 100, set(), "j" * 60 + "01"),
    ],
)
def test_an_account_is_named_by_the_initials_of_its_unit(
    unit: str, taken: set[str], name: str
) -> None:
    assert usernames.free_name(unit, taken) == name
    assert usernames.is_valid(name)
