"""Which items support which indicators: read what counts on a day, and add to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from kzdash.domain import rules
from kzdash.domain.models import Account, Item, ItemLink, Plan
from kzdash.runtime import logs, metrics
from kzdash.store import queries
from kzdash.store.store import admit_anybody

if TYPE_CHECKING:
    from kzdash.store.store import Admit, Store


def change_link(store: Store, link: ItemLink, admit: Admit = admit_anybody) -> None:
    """Append that an item supports an indicator, or no longer does.

    RefusedError if a rule forbids it, it stands so already, or the account is not of the office.
    """
    table = ItemLink.__tablename__
    audit = logs.log_outcome(
        table, item=link.item_id, indicator=link.indicator_id, account=link.account
    )
    with metrics.count_appends(table), audit, store.writing() as session:
        admit(session)
        rules.check_office(session.scalar(select(Account).where(Account.name == link.account)))
        newest = (
            select(ItemLink.removed)
            .where(ItemLink.item_id == link.item_id, ItemLink.indicator_id == link.indicator_id)
            .order_by(ItemLink.id.desc())
            .limit(1)
        )
        rules.check_link(
            link,
            session.get(Item, link.item_id),
            session.get(Item, link.indicator_id),
            session.scalars(select(Plan)).one(),
            linked=session.scalar(newest) is False,
        )
        link.recorded_at = queries.after_closing(session, link.recorded_at)
        session.add(link)
        session.flush()
