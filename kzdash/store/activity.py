"""Read what was recorded between two moments: counts, the last report per item, or a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.orm import aliased

from kzdash.domain.models import Addition, Adjustment, Item, ItemLink, Report, SlidePhoto

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row, Select

    from kzdash.domain.models import Kind
    from kzdash.store.store import Store

# a report, and the one before it on the same item and year
ReportPair = tuple[Report, Report | None]
Table = type[Report] | type[Adjustment] | type[Addition] | type[SlidePhoto] | type[ItemLink]
TABLES: dict[str, Table] = {
    "report": Report,
    "adjustment": Adjustment,
    "addition": Addition,
    "slide_photo": SlidePhoto,
    "item_link": ItemLink,
}
# what has no more to it than its own row
Single = Adjustment | Addition | SlidePhoto | ItemLink


@dataclass(frozen=True, slots=True)
class Window:
    """The rows recorded from `start` on and before `end`.

    `kind` and `accounts` narrow it to items of a kind and to rows of some accounts. Rows with ids
    above those of `last` are left out, so that rows recorded while somebody reads page after page
    do not shift the pages.
    """

    start: datetime
    end: datetime
    last: Mapping[Table, int]
    kind: Kind | None = None
    accounts: frozenset[str] | None = None

    def conditions(self, table: Table) -> tuple[ColumnElement[bool], ...]:
        """Return the WHERE conditions that select the rows of a table in this window."""
        conditions = [
            table.recorded_at >= self.start,
            table.recorded_at < self.end,
            table.id <= self.last[table],
        ]
        if self.kind is not None:
            conditions.append(table.item_id.in_(select(Item.id).where(Item.kind == self.kind)))
        if self.accounts is not None:
            conditions.append(table.account.in_(self.accounts))
        return tuple(conditions)


def count(store: Store, window: Window) -> tuple[int, ...]:
    """Return how many rows of each of `TABLES` were recorded."""
    counts = (
        select(func.count()).select_from(table).where(*window.conditions(table)).scalar_subquery()
        for table in TABLES.values()
    )
    with store.session() as session:
        return tuple(session.execute(select(*counts)).one())


def accounts(store: Store, window: Window) -> Sequence[str]:
    """Return the names of the accounts that recorded something, in alphabetical order."""
    each = (select(table.account).where(*window.conditions(table)) for table in TABLES.values())
    names = union_all(*each).subquery()
    with store.session() as session:
        return session.scalars(select(names.c.account).distinct().order_by(names.c.account)).all()


def kinds(store: Store, window: Window) -> Sequence[str]:
    """Return the kinds of the items that something was recorded on."""
    each = (select(table.item_id).where(*window.conditions(table)) for table in TABLES.values())
    items = union_all(*each).subquery()
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
            candidate.id <= window.last[Report],
        )
        .order_by(candidate.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    ids = select(newest.label("id")).select_from(Item).subquery()
    with store.session() as session:
        return _pairs(session.execute(_select_pairs().join(ids, ids.c.id == Report.id)).all())


def page(store: Store, window: Window, offset: int, limit: int) -> Sequence[ReportPair | Single]:
    """Read at most `limit` entries of all kinds after the first `offset`, the newest first."""
    rows = union_all(
        *(
            select(literal(name).label("source"), table.id, table.recorded_at).where(
                *window.conditions(table)
            )
            for name, table in TABLES.items()
        )
    )
    columns = rows.selected_columns
    newest = rows.order_by(columns.recorded_at.desc(), columns.source.desc(), columns.id.desc())
    with store.session() as session:
        rows_of_page = session.execute(newest.limit(limit).offset(offset))
        keys = [(source, row_id) for source, row_id, _recorded_at in rows_of_page]
        ids = {name: [row_id for source, row_id in keys if source == name] for name in TABLES}
        pairs = _select_pairs().where(Report.id.in_(ids["report"]))
        by_id: dict[tuple[str, int], ReportPair | Single] = {
            ("report", pair[0].id): pair for pair in _pairs(session.execute(pairs).all())
        }
        adjustments = select(Adjustment).where(Adjustment.id.in_(ids["adjustment"]))
        by_id |= {("adjustment", row.id): row for row in session.scalars(adjustments)}
        additions = select(Addition).where(Addition.id.in_(ids["addition"]))
        by_id |= {("addition", row.id): row for row in session.scalars(additions)}
        choices = select(SlidePhoto).where(SlidePhoto.id.in_(ids["slide_photo"]))
        by_id |= {("slide_photo", row.id): row for row in session.scalars(choices)}
        links = select(ItemLink).where(ItemLink.id.in_(ids["item_link"]))
        by_id |= {("item_link", row.id): row for row in session.scalars(links)}
        return [by_id[key] for key in keys]


def _select_pairs() -> Select[Report, Report]:
    candidate, before = aliased(Report), aliased(Report)
    previous_id = (
        select(candidate.id)
        .where(
            candidate.item_id == Report.item_id,
            candidate.period == Report.period,
            candidate.unit_id.is_not_distinct_from(Report.unit_id),
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
