"""The tables of the items that are added in the app: added only, never changed or removed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kzdash.domain.models.base import Base, UtcTime


class Addition(Base):
    """That an item was added: it is on boards from `as_of` on; `document_number` are its grounds.

    A unit's step is a proposal until an adjustment of the office confirms it.
    """

    __tablename__ = "additions"
    __table_args__ = (
        UniqueConstraint("item_id"),
        Index("ix_additions_recorded", "recorded_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    as_of: Mapped[dt.date]
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    account: Mapped[str] = mapped_column(Text)
    document_number: Mapped[str] = mapped_column(Text, default="")


class Matter(Base):
    """What a matter has beside other items; `raised_by` says in words from whom it comes.

    `level` is the one that can solve it, until an adjustment lifts it.
    """

    __tablename__ = "matters"
    __table_args__ = (
        CheckConstraint(
            "matter_kind IN ('decision', 'instruction', 'problem', 'query')", name="matter_kind"
        ),
        CheckConstraint("level IN ('unit', 'office', 'task_force', 'city')", name="level"),
    )

    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True)
    matter_kind: Mapped[str] = mapped_column(String(20))
    level: Mapped[str] = mapped_column(String(20))
    raised_by: Mapped[str] = mapped_column(Text)


class MatterItem(Base):
    """That a matter is about an item; `report_seq` is the report that a query asks about."""

    __tablename__ = "matter_items"

    matter_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True, index=True)
    report_seq: Mapped[int | None]
