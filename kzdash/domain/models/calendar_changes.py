"""The table of what the office changed of the reporting calendar: added only, never changed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kzdash.domain.models.base import Base, UtcTime

ONE_CHANGE = (
    "(kind IS NULL) <> (item_id IS NULL)"
    " AND (rhythm IS NULL) = (workday IS NULL) AND (rhythm IS NULL) = (grace IS NULL)"
    " AND (rhythm IS NULL) = (due_on IS NOT NULL) AND (due_on IS NULL) = (period IS NULL)"
    " AND (item_id IS NULL OR due_on IS NOT NULL)"
)
RHYTHM = "rhythm IN ('month', 'month_after', 'quarter', 'half_year', 'year')"


class CalendarChange(Base):
    """A change of when something is to be reported, from `as_of` on; it says one of three things.

    - of a `kind`: its `rhythm`, `workday` and `grace`, for the rounds that begin on `as_of` or
      later;
    - of a `kind`: that its round of the month that begins on `period` is due on `due_on`;
    - of an indicator, `item_id`: that its figure of the year that begins on `period` is published
      on `due_on`.
    """

    __tablename__ = "calendar_changes"
    __table_args__ = (
        CheckConstraint(ONE_CHANGE, name="one_change"),
        CheckConstraint(RHYTHM, name="rhythm"),
        CheckConstraint("grace >= 0", name="grace"),
        CheckConstraint("workday <> 0", name="workday"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    as_of: Mapped[dt.date]
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    account: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    kind: Mapped[str | None] = mapped_column(String(20))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("items.id"))
    period: Mapped[dt.date | None]
    due_on: Mapped[dt.date | None]
    rhythm: Mapped[str | None] = mapped_column(String(20))
    workday: Mapped[int | None]
    grace: Mapped[int | None]
