"""Read the reports on all items, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from kzdash.domain.models import Report
from kzdash.store import queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from kzdash.store.store import Store


def newest_reports(
    store: Store, as_of: date, last_id: int, entered_before: datetime | None, most: int
) -> Sequence[Report]:
    """Read so many reports for a day or earlier, the last recorded first.

    Reports with ids above `last_id` were made after a board was read, and are left out.
    """
    query = (
        select(Report)
        .where(
            Report.as_of <= as_of,
            Report.id <= last_id,
            *queries.recorded_before(Report, entered_before),
        )
        .order_by(Report.id.desc())
        .limit(most)
    )
    with store.session() as session:
        return session.scalars(query).all()
