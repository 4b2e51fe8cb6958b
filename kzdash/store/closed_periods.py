"""The periods that the office has closed: read them, and close one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from kzdash.domain import rules
from kzdash.domain.models import Account, ClosedPeriod
from kzdash.runtime import logs
from kzdash.store.store import admit_anybody

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kzdash.store.store import Admit, Store


def closed_periods(store: Store) -> Sequence[ClosedPeriod]:
    """Read every closing of a period, the latest period first, and of it the last closing."""
    order = (ClosedPeriod.period.desc(), ClosedPeriod.id.desc())
    with store.session() as session:
        return session.scalars(select(ClosedPeriod).order_by(*order)).all()


def close_period(
    store: Store,
    closed: ClosedPeriod,
    checksum: Callable[[ClosedPeriod], str],
    admit: Admit = admit_anybody,
) -> None:
    """Append the closing of a period with its board's checksum, which `checksum` works out.

    Nobody can write meanwhile, and what is written afterwards counts as recorded afterwards
    (`queries.after_closing`): so the board of the closing stays what its checksum is of.
    RefusedError if a rule forbids it.
    """
    audit = logs.log_outcome(
        ClosedPeriod.__tablename__, period=closed.period, account=closed.account
    )
    with audit, store.writing() as session:
        admit(session)
        account = session.scalar(select(Account).where(Account.name == closed.account))
        earlier = select(ClosedPeriod.id).where(ClosedPeriod.period == closed.period).limit(1)
        rules.check_closing(closed, account, again=session.scalar(earlier) is not None)
        closed.sha256 = checksum(closed)
        session.add(closed)
        session.flush()
        # it is shown after the session has ended
        session.expunge(closed)
