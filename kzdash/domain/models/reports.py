"""The tables of what is said about the plan: added only, never changed or removed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kzdash.domain.models.base import Base, Exact, UtcTime
from kzdash.domain.models.evidence import EvidenceFile

NO_PERIOD = 0
# what a lead unit says of an item, and what a supporting one does
OF_THE_WHOLE, OF_A_PART = "unit_id IS NULL", "unit_id IS NOT NULL"
# where a project's funds come from
SOURCES = ("central", "special_bond", "special_treasury", "municipal", "district", "social")
FIGURES = (
    "value",
    "physical_progress_percent",
    "completed_investment_wan_yuan",
    "funds_received_wan_yuan",
    "funds_paid_wan_yuan",
    *(f"{source}_{what}_wan_yuan" for what in ("received", "paid") for source in SOURCES),
)
CHANGES = (
    "target",
    "due_on",
    "planned_investment_wan_yuan",
    "lead_unit_id",
    "level",
    "decision",
    "goal",
    "year_investment_wan_yuan",
    "starts_on",
    "planned_funds_wan_yuan",
)
# figures of one period; the others are of none
OF_A_PERIOD = ("goal", "year_investment_wan_yuan")


class Report(Base):
    """What somebody said about one item for one day; added only, never changed or removed.

    `period` is the year, or the part of one, that an indicator's value is of, else 0. `unit_id` is
    set where a supporting unit speaks of its part alone; the others speak of the whole. `restores`
    is set where a report undoes the one before: the `seq` whose words it repeats, 0 where nothing
    had been said.
    """

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("item_id", "seq"),
        Index(
            "ix_reports_latest",
            *("item_id", "period", "as_of", "seq"),
            sqlite_where=text(OF_THE_WHOLE),
            postgresql_where=text(OF_THE_WHOLE),
        ),
        Index("ix_reports_last", "item_id", "period", "seq", "as_of"),
        Index("ix_reports_recorded", "recorded_at"),
        Index(
            "ix_reports_parts",
            *("item_id", "unit_id", "as_of", "seq"),
            sqlite_where=text(OF_A_PART),
            postgresql_where=text(OF_A_PART),
        ),
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
        *(
            CheckConstraint(
                f"CAST({amount} AS NUMERIC) >= 0", name=amount.removesuffix("_wan_yuan")
            )
            for amount in FIGURES
            if amount.endswith("_wan_yuan") and amount != "completed_investment_wan_yuan"
        ),
        CheckConstraint("confidence IN ('confident', 'at_risk', 'doubtful')", name="confidence"),
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
        CheckConstraint(
            "answer IN ('received', 'in_progress', 'blocked', 'asks_to_close', 'asks_for_time',"
            " 'closed', 'returned')",
            name="answer",
        ),
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
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    answer: Mapped[str | None] = mapped_column(String(20))
    requested_due_on: Mapped[dt.date | None]
    # to write them with the report; boards read them by a query of their own
    evidence_files: Mapped[list[EvidenceFile]] = relationship(lazy="raise")
    expected_on: Mapped[dt.date | None]
    confidence: Mapped[str | None] = mapped_column(String(20))
    cause: Mapped[str] = mapped_column(Text, default="", server_default="")
    next_step: Mapped[str] = mapped_column(Text, default="", server_default="")
    funds_paid_wan_yuan: Mapped[Decimal | None] = mapped_column(Exact)
    central_received_wan_yuan: Mapped[Decimal | None] = mapped_column(Exact)
    special_bond_received_wan_yuan: Mapped[Decimal | None] = mapped_column(Exact)
    special_treasury_received_wan_yuan: Mapped[Decimal | None] = mapped_column(Exact)
    municipal_received_wan_yuan: Mapped[Decimal | None] = mapped_column(Exact)
    district_received_wan_yuan: Mapped[Decimal | None] = mapped_column(Exact)
    social_received_wan_yuan: Mapped[Decimal | None] = mapped_column(Exact)
    central_paid_wan_yuan: Mapped[Decimal | None] = mapped_column(Exact)
    special_bond_paid_wan_yuan: Mapped[Decimal | None] = mapped_column(Exact)
    special_treasury_paid_wan_yuan: Mapped[Decimal | None] = mapped_column(Exact)
    municipal_paid_wan_yuan: Mapped[Decimal | None] = mapped_column(Exact)
    district_paid_wan_yuan: Mapped[Decimal | None] = mapped_column(Exact)
    social_paid_wan_yuan: Mapped[Decimal | None] = mapped_column(Exact)


class Adjustment(Base):
    """A change of what is asked of one item, from a day on; of the plan, by a numbered document.

    One of `CHANGES` is set: `target` and `goal` are an indicator's, investments, funds and
    `starts_on` a project's, `level` a matter's, `decision` is on an added item. `period` is the
    year, or part of one, of a goal or a year's investment; `source` where planned funds come from.
    The item itself stays as the seed has it, or as it was added.
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
            for figure in CHANGES
            if figure in {"target", "goal"} or figure.endswith("_wan_yuan")
        ),
        CheckConstraint("level IN ('unit', 'office', 'task_force', 'city')", name="level"),
        CheckConstraint("decision IN ('confirmed', 'withdrawn')", name="decision"),
        CheckConstraint(
            "(period <> 0) = (goal IS NOT NULL OR year_investment_wan_yuan IS NOT NULL)",
            name="period",
        ),
        CheckConstraint(
            "(source IS NOT NULL) = (planned_funds_wan_yuan IS NOT NULL)", name="source_of_funds"
        ),
        CheckConstraint(f"source IN ({', '.join(map(repr, SOURCES))})", name="source"),
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
    lead_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    level: Mapped[str | None] = mapped_column(String(20))
    decision: Mapped[str | None] = mapped_column(String(20))
    period: Mapped[int] = mapped_column(default=NO_PERIOD, server_default="0")
    goal: Mapped[Decimal | None] = mapped_column(Exact)
    year_investment_wan_yuan: Mapped[Decimal | None] = mapped_column(Exact)
    starts_on: Mapped[dt.date | None]
    planned_funds_wan_yuan: Mapped[Decimal | None] = mapped_column(Exact)
    source: Mapped[str | None] = mapped_column(String(20))
