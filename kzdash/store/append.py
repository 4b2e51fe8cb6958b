"""Append a row with the next sequence number of its item, or raise a conflict."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from kzdash import errors
from kzdash.domain import rules
from kzdash.domain.models import Account, Adjustment, Item, Kind, Plan, Report
from kzdash.store import queries
from kzdash.store.connect import is_conflict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session


@contextmanager
def append_row(session: Session, row: Report | Adjustment) -> Iterator[tuple[Item, Account | None]]:
    """Yield the row's item and account for the block to check, then append the row.

    The block raises what forbids it. ConflictError if the row's `seq` is not the next of its item;
    RefusedError if there is no such item, or the database does not accept a value.
    """
    item_id, seq, table = row.item_id, row.seq, type(row)
    row.recorded_at = queries.after_closing(session, row.recorded_at)
    item = session.get(Item, item_id)
    if item is None:
        raise errors.RefusedError(errors.Refusal.NO_ITEM)
    account = session.scalar(select(Account).where(Account.name == row.account))
    yield item, account
    last = session.scalar(select(func.max(table.seq)).where(table.item_id == item_id))
    if seq != (last or 0) + 1:
        raise errors.ConflictError(item_id, seq)
    try:
        session.add(row)
        session.flush()
    except IntegrityError as error:
        if is_conflict(error):
            raise errors.ConflictError(item_id, seq) from error
        raise errors.RefusedError(errors.Refusal.AGAINST_THE_STORE) from error


def check_new_report(session: Session, report: Report, item: Item, account: Account | None) -> None:
    """Raise RefusedError where an account may not make a report.

    What a supporting unit's account reports becomes one on its part of the item.
    """
    lead = queries.lead_of(session, item)
    report.unit_id = rules.part_of_account(account, lead) or report.unit_id
    rules.check_may_report(account, item, lead, report.unit_id)
    rules.check_report(report, item, session.scalars(select(Plan)).one())
    if item.kind == Kind.MATTER:
        rules.check_answer(account, report, queries.last_on_the_whole(session, item))


def check_new_adjustment(
    session: Session, adjustment: Adjustment, item: Item, account: Account | None
) -> None:
    """Raise RefusedError where an account may not adjust an item so."""
    rules.check_office(account)
    earlier = (
        select(Adjustment)
        .where(Adjustment.item_id == item.id, Adjustment.as_of <= adjustment.as_of)
        .order_by(Adjustment.as_of, Adjustment.seq)
    )
    plan = session.scalars(select(Plan)).one()
    rules.check_adjustment(adjustment, item, plan, session.scalars(earlier).all())
