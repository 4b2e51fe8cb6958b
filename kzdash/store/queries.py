"""Queries on reports and adjustments: the last row, and which report counts on a day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from kzdash.domain.models import (
    NO_PERIOD,
    Addition,
    Adjustment,
    CalendarChange,
    ClosedPeriod,
    Item,
    ItemLink,
    Report,
)
from kzdash.domain.progress.figure_period import provisional_periods

Entry = Report | Adjustment | Addition
# the clocks of two replicas may differ by this much
CLOCK_SKEW = timedelta(minutes=5)

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, ScalarSelect, Select, Subquery
    from sqlalchemy.orm import InstrumentedAttribute, Session

    from kzdash.domain.models import Plan


def last_row(table: type[Entry]) -> tuple[ScalarSelect[Any], ScalarSelect[Any]]:
    """Return subqueries for the id and `recorded_at` of a table's last row; NULL if it is empty."""
    last_id, recorded_at = (
        select(column).order_by(table.id.desc()).limit(1).scalar_subquery()
        for column in (table.id, table.recorded_at)
    )
    return last_id, recorded_at


def moments_in_words(*moments: datetime | None) -> str:
    """Write when the last report, adjustment and addition were recorded, as a version has it."""
    return " ".join(str(moment or "") for moment in moments)


def after_closing(session: Session, moment: datetime) -> datetime:
    """Return when a row that is written now counts as recorded: no earlier than the last closing.

    Its clock was read before it waited for the write lock, or on another replica.
    """
    newest = select(ClosedPeriod.recorded_at).order_by(ClosedPeriod.id.desc()).limit(1)
    closed = session.scalar(newest)
    return closed if closed and moment < closed <= moment + CLOCK_SKEW else moment


def report_counted_before(report: Report) -> Select[Report]:
    """Select the report that counted on a report's day before that report was made.

    It is about the same part of the item. In an indicator's year the last report counts on every
    day.
    """
    older = select(Report).where(
        Report.item_id == report.item_id,
        Report.period == report.period,
        Report.unit_id.is_not_distinct_from(report.unit_id),
        Report.seq < report.seq,
    )
    if report.period == NO_PERIOD:
        older = older.where(Report.as_of <= report.as_of).order_by(Report.as_of.desc())
    return older.order_by(Report.seq.desc()).limit(1)


def restored_seq(report: Report | None) -> int:
    """Return the `seq` that an undo back to `report` restores; 0 restores the unreported state.

    If `report` is itself an undo, that is the report which it restored.
    """
    if report is None:
        return 0
    return report.seq if report.restores is None else report.restores


def latest_report_id(
    as_of: date, entered_before: datetime | None, period: int, *order: InstrumentedAttribute[Any]
) -> ScalarSelect[int]:
    """Select the id of the last report on the whole of an item for a period and a day or earlier.

    `order` are the columns that make a report the last, the first one deciding.
    """
    return (
        select(Report.id)
        .where(
            Report.item_id == Item.id,
            Report.period == period,
            # what a supporting unit says of its part is of no period
            *(() if period else (Report.unit_id.is_(None),)),
            Report.as_of <= as_of,
            *recorded_before(Report, entered_before),
        )
        .order_by(*(column.desc() for column in order))
        .limit(1)
        .correlate(Item)
        .scalar_subquery()
    )


def periods_on(as_of: date, plan: Plan) -> list[int]:
    """Return the periods whose figures an indicator is judged by on a day.

    They are the plan's years, and the parts of this year and the last, for which provisional
    figures may stand.
    """
    years = range(plan.baseline_year, plan.target_year + 1)
    current = [year for year in years if as_of.year - 1 <= year <= as_of.year]
    return [*years, *(part for year in current for part in provisional_periods(year))]


def recorded_before(
    table: type[Entry | CalendarChange | ItemLink], moment: datetime | None
) -> tuple[ColumnElement[bool], ...]:
    """Return the condition that a row was recorded before a moment; no condition for None."""
    return () if moment is None else (table.recorded_at < moment,)


def latest_part_ids(as_of: date, entered_before: datetime | None) -> Subquery:
    """Select the id of the last report on each part of an item for a day or earlier."""
    parts = select(Report.item_id, Report.unit_id).where(Report.unit_id.is_not(None))
    part = parts.distinct().subquery()
    last = (
        select(Report.id)
        .where(
            Report.item_id == part.c.item_id,
            Report.period == NO_PERIOD,
            Report.unit_id == part.c.unit_id,
            Report.as_of <= as_of,
            *recorded_before(Report, entered_before),
        )
        .order_by(Report.as_of.desc(), Report.seq.desc())
        .limit(1)
        .correlate(part)
    )
    return select(last.scalar_subquery().label("id")).select_from(part).subquery()


def last_on_the_whole(session: Session, item: Item) -> Report | None:
    """Read the report made last on the whole of an item, for whatever day."""
    whole = select(Report).where(Report.item_id == item.id, Report.unit_id.is_(None))
    return session.scalar(whole.order_by(Report.seq.desc()).limit(1))


def lead_of(session: Session, item: Item) -> int | None:
    """Return the id of the unit that leads an item now: adjusted, or the first it names."""
    adjusted = (
        select(Adjustment.lead_unit_id)
        .where(Adjustment.item_id == item.id, Adjustment.lead_unit_id.is_not(None))
        .order_by(Adjustment.as_of.desc(), Adjustment.seq.desc())
        .limit(1)
    )
    return session.scalar(adjusted) or (item.leads[0].unit_id if item.leads else None)
