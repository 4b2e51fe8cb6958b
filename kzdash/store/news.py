"""What was recorded since a version of the store, so that whatever shows none of it may stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, union_all

from kzdash.domain.models import Adjustment, Plan, Report
from kzdash.store import queries

if TYPE_CHECKING:
    from kzdash.store.store import Store, Version


def items_changed_since(store: Store, version: Version) -> frozenset[int] | None:
    """Return the ids of the items that somebody reported on or adjusted after a version.

    None where nobody can tell: the plan was mended, or another copy of the store is in its place.
    """
    reported_at = select(Report.recorded_at).where(Report.id == version.report)
    adjusted_at = select(Adjustment.recorded_at).where(Adjustment.id == version.adjustment)
    later = union_all(
        select(Report.item_id).where(Report.id > version.report),
        select(Adjustment.item_id).where(Adjustment.id > version.adjustment),
    )
    then = select(Plan.revision, reported_at.scalar_subquery(), adjusted_at.scalar_subquery())
    with store.session() as session:
        revision, *moments = session.execute(then).one()
        if (revision, queries.moments_in_words(*moments)) != (version.revision, version.recorded):
            return None
        return frozenset(session.scalars(later))
