"""What is asked of reports and adjustments: the last, what counts on a day, what counted before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from kzdash.domain.models import NO_PERIOD, Adjustment, Item, Report

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, ScalarSelect, Select
    from sqlalchemy.orm import InstrumentedAttribute


def last_row(table: type[Report | Adjustment]) -> tuple[ScalarSelect[Any], ScalarSelect[Any]]:
    """Return the id of the last row of a table, and when it was made; none where there is none."""
    newest = (
        select(column).order_by(table.id.desc()).limit(1)
        for column in (table.id, table.recorded_at)
    )
    of_id, of_moment = newest
    return of_id.scalar_subquery(), of_moment.scalar_subquery()


def counted_before(report: Report) -> Select[Report]:
    """Return the report that counted before another, on that one's day; of a year, on any."""
    older = select(Report).where(
        Report.item_id == report.item_id, Report.period == report.period, Report.seq < report.seq
    )
    if report.period == NO_PERIOD:
        older = older.where(Report.as_of <= report.as_of).order_by(Report.as_of.desc())
    return older.order_by(Report.seq.desc()).limit(1)


def restored_seq(report: Report | None) -> int:
    """Return the `seq` of the report whose words a report bears, 0 where it bears none."""
    if report is None:
        return 0
    return report.seq if report.restores is None else report.restores


def newest(
    as_of: date, entered_before: datetime | None, period: int, *order: InstrumentedAttribute[Any]
) -> ScalarSelect[int]:
    """Return the id of an item's report of a period, of those for a day the last in an order."""
    return (
        select(Report.id)
        .where(
            Report.item_id == Item.id,
            Report.period == period,
            Report.as_of <= as_of,
            *recorded_before(Report, entered_before),
        )
        .order_by(*(column.desc() for column in order))
        .limit(1)
        .correlate(Item)
        .scalar_subquery()
    )


def recorded_before(
    table: type[Report | Adjustment], before: datetime | None
) -> tuple[ColumnElement[bool], ...]:
    """Return what keeps the rows recorded before a moment, all of them where there is none."""
    return () if before is None else (table.recorded_at < before,)
