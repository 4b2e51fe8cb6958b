"""The table of which items support which indicators: added only, never changed or removed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from kzdash.domain.models.base import Base, UtcTime


class ItemLink(Base):
    """That an item supports an indicator from `as_of` on, or, if `removed`, no longer does.

    `reason` says why, or where the plan says so. Of one item and indicator the last row counts.
    """

    __tablename__ = "item_links"
    __table_args__ = (CheckConstraint("item_id <> indicator_id", name="two_items"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    indicator_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    as_of: Mapped[dt.date]
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    account: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    removed: Mapped[bool]
