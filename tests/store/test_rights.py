"""Whoever asks and whatever asks for them: the store writes only what an account may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
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
OWN, SUPPORTED, OTHER = "own", "supported", "other"

# what the store answers: to a report, to undoing the last one, to an adjustment
RIGHTS = {
    (who, whose): (refusal,) * 3
    for who, refusal in (
        ("office", "written"),
        ("office, password to be changed", "MUST_CHANGE"),
        ("unit, password to be changed", "MUST_CHANGE"),
        ("office, disabled", "DISABLED"),
        ("unit, disabled", "DISABLED"),
        ("nobody", "NO_ACCOUNT"),
    )
    for whose in (OWN, SUPPORTED, OTHER)
} | {
    ("unit", OWN): ("written", "written", "OFFICE_ONLY"),
    # of what it supports a unit reports its part, and takes back no more than that
    ("unit", SUPPORTED): ("written", "written", "OFFICE_ONLY"),
    ("unit", OTHER): ("NOT_YOURS", "NOT_YOURS", "OFFICE_ONLY"),
}
REPORTED = tuple(kind for kind in Kind if kind is not Kind.MEETING)
# whose due date, target or money may be adjusted; of the others the office is told that none can be
ADJUSTABLE = {Kind.INDICATOR, Kind.PROJECT, Kind.MILESTONE, Kind.STEP, Kind.MATTER}

SAID: dict[Kind, dict[str, Any]] = {
    Kind.INDICATOR: {"period": 2024, "value": Decimal(5), "evidence": "公报"},
    Kind.PROJECT: {"stage": "construction"},
    Kind.MILESTONE: {"status": "done", "completed_on": JUNE},
    Kind.STEP: {"status": "done", "completed_on": JUNE},
    Kind.MATTER: {"answer": "in_progress"},
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
    """Add the accounts and their unit, that leads the first item of each kind before others.

    Return by kind the id of the item it leads, of one it supports and of one it has no part in.
    """
    with store.writing() as session:
        unit = Unit(position=99, name="某局", aliases="", citation="")
        session.add(unit)
        session.flush()
        session.add_all(accounts(unit.id, now))
        items: dict[tuple[Kind, str], int] = {}
        first = session.query(Unit.id).first()
        assert first is not None
        for number in (1, 2, 3):
            for kind in (Kind.STEP, Kind.MATTER):
                lead = Lead(unit_id=first.id, position=1)
                name = {"name": "某事", "short_name": "某事", "summary": "", "citation": ""}
                item = Item(kind=kind, number=number, due_on=JUNE, leads=[lead], **name)
                session.add(item)
        session.flush()
        for kind in REPORTED:
            found = session.query(Item.id).filter_by(kind=kind, paragraph=0).limit(3)
            for (item_id,), whose, position in zip(
                found, (OWN, SUPPORTED, OTHER), (0, 99, None), strict=True
            ):
                items[kind, whose] = item_id
                if position is not None:
                    session.add(Lead(item_id=item_id, unit_id=unit.id, position=position))
    return items


@dataclass(frozen=True)
class Somebody:
    """Who asks the store, by the name of an account."""

    store: Store
    name: str
    now: datetime

    def report(self, kind: Kind, item: int, *, part: bool = False) -> None:
        last = self.store.last(item)
        made = {"item_id": item, "account": self.name, "as_of": JUNE, "recorded_at": self.now}
        said = DUTY if part else SAID.get(kind, DUTY)
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
        for kind in REPORTED:
            report = partial(asker.report, part=(who, whose) == ("unit", SUPPORTED))
            found[who, whose, kind] = tuple(
                answer(act, kind, items[kind, whose], rows)
                for act in (report, asker.undo, asker.adjust)
            )
            nothing_to_adjust = adjusting == "written" and kind not in ADJUSTABLE
            allowed = "NOT_OF_KIND" if nothing_to_adjust else adjusting
            expected[who, whose, kind] = (reporting, undoing, allowed)

    assert len(found) == 7 * 3 * 11
    assert found == expected


def test_the_screen_s_permission_check_agrees_with_the_store(store: Store, now: datetime) -> None:
    items = peopled(store, now)
    plan = {item.id: item for item in store.plan().items}

    told = {
        (account.name, whose): {
            rules.may_report(account, plan[items[kind, whose]]) for kind in REPORTED
        }
        for account in store.accounts()
        for whose in (OWN, SUPPORTED, OTHER)
        if account.name != "tester"
    }

    expected = {who: {rights[0] == "written"} for who, rights in RIGHTS.items()}
    assert told == {who: may for who, may in expected.items() if who[0] != "nobody"}
