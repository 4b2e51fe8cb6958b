"""Whoever asks and whatever asks for them: the store writes only what an account may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.domain import rules
from kzdash.domain.models import Account, Adjustment, Item, Kind, Lead, Report, Role, Unit
from kzdash.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kzdash.store import Store

JUNE = date(2025, 6, 30)
OWN, OTHER = "own", "other"

# what the store answers: to a report, to undoing the last one, to an adjustment
RIGHTS = {
    ("office", OWN): ("written", "written", "written"),
    ("office", OTHER): ("written", "written", "written"),
    ("unit", OWN): ("written", "written", "OFFICE_ONLY"),
    ("unit", OTHER): ("NOT_YOURS", "NOT_YOURS", "OFFICE_ONLY"),
    ("office, password to be changed", OWN): ("MUST_CHANGE", "MUST_CHANGE", "MUST_CHANGE"),
    ("office, password to be changed", OTHER): ("MUST_CHANGE", "MUST_CHANGE", "MUST_CHANGE"),
    ("unit, password to be changed", OWN): ("MUST_CHANGE", "MUST_CHANGE", "MUST_CHANGE"),
    ("unit, password to be changed", OTHER): ("MUST_CHANGE", "MUST_CHANGE", "MUST_CHANGE"),
    ("office, disabled", OWN): ("DISABLED", "DISABLED", "DISABLED"),
    ("office, disabled", OTHER): ("DISABLED", "DISABLED", "DISABLED"),
    ("unit, disabled", OWN): ("DISABLED", "DISABLED", "DISABLED"),
    ("unit, disabled", OTHER): ("DISABLED", "DISABLED", "DISABLED"),
    ("nobody", OWN): ("NO_ACCOUNT", "NO_ACCOUNT", "NO_ACCOUNT"),
    ("nobody", OTHER): ("NO_ACCOUNT", "NO_ACCOUNT", "NO_ACCOUNT"),
}
# what may be adjusted at all; of the other kinds the office, who may, is told that nothing can be
ADJUSTABLE = {Kind.INDICATOR, Kind.PROJECT, Kind.MILESTONE}

SAID: dict[Kind, dict[str, Any]] = {
    Kind.INDICATOR: {"period": 2024, "value": Decimal(5), "evidence": "公报"},
    Kind.PROJECT: {"stage": "construction"},
    Kind.MILESTONE: {"status": "done", "completed_on": JUNE},
}
DUTY = {"status": "in_progress"}


def accounts(unit_id: int, now: datetime) -> list[Account]:
    """An account of each kind but nobody's; those of units are of the one unit."""
    made = []
    for role in (Role.OFFICE, Role.UNIT):
        for state, flags in (
            ("", {"must_change": False}),
            (", password to be changed", {"must_change": True}),
            (", disabled", {"must_change": False, "disabled": True}),
        ):
            unit = unit_id if role is Role.UNIT else None
            name = f"{role}{state}"
            person = {"person": "某人", "created_at": now}
            made.append(Account(name=name, role=role, unit_id=unit, **person, **flags))
    return made


def peopled(store: Store, now: datetime) -> dict[tuple[Kind, str], int]:
    """Add the accounts and their unit, that leads beside others the first item of each kind.

    Return by kind the id of the item it leads and of one it does not.
    """
    with store.writing() as session:
        unit = Unit(position=99, name="某局", aliases="", citation="")
        session.add(unit)
        session.flush()
        session.add_all(accounts(unit.id, now))
        items: dict[tuple[Kind, str], int] = {}
        for kind in Kind:
            own, other = session.query(Item.id).filter_by(kind=kind, paragraph=0).limit(2)
            items[kind, OWN], items[kind, OTHER] = own.id, other.id
            session.add(Lead(item_id=own.id, unit_id=unit.id, position=99))
    return items


@dataclass(frozen=True)
class Somebody:
    """Who asks the store, by the name of an account."""

    store: Store
    name: str
    now: datetime

    def report(self, kind: Kind, item: int) -> None:
        last = self.store.last(item)
        made = {"item_id": item, "account": self.name, "as_of": JUNE, "recorded_at": self.now}
        said = SAID.get(kind, DUTY)
        self.store.append(Report(seq=last.seq + 1 if last else 1, **made, **said))

    def undo(self, _kind: Kind, item: int) -> None:
        last = self.store.last(item)
        assert last is not None
        self.store.undo(item, last.seq, self.name, self.now)

    def adjust(self, kind: Kind, item: int) -> None:
        seq = 1 + sum(old.item_id == item for old in self.store.adjustments(JUNE))
        made = {"item_id": item, "account": self.name, "as_of": JUNE, "recorded_at": self.now}
        grounds = {"reason": "新任务", "document_number": "1号"}
        self.store.adjust(Adjustment(seq=seq, **made, **grounds, **never_yet(kind, seq)))


def never_yet(kind: Kind, seq: int) -> dict[str, Any]:
    """A change that nobody has made before."""
    if kind is Kind.INDICATOR:
        return {"target": Decimal(50 + seq)}
    if kind is Kind.PROJECT:
        return {"planned_investment_wan_yuan": Decimal(50_000 + seq)}
    return {"due_on": JUNE + timedelta(days=seq)}


def answer(act: Callable[[Kind, int], None], kind: Kind, item: int, rows: Callable[[], int]) -> str:
    """What the store said, and that it did as it said."""
    before = rows()
    try:
        act(kind, item)
    except RefusedError as error:
        assert rows() == before
        return error.refusal.name
    assert rows() == before + 1
    return "written"


@pytest.mark.slow
def test_the_store_enforces_the_permission_table_for_every_role_and_kind(
    store: Store, rows: Callable[[], int], now: datetime
) -> None:
    items = peopled(store, now)
    for (kind, _), item in items.items():
        Somebody(store, "tester", now).report(kind, item)  # what others may then undo

    found, expected = {}, {}
    for (who, whose), (reporting, undoing, adjusting) in RIGHTS.items():
        asker = Somebody(store, who, now)
        for kind in Kind:
            found[who, whose, kind] = tuple(
                answer(act, kind, items[kind, whose], rows)
                for act in (asker.report, asker.undo, asker.adjust)
            )
            nothing_to_adjust = adjusting == "written" and kind not in ADJUSTABLE
            allowed = "NOT_OF_KIND" if nothing_to_adjust else adjusting
            expected[who, whose, kind] = (reporting, undoing, allowed)

    assert len(found) == 7 * 2 * 9
    assert found == expected


def test_the_screen_s_permission_check_agrees_with_the_store(store: Store, now: datetime) -> None:
    items = peopled(store, now)
    plan = {item.id: item for item in store.plan().items}

    told = {
        (account.name, whose): {
            rules.may_report(account, plan[items[kind, whose]]) for kind in Kind
        }
        for account in store.accounts()
        for whose in (OWN, OTHER)
        if account.name != "tester"
    }

    expected = {who: {rights[0] == "written"} for who, rights in RIGHTS.items()}
    assert told == {who: may for who, may in expected.items() if who[0] != "nobody"}
