"""What was recorded since a version of the store, so that whatever shows none of it may stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, union_all

from kzdash.domain.models import (
    Addition,
    Adjustment,
    Item,
    ItemLink,
    MatterItem,
    Plan,
    Report,
    SlidePhoto,
)
from kzdash.store import queries

if TYPE_CHECKING:
    from kzdash.store.store import Store
    from kzdash.store.version import Version


def items_changed_since(store: Store, version: Version) -> frozenset[int] | None:
    """Return the ids of the items that somebody reported on, adjusted or added after a version.

    With an item that was added go those that it belongs to or is about, and with a report or
    adjustment on it as well. None where nobody can tell: the plan was mended, or another copy of
    the store is in its place.
    """
    reported_at = select(Report.recorded_at).where(Report.id == version.report)
    adjusted_at = select(Adjustment.recorded_at).where(Adjustment.id == version.adjustment)
    added_at = select(Addition.recorded_at).where(Addition.id == version.addition)
    later = union_all(
        select(Report.item_id).where(Report.id > version.report),
        select(Adjustment.item_id).where(Adjustment.id > version.adjustment),
        select(Addition.item_id).where(Addition.id > version.addition),
        select(SlidePhoto.item_id).where(SlidePhoto.id > version.photo),
        select(ItemLink.item_id).where(ItemLink.id > version.link),
        select(ItemLink.indicator_id).where(ItemLink.id > version.link),
    ).subquery()
    with_others = union_all(
        select(later.c.item_id),
        select(Item.parent_id)
        .join(later, later.c.item_id == Item.id)
        .where(Item.parent_id.is_not(None)),
        select(MatterItem.item_id).join(later, later.c.item_id == MatterItem.matter_id),
    )
    moments_then = (moment.scalar_subquery() for moment in (reported_at, adjusted_at, added_at))
    then = select(Plan.revision, *moments_then)
    with store.session() as session:
        revision, *moments = session.execute(then).one()
        if (revision, queries.moments_in_words(*moments)) != (version.revision, version.recorded):
            return None
        return frozenset(session.scalars(with_others))
