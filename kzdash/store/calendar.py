"""The changes of the reporting calendar: read them, and add one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from kzdash import errors
from kzdash.domain import rules
from kzdash.domain.models import Account, CalendarChange, Item, Plan
from kzdash.runtime import logs, metrics
from kzdash.store.store import admit_anybody

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.store.store import Admit, Store


def calendar_changes(store: Store) -> Sequence[CalendarChange]:
    """Read every change of the reporting calendar, the oldest first."""
    with store.session() as session:
        return session.scalars(select(CalendarChange).order_by(CalendarChange.id)).all()


def change_calendar(
    store: Store, changes: Sequence[CalendarChange], account: str, admit: Admit = admit_anybody
) -> None:
    """Add an account's changes of the reporting calendar, all of them or none.

    RefusedError if a rule forbids one, or the account is not one of the office.
    """
    table = CalendarChange.__tablename__
    audit = logs.log_outcome(table, changes=len(changes), account=account)
    with metrics.count_appends(table, len(changes)), audit, store.writing() as session:
        admit(session)
        rules.check_office(session.scalar(select(Account).where(Account.name == account)))
        plan = session.scalars(select(Plan)).one()
        for change in changes:
            item = session.get(Item, change.item_id) if change.item_id else None
            if change.item_id and item is None:
                raise errors.RefusedError(errors.Refusal.NO_ITEM)
            rules.check_calendar_change(change, plan, item)
            change.account = account
            session.add(change)
        # so that no board of before is taken for one of now
        session.execute(update(Plan).values(revision=Plan.revision + 1))
