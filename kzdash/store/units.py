"""The units of a store: their names, by id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from kzdash.domain.models import Unit

if TYPE_CHECKING:
    from kzdash.store.store import Store


def unit_names(store: Store) -> dict[int, str]:
    """Return the name of each unit by its id, in the document's order."""
    with store.session() as session:
        return {
            unit.id: unit.name for unit in session.scalars(select(Unit).order_by(Unit.position))
        }
