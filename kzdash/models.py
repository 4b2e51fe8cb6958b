"""The tables of the store: the plan as the document has it, and the reports made on it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    MetaData,
    Numeric,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import DateTime, TypeDecorator, TypeEngine

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

NO_PERIOD = 0
FIGURES = ("value", "physical_progress_percent", "completed_investment_wan_yuan")


class Kind(StrEnum):
    """What an item is. The first six are followed up; the others are kept beside them."""

    INDICATOR = "indicator"
    PROJECT = "project"
    MILESTONE = "milestone"
    TASK = "task"
    POLICY = "policy"
    REFORM = "reform"
    DIRECTION = "direction"
    AIM = "aim"
    SAFEGUARD = "safeguard"


class Exact(TypeDecorator[Decimal]):
    """A decimal kept to the last digit: NUMERIC where there is one, text in SQLite."""

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Store as text in SQLite, whose own numbers are binary floats."""
        chosen = String(40) if dialect.name == "sqlite" else Numeric()
        return dialect.type_descriptor(chosen)

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Decimal | str | None:
        """Write plain digits, never an exponent."""
        if value is None or dialect.name != "sqlite":
            return value
        return f"{value:f}"

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:  # noqa: ANN401, ARG002
        """Read back what was written."""
        return None if value is None else Decimal(value)


class UtcTime(TypeDecorator[dt.datetime]):
    """A moment in UTC: aware in Python, naive UTC in SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Turn into UTC before writing."""
        if value is None:
            return None
        utc = value.astimezone(dt.UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(
        self,
        value: dt.datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> dt.datetime | None:
        """Mark as UTC after reading."""
        return None if value is None else value.replace(tzinfo=dt.UTC)


class Base(DeclarativeBase):
    """Names every constraint, so that migrations can speak of it."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
        }
    )


class Plan(Base):
    """The document itself: one row; `revision` grows whenever the seed mends anything."""

    __tablename__ = "plans"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    revision: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(Text)
    short_title: Mapped[str] = mapped_column(Text)
    document_number: Mapped[str] = mapped_column(Text)
    issuer: Mapped[str] = mapped_column(Text)
    issued_on: Mapped[dt.date]
    office: Mapped[str] = mapped_column(Text)
    pilot_starts_on: Mapped[dt.date]
    pilot_ends_on: Mapped[dt.date]
    baseline_year: Mapped[int]
    target_year: Mapped[int]
    project_tolerance_percent: Mapped[Decimal] = mapped_column(Exact)


class Unit(Base):
    """A unit that leads something, in the document's order; `aliases` are joined by 、."""

    __tablename__ = "units"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(Text, unique=True)
    aliases: Mapped[str] = mapped_column(Text)
    citation: Mapped[str] = mapped_column(Text)


class Programme(Base):
    """One of the engineering categories; annex and text may name it differently."""

    __tablename__ = "programmes"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    short_name: Mapped[str] = mapped_column(Text)
    category_name: Mapped[str] = mapped_column(Text)
    citation: Mapped[str] = mapped_column(Text)


class Item(Base):
    """Anything numbered that the plan asks for.

    `paragraph` is 0 but for the numbered paragraphs of a direction; `more_units` is set where the
    document ends its list of lead units with 等.
    """

    __tablename__ = "items"
    __table_args__ = (UniqueConstraint("kind", "number", "paragraph"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    paragraph: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(Text)
    short_name: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    citation: Mapped[str] = mapped_column(Text)
    programme_number: Mapped[int | None] = mapped_column(ForeignKey("programmes.number"))
    due_on: Mapped[dt.date | None]
    more_units: Mapped[bool] = mapped_column(default=False)

    leads: Mapped[list[Lead]] = relationship(
        order_by="Lead.position", cascade="all, delete-orphan", lazy="selectin"
    )
    indicator: Mapped[IndicatorPlan | None] = relationship(
        cascade="all, delete-orphan", lazy="joined"
    )
    project: Mapped[ProjectPlan | None] = relationship(cascade="all, delete-orphan", lazy="joined")


class Lead(Base):
    """A unit that leads an item, in the place the document gives it."""

    __tablename__ = "leads"

    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    position: Mapped[int]

    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)


class IndicatorPlan(Base):
    """What the plan asks of an indicator; `reported_name` says what staff report each year."""

    __tablename__ = "indicators"
    __table_args__ = (
        CheckConstraint("measure IN ('level', 'change', 'growth', 'cumulative')", name="measure"),
        CheckConstraint("direction IN ('up', 'down')", name="direction"),
    )

    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True)
    unit: Mapped[str] = mapped_column(Text)
    measure: Mapped[str] = mapped_column(String(20))
    direction: Mapped[str] = mapped_column(String(10))
    target: Mapped[Decimal] = mapped_column(Exact)
    approximate: Mapped[bool]
    decimals: Mapped[int]
    tolerance: Mapped[Decimal] = mapped_column(Exact)
    reported_name: Mapped[str] = mapped_column(Text)
    reported_unit: Mapped[str] = mapped_column(Text)
    headline: Mapped[bool]


class ProjectPlan(Base):
    """What the plan says of a project; money in 万元."""

    __tablename__ = "projects"
    __table_args__ = (CheckConstraint("start_year <= end_year", name="years"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True)
    owner: Mapped[str] = mapped_column(Text)
    funding: Mapped[str] = mapped_column(Text)
    start_year: Mapped[int]
    end_year: Mapped[int]
    planned_investment_wan_yuan: Mapped[Decimal] = mapped_column(Exact)


class Correction(Base):
    """A repair of, or a doubt about, the document's text as it was found."""

    __tablename__ = "corrections"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    found: Mapped[str] = mapped_column(Text)
    reading: Mapped[str] = mapped_column(Text)
    grounds: Mapped[str] = mapped_column(Text)
    citation: Mapped[str] = mapped_column(Text)


class Report(Base):
    """What somebody said about one item for one day; added only, never changed or removed.

    `period` is the year an indicator's value is of, else 0. Triggers refuse UPDATE, DELETE and
    REPLACE.
    """

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("item_id", "seq"),
        Index("ix_reports_latest", "item_id", "period", "as_of", "seq"),
        CheckConstraint("seq >= 1", name="seq"),
        CheckConstraint(
            "status IN ('not_started', 'in_progress', 'done', 'blocked')", name="status"
        ),
        CheckConstraint(
            "stage IN ('preparation', 'construction', 'built', 'in_use')", name="stage"
        ),
        CheckConstraint(
            "CAST(physical_progress_percent AS REAL) BETWEEN 0 AND 100", name="physical_progress"
        ),
        CheckConstraint(
            "CAST(completed_investment_wan_yuan AS REAL) >= 0", name="completed_investment"
        ),
        *(
            # NaN and Infinity are decimals to Python and text to SQLite, but no figures
            CheckConstraint(
                f"lower(CAST({figure} AS TEXT)) NOT LIKE '%n%'", name=f"{figure}_is_number"
            )
            for figure in FIGURES
        ),
        CheckConstraint("completed_on <= as_of", name="completed_by_then"),
        CheckConstraint("(value IS NULL) = (period = 0)", name="value_of_a_period"),
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
    problems: Mapped[str] = mapped_column(Text, default="")
