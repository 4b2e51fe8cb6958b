"""The table of periods that the office has closed: added only, never changed or removed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kzdash.domain.models.base import Base, UtcTime


class ClosedPeriod(Base):
    """That `account` closed a period: the board of `as_of` as it was entered before `recorded_at`.

    `period` is a month, 2025-11; `name` is what people call it. `sha256` is of the board's JSON, in
    hexadecimal. A period may be closed again: `note` then gives the reason, and the last counts.
    """

    __tablename__ = "closed_periods"

    id: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(String(7))
    name: Mapped[str] = mapped_column(Text)
    as_of: Mapped[dt.date]
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    account: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text, default="")
