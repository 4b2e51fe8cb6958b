"""Contacts of the units: kept by the office or the unit itself, all or none, and moved along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kzdash.domain.models import Contact
from kzdash.errors import RefusedError
from kzdash.reporting.contact_lines import try_out_contacts
from kzdash.store import Store, contacts, keep_contacts, move_store, table_checksums, unit_names
from tests import people

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

WATER, UNION = "区水利局", "区总工会"
PHONE = "023-52220000转8001"


@pytest.fixture
def contact(store: Store, now: datetime) -> Callable[..., Contact]:
    """Return a contact of a unit; not yet kept."""
    ids = {name: unit_id for unit_id, name in unit_names(store).items()}

    def build(
        unit: str = WATER, telephone: str = PHONE, handler: str = "李四", **emails: str
    ) -> Contact:
        said = {"supervisor": "张三", "handler": handler, "telephone": telephone} | emails
        return Contact(unit_id=ids[unit], updated_at=now, account="tester", **said)

    return build


@pytest.mark.parametrize(
    ("who", "whose", "answer"),
    [
        ("tester", WATER, "written"),
        ("水利", WATER, "written"),
        ("水利", UNION, "NOT_YOURS"),
        ("nobody", WATER, "NO_ACCOUNT"),
    ],
)
def test_the_office_keeps_all_contacts_and_a_unit_its_own(
    store: Store, now: datetime, contact: Callable[..., Contact], who: str, whose: str, answer: str
) -> None:
    people.join(store, now, "水利", WATER)
    try:
        keep_contacts(store, [contact(whose)], who)
        found = "written"
    except RefusedError as error:
        found = error.refusal.name

    assert found == answer
    assert list(contacts(store)) == ([whose] if answer == "written" else [])


def test_what_is_kept_takes_the_place_of_what_was_known(
    store: Store, contact: Callable[..., Contact]
) -> None:
    keep_contacts(store, [contact()], "tester")
    keep_contacts(store, [contact(handler="王五", telephone="")], "tester")

    known = contacts(store)[WATER]
    assert (known.supervisor, known.handler, known.telephone) == ("张三", "王五", "")


def test_of_a_list_with_one_fault_nothing_is_kept(
    store: Store, contact: Callable[..., Contact]
) -> None:
    with pytest.raises(RefusedError, match="telephone"):
        keep_contacts(store, [contact(), contact(UNION, "打办公室电话")], "tester")

    assert contacts(store) == {}


@pytest.mark.parametrize(
    "address",
    ["li", "li@", "@kz.example", "李@kz.example", "a@b c", "a@b\nBcc: c", "a@b@c", "a@b."],
)
def test_what_is_no_email_address_is_refused(
    store: Store, contact: Callable[..., Contact], address: str
) -> None:
    with pytest.raises(RefusedError, match="handler_email"):
        keep_contacts(store, [contact(handler_email=address)], "tester")

    assert contacts(store) == {}


def test_an_address_that_a_list_leaves_out_stays_as_it_is_known(
    store: Store, contact: Callable[..., Contact], now: datetime
) -> None:
    ids = {name: unit_id for unit_id, name in unit_names(store).items()}
    office = next(one for one in store.accounts() if one.name == "tester")
    known = {"handler_email": "li@kz.example", "supervisor_email": "zhang@kz.example"}
    keep_contacts(store, [contact(**known)], "tester")

    for line in (f"{WATER}\t张三\t王五\t{PHONE}\twang@kz.example", f"{WATER}\t张三\t王五\t{PHONE}"):
        (tried,) = try_out_contacts(line, ids, office, now)
        assert tried.contact is not None
        keep_contacts(store, [tried.contact], "tester")

    kept = contacts(store)[WATER]
    assert (kept.handler, kept.handler_email) == ("王五", "wang@kz.example")
    assert kept.supervisor_email == "zhang@kz.example"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("甲,乙,1,a@x.cn,b@x.cn", ("1", "a@x.cn", "b@x.cn")),
        ("甲，乙，1，2，a@x.cn", ("1，2", "a@x.cn", "")),
        ("甲，乙，1，2，，b@x.cn", ("1，2", "", "b@x.cn")),
        ("甲\t乙\t1,2\t\tb@x.cn", ("1,2", "", "b@x.cn")),
        ("甲\t乙\t1", ("1", "", "")),
    ],
)
def test_addresses_stand_after_the_telephone_in_a_pasted_line(
    store: Store, now: datetime, line: str, said: tuple[str, ...]
) -> None:
    ids = {name: unit_id for unit_id, name in unit_names(store).items()}
    office = next(one for one in store.accounts() if one.name == "tester")
    mark = "\t" if "\t" in line else ","

    (tried,) = try_out_contacts(f"{WATER}{mark}{line}", ids, office, now)

    assert tried.cells == (WATER, "甲", "乙", *said)
    assert tried.fault is None


def test_the_log_of_who_kept_contacts_has_no_number(
    store: Store, contact: Callable[..., Contact], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")

    keep_contacts(store, [contact()], "tester")

    assert "contacts" in caplog.text
    assert PHONE not in str([vars(record) for record in caplog.records])


def test_contacts_move_with_the_store(
    file: Path, tmp_path: Path, store: Store, contact: Callable[..., Contact]
) -> None:
    keep_contacts(store, [contact()], "tester")
    target = f"sqlite:///{tmp_path / 'moved.db'}"

    move_store(store, target)

    assert table_checksums(Store(target))["contacts"] == table_checksums(store)["contacts"]
    assert contacts(Store(target))[WATER].telephone == PHONE


def test_a_pasted_list_says_of_each_line_what_is_wrong(store: Store, now: datetime) -> None:
    ids = {name: unit_id for unit_id, name in unit_names(store).items()}
    office = next(one for one in store.accounts() if one.name == "tester")
    text = (
        "单位\t分管领导\t经办人\t电话\n"
        f"{WATER}\t张三\t李四\t{PHONE}\n\n"
        f"{UNION}，赵六，，13800000000，52220001\n"
        "某某局,张三,李四,1\n"
        f"{WATER}\t王五\n"
        "区教委\t王五\t陈七\t打办公室电话"
    )

    tried = try_out_contacts(text, ids, office, now)

    assert [(line.number, line.cells[0]) for line in tried] == [
        (2, WATER),
        (4, UNION),
        (5, "某某局"),
        (6, WATER),
        (7, "区教委"),
    ]
    assert [line.fault.refusal.name if line.fault else "" for line in tried] == [
        "",
        "",
        "NO_UNIT",
        "UNIT_TWICE",
        "NO_TELEPHONE",
    ]
    second = tried[1].contact
    assert second is not None
    assert (second.supervisor, second.handler, second.telephone) == (
        "赵六",
        "",
        "13800000000，52220001",
    )
