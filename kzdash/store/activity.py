"""Read what was recorded between two moments: counts, the last report per item, or a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.orm import aliased

from kzdash.domain.models import Adjustment, Item, Report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row, Select

    from kzdash.domain.models import Kind
    from kzdash.store.store import Store

# a report, and the one before it on the same item and year
ReportPair = tuple[Report, Report | None]
REPORT, ADJUSTMENT = "report", "adjustment"


@dataclass(frozen=True, slots=True)
class Window:
    """The rows recorded from `start` on and before `end`.

    `kind` and `accounts` narrow it to items of a kind and to rows of some accounts. Rows with ids
    above `last_report` and `last_adjustment` are left out, so that rows recorded while somebody
    reads page after page do not shift the pages.
    """

    start: datetime
    end: datetime
    last_report: int
    last_adjustment: int
    kind: Kind | None = None
    accounts: frozenset[str] | None = None

    def conditions(self, table: type[Report | Adjustment]) -> tuple[ColumnElement[bool], ...]:
        """Return the WHERE conditions that select the rows of a table in this window."""
        last = self.last_report if table is Report else self.last_adjustment
        conditions = [
            table.recorded_at >= self.start,
            table.recorded_at < self.end,
            table.id <= last,
        ]
        if self.kind is not None:
            conditions.append(table.item_id.in_(select(Item.id).where(Item.kind == self.kind)))
        if self.accounts is not None:
            conditions.append(table.account.in_(self.accounts))
        return tuple(conditions)


def count(store: Store, window: Window) -> tuple[int, int]:
    """Return how many reports and how many adjustments were recorded."""
    counts = (
        select(func.count()).select_from(table).where(*window.conditions(table)).scalar_subquery()
        for table in (Report, Adjustment)
    )
    with store.session() as session:
        reports, adjustments = session.execute(select(*counts)).one()
        return reports, adjustments


def accounts(store: Store, window: Window) -> Sequence[str]:
    """Return the names of the accounts that recorded something, in alphabetical order."""
    both = (
        select(table.account).where(*window.conditions(table)) for table in (Report, Adjustment)
    )
    names = union_all(*both).subquery()
    with store.session() as session:
        return session.scalars(select(names.c.account).distinct().order_by(names.c.account)).all()


def kinds(store: Store, window: Window) -> Sequence[str]:
    """Return the kinds of the items that something was recorded on."""
    both = (
        select(table.item_id).where(*window.conditions(table)) for table in (Report, Adjustment)
    )
    items = union_all(*both).subquery()
    query = select(Item.kind).where(Item.id.in_(select(items.c.item_id))).distinct()
    with store.session() as session:
        return session.scalars(query.order_by(Item.kind)).all()


def last_of_each(store: Store, window: Window) -> Sequence[ReportPair]:
    """Read the last report on each item, with the report before it.

    This costs one index seek per item. The window's `kind` and `accounts` are not applied.
    """
    candidate = aliased(Report)
    newest = (
        select(candidate.id)
        .where(
            candidate.item_id == Item.id,
            candidate.recorded_at >= window.start,
            candidate.recorded_at < window.end,
            candidate.id <= window.last_report,
        )
        .order_by(candidate.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    ids = select(newest.label("id")).select_from(Item).subquery()
    with store.session() as session:
        return _pairs(session.execute(_select_pairs().join(ids, ids.c.id == Report.id)).all())


def page(
    store: Store, window: Window, offset: int, limit: int
) -> Sequence[ReportPair | Adjustment]:
    """Read at most `limit` reports and adjustments after the first `offset`, the newest first."""
    rows = union_all(
        *(
            select(literal(name).label("source"), table.id, table.recorded_at).where(
                *window.conditions(table)
            )
            for name, table in ((REPORT, Report), (ADJUSTMENT, Adjustment))
        )
    )
    columns = rows.selected_columns
    newest = rows.order_by(columns.recorded_at.desc(), columns.source.desc(), columns.id.desc())
    with store.session() as session:
        rows_of_page = session.execute(newest.limit(limit).offset(offset))
        keys = [(source, row_id) for source, row_id, _recorded_at in rows_of_page]
        report_ids = [row_id for source, row_id in keys if source == REPORT]
        pairs = _pairs(session.execute(_select_pairs().where(Report.id.in_(report_ids))).all())
        by_id: dict[tuple[str, int], ReportPair | Adjustment] = {
            (REPORT, pair[0].id): pair for pair in pairs
        }
        adjustment_ids = [row_id for source, row_id in keys if source == ADJUSTMENT]
        query = select(Adjustment).where(Adjustment.id.in_(adjustment_ids))
        by_id |= {(ADJUSTMENT, row.id): row for row in session.scalars(query)}
        return [by_id[key] for key in keys]


def _select_pairs() -> Select[Report, Report]:
    candidate, before = aliased(Report), aliased(Report)
    previous_id = (
        select(candidate.id)
        .where(
            candidate.item_id == Report.item_id,
            candidate.period == Report.period,
            candidate.seq < Report.seq,
        )
        .order_by(candidate.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    return select(Report, before).outerjoin(before, before.id == previous_id)


def _pairs(rows: Sequence[Row[Report, Report]]) -> list[ReportPair]:
    """Unpack rows; the outer join gives None beside the first report on an item."""
    return [(report, before) for report, before in rows]
