"""The tables of what is said about the plan: added only, never changed or removed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kzdash.domain.models.base import Base, Exact, UtcTime

NO_PERIOD = 0
FIGURES = (
    "value",
    "physical_progress_percent",
    "completed_investment_wan_yuan",
    "funds_received_wan_yuan",
)
CHANGES = ("target", "due_on", "planned_investment_wan_yuan")


class Report(Base):
    """What somebody said about one item for one day; added only, never changed or removed.

    `period` is the year an indicator's value is of, else 0. `restores` is set where a report undoes
    the one before: the `seq` whose words it repeats, 0 where nothing had been said.
    """

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("item_id", "seq"),
        Index("ix_reports_latest", "item_id", "period", "as_of", "seq"),
        Index("ix_reports_last", "item_id", "period", "seq", "as_of"),
        Index("ix_reports_recorded", "recorded_at"),
        CheckConstraint("seq >= 1", name="seq"),
        CheckConstraint(
            "status IN ('not_started', 'in_progress', 'done', 'blocked')", name="status"
        ),
        CheckConstraint(
            "stage IN ('preparation', 'construction', 'built', 'in_use')", name="stage"
        ),
        CheckConstraint(
            "CAST(physical_progress_percent AS NUMERIC) BETWEEN 0 AND 100", name="physical_progress"
        ),
        CheckConstraint(
            "CAST(completed_investment_wan_yuan AS NUMERIC) >= 0", name="completed_investment"
        ),
        CheckConstraint("CAST(funds_received_wan_yuan AS NUMERIC) >= 0", name="funds_received"),
        *(
            # NaN and Infinity are decimals to Python and text to SQLite, but no figures
            CheckConstraint(
                f"lower(CAST({figure} AS TEXT)) NOT LIKE '%n%'", name=f"{figure}_is_number"
            )
            for figure in FIGURES
        ),
        CheckConstraint("completed_on <= as_of", name="completed_by_then"),
        CheckConstraint(
            "(value IS NULL) = (period = 0) OR (restores = 0 AND value IS NULL)",
            name="value_of_a_period",
        ),
        CheckConstraint("restores < seq", name="restores_earlier"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    seq: Mapped[int]
    period: Mapped[int] = mapped_column(default=NO_PERIOD)
    as_of: Mapped[dt.date]
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    account: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, default="")
    evidence: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str | None] = mapped_column(String(20))
    completed_on: Mapped[dt.date | None]
    value: Mapped[Decimal | None] = mapped_column(Exact)
    stage: Mapped[str | None] = mapped_column(String(20))
    physical_progress_percent: Mapped[Decimal | None] = mapped_column(Exact)
    completed_investment_wan_yuan: Mapped[Decimal | None] = mapped_column(Exact)
    funds_received_wan_yuan: Mapped[Decimal | None] = mapped_column(Exact)
    problems: Mapped[str] = mapped_column(Text, default="")
    restores: Mapped[int | None]


class Adjustment(Base):
    """A change of what the plan asks of one item, from a day on, by a numbered document.

    One of `target` (an indicator's), `due_on` and `planned_investment_wan_yuan` (a project's) is
    set. The plan itself stays as the seed has it.
    """

    __tablename__ = "adjustments"
    __table_args__ = (
        UniqueConstraint("item_id", "seq"),
        CheckConstraint("seq >= 1", name="seq"),
        CheckConstraint(
            " + ".join(f"CASE WHEN {change} IS NULL THEN 0 ELSE 1 END" for change in CHANGES)
            + " = 1",
            name="one_change",
        ),
        *(
            CheckConstraint(
                f"lower(CAST({figure} AS TEXT)) NOT LIKE '%n%'", name=f"{figure}_is_number"
            )
            for figure in ("target", "planned_investment_wan_yuan")
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    seq: Mapped[int]
    as_of: Mapped[dt.date]
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    account: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    document_number: Mapped[str] = mapped_column(Text)
    target: Mapped[Decimal | None] = mapped_column(Exact)
    due_on: Mapped[dt.date | None]
    planned_investment_wan_yuan: Mapped[Decimal | None] = mapped_column(Exact)
