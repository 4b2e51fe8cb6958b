"""Add an item beside the plan: number it, write its parts, and say who leads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from kzdash import errors
from kzdash.domain import rules
from kzdash.domain.formatting import truncate
from kzdash.domain.models import (
    OFFICE_NAME,
    Account,
    Addition,
    Item,
    Kind,
    Lead,
    Matter,
    MatterItem,
    Plan,
    Unit,
)
from kzdash.domain.progress import Level, MatterKind
from kzdash.store import queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from kzdash.domain.models import Report
    from kzdash.store.store import Admit

LONGEST_NAME = 60


def name_of(text: str) -> str:
    """Return what lists call a matter: its first line, cut where it is long."""
    return truncate(text.strip().partition("\n")[0].strip(), LONGEST_NAME)


def add_item(session: Session, new: rules.NewItem, account: str, now: datetime) -> int:
    """Add an item and return its id; RefusedError where a rule or a right forbids it.

    The session must hold the write lock, for the item takes the next number of its kind.
    """
    parent = session.get(Item, new.parent_id) if new.parent_id else None
    about = [session.get(Item, item_id) for item_id, _ in new.about]
    if any(item is None for item in about) or (new.parent_id and parent is None):
        raise errors.RefusedError(errors.Refusal.NO_ITEM)
    if any(session.get(Unit, unit_id) is None for unit_id in new.units):
        raise errors.RefusedError(errors.Refusal.NO_UNIT)
    adder = session.scalar(select(Account).where(Account.name == account))
    rules.check_addition(
        new,
        adder,
        session.scalars(select(Plan)).one(),
        now,
        parent,
        [item for item in about if item is not None],
    )
    if new.kind is Kind.STEP and parent is not None and adder is not None:
        rules.check_may_add_steps(adder, queries.lead_of(session, parent))
    return write_item(session, new, account, now)


def admit_and_add(
    items: Sequence[rules.NewItem], account: str, now: datetime, admit: Admit
) -> Admit:
    """Return an admission to a write that adds items in its transaction, too, once it admits."""

    def admit_first(session: Session) -> None:
        admit(session)
        for item in items:
            add_item(session, item, account, now)

    return admit_first


def open_problem(
    session: Session, report: Report, item: Item, account: Account | None
) -> int | None:
    """Add a matter for the problem that a report asks others to solve, and return its id.

    None where it asks for nothing, or its words are already those of a matter about the item.
    """
    problem = (report.problems or "").strip()
    if not problem or account is None:
        return None
    known = (
        select(Item.id)
        .join(MatterItem, MatterItem.matter_id == Item.id)
        .where(MatterItem.item_id == item.id, Item.summary == problem)
    )
    if session.scalar(known.limit(1)) is not None:
        return None
    lead = queries.lead_of(session, item)
    new = rules.NewItem(
        kind=Kind.MATTER,
        name=name_of(problem),
        summary=problem,
        as_of=report.as_of,
        units=() if lead is None else (lead,),
        matter_kind=MatterKind.PROBLEM,
        level=Level.OFFICE,
        raised_by=account.unit.name if account.unit else OFFICE_NAME,
        about=((item.id, report.seq),),
    )
    return write_item(session, new, account.name, report.recorded_at)


def write_item(session: Session, new: rules.NewItem, account: str, now: datetime) -> int:
    """Write an item that was checked, and return its id."""
    last = session.scalar(select(func.max(Item.number)).where(Item.kind == new.kind))
    item = Item(
        kind=new.kind,
        number=(last or 0) + 1,
        name=new.name.strip(),
        short_name=new.name.strip(),
        summary=new.summary.strip(),
        citation="",
        due_on=new.due_on,
        parent_id=new.parent_id,
        leads=[Lead(unit_id=unit, position=place) for place, unit in enumerate(new.units, 1)],
    )
    session.add(item)
    session.flush()
    if new.matter_kind is not None and new.level is not None:
        fields = {"matter_kind": new.matter_kind.code, "level": new.level.code}
        session.add(Matter(item_id=item.id, raised_by=new.raised_by.strip(), **fields))
    for item_id, seq in new.about:
        session.add(MatterItem(matter_id=item.id, item_id=item_id, report_seq=seq))
    session.add(
        Addition(
            item_id=item.id,
            as_of=new.as_of,
            recorded_at=queries.after_closing(session, now),
            account=account,
            document_number=new.document_number.strip(),
        )
    )
    session.flush()
    return item.id
