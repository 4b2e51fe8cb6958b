"""Adding a row at the end of its item's: one past the last, or a conflict."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from kzdash import errors
from kzdash.domain.models import Account, Adjustment, Item, Report
from kzdash.store.connect import is_taken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session


@contextmanager
def append_row(session: Session, row: Report | Adjustment) -> Iterator[tuple[Item, Account | None]]:
    """Add a row once the block has found nothing against it; its item and account are given."""
    item_id, seq, table = row.item_id, row.seq, type(row)
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
        if is_taken(error):
            raise errors.ConflictError(item_id, seq) from error
        raise errors.RefusedError(errors.Refusal.AGAINST_THE_STORE) from error
