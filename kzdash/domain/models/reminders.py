"""The tables of what people were reminded of, and what came of it: added only, never changed."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kzdash.domain.models.base import Base, UtcTime


class Channel(StrEnum):
    """The way by which a reminder goes out."""

    MAIL = "mail"
    WEBHOOK = "webhook"


class ReminderLevel(StrEnum):
    """Who is reminded, the lowest first."""

    UNIT = "unit"
    SUPERVISOR = "supervisor"
    OFFICE = "office"


class Reminder(Base):
    """That somebody was to be told of what is due from a unit; it is written before it is sent.

    `seq` counts what was sent to an address, so that of two processes only one can claim the next.
    `address` is an e-mail address, or the unit for a webhook; `account` is empty for the command.
    A message about several units has a row for each, with the whole text.
    """

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("channel", "address", "seq"),
        CheckConstraint("channel IN ('mail', 'webhook')", name="channel"),
        CheckConstraint("level IN ('unit', 'supervisor', 'office')", name="level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(10))
    address: Mapped[str] = mapped_column(String(254))
    seq: Mapped[int]
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    account: Mapped[str] = mapped_column(Text)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    person: Mapped[str] = mapped_column(Text)
    level: Mapped[str] = mapped_column(String(10))
    item_ids: Mapped[str] = mapped_column(Text)
    due_on: Mapped[dt.date]
    text: Mapped[str] = mapped_column(Text)

    @property
    def items(self) -> int:
        """How many items it is about."""
        return len(self.item_ids.split(","))


class ReminderOutcome(Base):
    """Whether a reminder was taken by the server it was handed to; `problem` says why not.

    A reminder without one is on its way, or was cut off: nobody knows whether it arrived.
    """

    __tablename__ = "reminder_outcomes"

    reminder_id: Mapped[int] = mapped_column(ForeignKey("reminders.id"), primary_key=True)
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    delivered: Mapped[bool]
    problem: Mapped[str] = mapped_column(String(40))
