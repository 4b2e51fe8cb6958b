"""The audit trail of the accounts: who added, reset, disabled or handed over which, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from kzdash.domain.models import AccountChange

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from kzdash.domain.models import Change
    from kzdash.store import Store


def record_change(
    session: Session,
    change: Change,
    name: str,
    by: str | None,
    now: dt.datetime,
    successor: str = "",
) -> None:
    """Record a change of an account in the transaction that makes it."""
    session.add(
        AccountChange(
            recorded_at=now, account=by or "", changed=name, change=change, successor=successor
        )
    )


def account_changes(store: Store, count: int) -> Sequence[AccountChange]:
    """Read the last changes of accounts, the newest first."""
    with store.session() as session:
        newest = select(AccountChange).order_by(AccountChange.id.desc()).limit(count)
        return session.scalars(newest).all()
