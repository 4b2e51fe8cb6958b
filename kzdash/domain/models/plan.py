"""The tables of the plan as the document has it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kzdash.domain.models.added import Matter
from kzdash.domain.models.base import Base, Exact


class Kind(StrEnum):
    """What an item is. The first nine come from the seed, and of them six are followed up.

    Those of `ADDED_KINDS` are added in the app.
    """

    INDICATOR = "indicator"
    PROJECT = "project"
    MILESTONE = "milestone"
    TASK = "task"
    POLICY = "policy"
    REFORM = "reform"
    DIRECTION = "direction"
    AIM = "aim"
    SAFEGUARD = "safeguard"
    STEP = "step"
    MATTER = "matter"
    MEETING = "meeting"


ADDED_KINDS = frozenset({Kind.STEP, Kind.MATTER, Kind.MEETING})


class Plan(Base):
    """The document itself: one row; `revision` grows whenever the seed mends anything.

    `reporting` are its `ReportingSettings`, with what its papers carry; empty where it has none.
    `demonstration` marks a store whose reports are invented; nothing takes the mark away.
    """

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
    demonstration: Mapped[bool] = mapped_column(server_default=false())
    reporting: Mapped[str] = mapped_column(Text, server_default=text("''"))


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
    """Anything numbered that the plan asks for, or that is followed up beside it.

    `parent_id` is the item that a step belongs to, or the meeting that decided a matter. `leads`
    are its units, the one that leads it first. `paragraph` is 0 but for the numbered paragraphs of
    a direction; `more_units` is set where the document ends its list of lead units with 等.
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
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("items.id"))

    leads: Mapped[list[Lead]] = relationship(
        order_by="Lead.position", cascade="all, delete-orphan", lazy="selectin"
    )
    indicator: Mapped[IndicatorPlan | None] = relationship(
        cascade="all, delete-orphan", lazy="joined"
    )
    project: Mapped[ProjectPlan | None] = relationship(cascade="all, delete-orphan", lazy="joined")
    matter: Mapped[Matter | None] = relationship()


class Lead(Base):
    """A unit of an item, in the document's order: the first leads, the others support it."""

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
