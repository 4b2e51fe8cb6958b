"""The table of who changed which account: added only, never changed or removed."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kzdash.domain.models.base import Base, UtcTime


class Change(StrEnum):
    """What the office does to an account."""

    ADDED = "added"
    RESET = "reset"
    DISABLED = "disabled"
    HANDED_OVER = "handed_over"


class AccountChange(Base):
    """That `account` changed another one; it is empty for the command line and the first start.

    `successor` is the account that one was handed over to, else empty.
    """

    __tablename__ = "account_changes"
    __table_args__ = (
        CheckConstraint("change IN ('added', 'reset', 'disabled', 'handed_over')", name="change"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    account: Mapped[str] = mapped_column(Text)
    changed: Mapped[str] = mapped_column(String(64))
    change: Mapped[str] = mapped_column(String(20))
    successor: Mapped[str] = mapped_column(String(64), default="")
