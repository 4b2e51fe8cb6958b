"""When items were reported on: what tells whether a report came in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from kzdash.domain.models import Report
from kzdash.store import queries

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from kzdash.store.plan_rows import StoredRow
    from kzdash.store.store import Store


def report_times(
    store: Store,
    since: date,
    years: Collection[int],
    as_of: date,
    entered_before: datetime | None = None,
) -> Sequence[StoredRow]:
    """Read the reports on the whole of items, for days from `since` to `as_of` or of some years.

    A row has `item_id`, `seq`, `period`, `as_of`, `recorded_at` and `restores`; the rows come by
    item and in the order of their numbers.
    """
    columns = ("item_id", "seq", "period", "as_of", "recorded_at", "restores")
    query = (
        select(*(Report.__table__.c[name] for name in columns))
        .where(
            or_(Report.as_of >= since, Report.period.in_(sorted(years))),
            Report.as_of <= as_of,
            Report.unit_id.is_(None),
            *queries.recorded_before(Report, entered_before),
        )
        .order_by(Report.item_id, Report.seq)
    )
    with store.session() as session:
        return session.execute(query).all()
