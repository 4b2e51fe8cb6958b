"""The plan as stored: with an object for each item, or, for boards, with plain rows.

A board reads every item and changes none. Rows come in a twentieth of the time of objects.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select

from kzdash.domain.models import (
    ADDED_KINDS,
    Addition,
    CalendarChange,
    Comparison,
    Correction,
    Fact,
    IndicatorPlan,
    Item,
    ItemLink,
    Kind,
    Lead,
    Matter,
    MatterItem,
    Plan,
    Programme,
    ProjectPlan,
    Unit,
)
from kzdash.store.queries import recorded_before

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

StoredRow = Row[Any]
PARTS: dict[Kind, type[IndicatorPlan | ProjectPlan]] = {
    Kind.INDICATOR: IndicatorPlan,
    Kind.PROJECT: ProjectPlan,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDocumentRows:
    """The plan without its items, each part in the document's order."""

    plan: Plan
    units: Sequence[Unit]
    programmes: Sequence[Programme]
    corrections: Sequence[Correction]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRows(PlanDocumentRows):
    """The plan, each part in the document's order."""

    items: Sequence[Item]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRows(PlanDocumentRows):
    """The plan for a board, each part in the document's order.

    An item's row has the columns of `items`, then those of its part of the plan: `indicators`, or
    `projects`, which are None where the store lacks that part. `units` has names by item id, the
    lead unit's first. `added` are the items added by the day, each with the columns of `additions`
    and `matters`; `about` has, by a matter's id, the ids of the items that it is about, each with
    the `seq` of the report that it asks about. `calendar` are the changes of the reporting calendar
    by the day, the oldest first. `facts` and `comparisons` are all that the seed has, `links` those
    that count on the day: what supports what.
    """

    items: Sequence[StoredRow]
    units_by_item: Mapping[int, tuple[str, ...]]
    unit_names: Mapping[int, str]
    added: Sequence[StoredRow]
    about: Mapping[int, tuple[tuple[int, int | None], ...]]
    calendar: Sequence[CalendarChange]
    facts: Sequence[Fact]
    comparisons: Sequence[Comparison]
    links: Sequence[ItemLink]


def read_plan(session: Session) -> PlanRows:
    """Read the plan with an object for each item."""
    items = select(Item).order_by(Item.kind, Item.number, Item.paragraph)
    return PlanRows(**_document(session), items=session.scalars(items).all())


def read_for_board(
    session: Session, as_of: date, entered_before: datetime | None = None
) -> BoardRows:
    """Read the plan, and what was added to it by a day, with a row for each item."""
    document = _document(session)
    names = {unit.id: unit.name for unit in document["units"]}
    units: dict[int, tuple[str, ...]] = defaultdict(tuple)
    leads = select(Lead.item_id, Lead.unit_id).order_by(Lead.item_id, Lead.position)
    for item_id, unit_id in session.execute(leads):
        units[item_id] += (names[unit_id],)
    others = select(*Item.__table__.columns).where(Item.kind.not_in([*PARTS, *ADDED_KINDS]))
    queries = [others, *(_with_part(kind) for kind in PARTS)]
    order = (Item.kind, Item.number, Item.paragraph)
    items = [row for query in queries for row in session.execute(query.order_by(*order))]
    about: dict[int, tuple[tuple[int, int | None], ...]] = defaultdict(tuple)
    links = select(MatterItem.matter_id, MatterItem.item_id, MatterItem.report_seq)
    for matter_id, item_id, seq in session.execute(links.order_by(*links.selected_columns)):
        about[matter_id] += ((item_id, seq),)
    return BoardRows(
        **document,
        items=items,
        units_by_item=units,
        unit_names=names,
        added=session.execute(_select_added(as_of, entered_before)).all(),
        about=about,
        calendar=session.scalars(_select_calendar(as_of, entered_before)).all(),
        facts=session.scalars(select(Fact).order_by(Fact.position)).all(),
        comparisons=session.scalars(select(Comparison).order_by(Comparison.position)).all(),
        links=_links(session, as_of, entered_before),
    )


def _select_calendar(as_of: date, entered_before: datetime | None) -> Select[CalendarChange]:
    """Select the changes of the reporting calendar by a day, and recorded before a moment."""
    return (
        select(CalendarChange)
        .where(CalendarChange.as_of <= as_of, *recorded_before(CalendarChange, entered_before))
        .order_by(CalendarChange.id)
    )


def _links(session: Session, as_of: date, entered_before: datetime | None) -> Sequence[ItemLink]:
    """Read the links that count on a day: of an item and an indicator the last row made by then."""
    made = select(ItemLink).where(
        ItemLink.as_of <= as_of, *recorded_before(ItemLink, entered_before)
    )
    last = {
        (row.item_id, row.indicator_id): row for row in session.scalars(made.order_by(ItemLink.id))
    }
    return [row for row in last.values() if not row.removed]


def _select_added(as_of: date, entered_before: datetime | None) -> Select[Any]:
    """Select what was added by a day, and recorded before a moment if one is given."""
    return (
        select(
            *Item.__table__.columns,
            *(
                column
                for column in Addition.__table__.columns
                if column.name not in {"id", "item_id"}
            ),
            *(column for column in Matter.__table__.columns if column.name != "item_id"),
        )
        .join(Addition, Addition.item_id == Item.id)
        .outerjoin(Matter, Matter.item_id == Item.id)
        .where(Addition.as_of <= as_of, *recorded_before(Addition, entered_before))
        .order_by(Item.kind, Item.number)
    )


def _with_part(kind: Kind) -> Select[Any]:
    """Select the items of a kind with what the plan says of that kind alone."""
    part = PARTS[kind]
    columns = (column for column in part.__table__.columns if column.name != "item_id")
    return (
        select(*Item.__table__.columns, *columns)
        .outerjoin(part, part.item_id == Item.id)
        .where(Item.kind == kind)
    )


def _document(session: Session) -> dict[str, Any]:
    return {
        "plan": session.scalars(select(Plan)).one(),
        "units": session.scalars(select(Unit).order_by(Unit.position)).all(),
        "programmes": session.scalars(select(Programme).order_by(Programme.number)).all(),
        "corrections": session.scalars(select(Correction).order_by(Correction.number)).all(),
    }
