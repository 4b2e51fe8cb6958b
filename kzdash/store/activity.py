"""What was recorded between two moments: counted, the last of each item, or page by page."""

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

Told = tuple[Report, Report | None]
OF_REPORT, OF_ADJUSTMENT = "report", "adjustment"


@dataclass(frozen=True, slots=True)
class Window:
    """From `start` on and before `end`; of one kind of items, or by some accounts, where given.

    `last_report` and `last_adjustment` are the ids of the last rows that count: what is recorded
    while it is read moves no page.
    """

    start: datetime
    end: datetime
    last_report: int
    last_adjustment: int
    kind: Kind | None = None
    accounts: frozenset[str] | None = None

    def of(self, table: type[Report | Adjustment]) -> tuple[ColumnElement[bool], ...]:
        """Return what keeps the rows of a table that are within."""
        last = self.last_report if table is Report else self.last_adjustment
        found = [
            table.recorded_at >= self.start,
            table.recorded_at < self.end,
            table.id <= last,
        ]
        if self.kind is not None:
            found.append(table.item_id.in_(select(Item.id).where(Item.kind == self.kind)))
        if self.accounts is not None:
            found.append(table.account.in_(self.accounts))
        return tuple(found)


def count(store: Store, within: Window) -> tuple[int, int]:
    """Return how many reports and how many adjustments were recorded."""
    counts = (
        select(func.count()).select_from(table).where(*within.of(table)).scalar_subquery()
        for table in (Report, Adjustment)
    )
    with store.session() as session:
        reports, adjustments = session.execute(select(*counts)).one()
        return reports, adjustments


def accounts(store: Store, within: Window) -> Sequence[str]:
    """Return who recorded anything, by name."""
    both = (select(table.account).where(*within.of(table)) for table in (Report, Adjustment))
    names = union_all(*both).subquery()
    with store.session() as session:
        return session.scalars(select(names.c.account).distinct().order_by(names.c.account)).all()


def kinds(store: Store, within: Window) -> Sequence[str]:
    """Return of which kinds the items are that anything was recorded of."""
    both = (select(table.item_id).where(*within.of(table)) for table in (Report, Adjustment))
    items = union_all(*both).subquery()
    found = select(Item.kind).where(Item.id.in_(select(items.c.item_id))).distinct()
    with store.session() as session:
        return session.scalars(found.order_by(Item.kind)).all()


def last_of_each(store: Store, within: Window) -> Sequence[Told]:
    """Read the last report of each item, with what had been said before it."""
    candidate = aliased(Report)
    newest = (
        select(candidate.id)
        .where(
            candidate.item_id == Item.id,
            candidate.recorded_at >= within.start,
            candidate.recorded_at < within.end,
            candidate.id <= within.last_report,
        )
        .order_by(candidate.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    ids = select(newest.label("id")).select_from(Item).subquery()
    with store.session() as session:
        return _told(session.execute(_with_previous().join(ids, ids.c.id == Report.id)).all())


def page(store: Store, within: Window, first: int, most: int) -> Sequence[Told | Adjustment]:
    """Read so many reports and adjustments after the `first` ones, the newest first.

    Beside each report stands what had been said before it of the same item and year.
    """
    rows = union_all(
        *(
            select(literal(name).label("of"), table.id, table.recorded_at).where(*within.of(table))
            for name, table in ((OF_REPORT, Report), (OF_ADJUSTMENT, Adjustment))
        )
    )
    columns = rows.selected_columns
    newest = rows.order_by(columns.recorded_at.desc(), columns.of.desc(), columns.id.desc())
    with store.session() as session:
        wanted = [(of, row) for of, row, _ in session.execute(newest.limit(most).offset(first))]
        ids = [row for of, row in wanted if of == OF_REPORT]
        told = _told(session.execute(_with_previous().where(Report.id.in_(ids))).all())
        reports = {report.id: (report, earlier) for report, earlier in told}
        others = [row for of, row in wanted if of == OF_ADJUSTMENT]
        made = session.scalars(select(Adjustment).where(Adjustment.id.in_(others)))
        adjustments = {one.id: one for one in made}
        return [reports[row] if of == OF_REPORT else adjustments[row] for of, row in wanted]


def _with_previous() -> Select[Report, Report]:
    earlier, before = aliased(Report), aliased(Report)
    previous = (
        select(earlier.id)
        .where(
            earlier.item_id == Report.item_id,
            earlier.period == Report.period,
            earlier.seq < Report.seq,
        )
        .order_by(earlier.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    return select(Report, before).outerjoin(before, before.id == previous)


def _told(rows: Sequence[Row[Report, Report]]) -> list[Told]:
    """Rows as they are: there is nothing beside a report before which nothing was said."""
    return [(report, earlier) for report, earlier in rows]
