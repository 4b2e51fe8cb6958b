"""Write the seed into the plan's tables: insert, update and delete rows until they agree."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased

from kzdash.domain.models import (
    ADDED_KINDS,
    NO_PERIOD,
    SEED_ACCOUNT,
    Adjustment,
    CalendarChange,
    Correction,
    IndicatorPlan,
    Item,
    ItemLink,
    Kind,
    Lead,
    MatterItem,
    Plan,
    Programme,
    ProjectPlan,
    Report,
    Unit,
)
from kzdash.domain.progress import year_end
from kzdash.domain.rules import cite_source
from kzdash.errors import SeedError
from kzdash.store.seed import identity
from kzdash.store.seed.checks import PLAN_FIELDS, Seed
from kzdash.store.seed.files import TABLE_OF_KIND
from kzdash.store.seed.goals import append_goals
from kzdash.store.seed.published import append_links, merge_published
from kzdash.store.seed.steps import append_steps

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from kzdash.store.seed.files import Row

INDICATOR_FIELDS = (
    "unit",
    "measure",
    "direction",
    "target",
    "approximate",
    "decimals",
    "tolerance",
    "reported_name",
    "reported_unit",
    "headline",
)
PROJECT_FIELDS = ("owner", "funding", "start_year", "end_year", "planned_investment_wan_yuan")


def load_plan(
    session: Session, seed: Seed, now: dt.datetime, renamed: Collection[str] = ()
) -> bool:
    """Make the plan's tables agree with the seed; return whether anything was written.

    `renamed` are the labels of items with reports that may get a wholly new name.
    """
    with session.no_autoflush:
        session.merge(_plan(seed))
        _merge_rows(session, Programme, seed.tables["programmes"])
        _merge_rows(session, Correction, seed.tables["corrections"])
        merge_published(session, seed)
        units = _merge_units(session, seed.tables["units"])
        changed = _flush(session)
        _merge_items(session, seed, units, renamed)
        changed |= _flush(session)
        _delete_others(session, Programme, seed.tables["programmes"])
        _delete_others(session, Correction, seed.tables["corrections"])
        changed |= _flush(session)
        changed |= _append_reports(session, seed, now)
        changed |= append_goals(session, seed, now)
        changed |= append_links(session, seed, now)
        return append_steps(session, seed, units, now) or changed


def _flush(session: Session) -> bool:
    updated = any(session.is_modified(row) for row in session.dirty)
    changed = updated or bool(session.new) or bool(session.deleted)
    session.flush()
    return changed


def _plan(seed: Seed) -> Plan:
    fields = {field: seed.plan[field] for field in PLAN_FIELDS if field != "slug"}
    fields["project_tolerance_percent"] = Decimal(fields["project_tolerance_percent"])
    return Plan(id=1, reporting=seed.reporting.to_text(), **fields)


def _merge_rows(session: Session, table: type[Programme | Correction], rows: list[Row]) -> None:
    for row in rows:
        session.merge(table(**row.fields))


def _delete_others(session: Session, table: type[Programme | Correction], rows: list[Row]) -> None:
    numbers = {row["number"] for row in rows}
    for old in session.scalars(select(table).where(table.number.not_in(numbers))):
        session.delete(old)


def _merge_units(session: Session, rows: list[Row]) -> dict[str, Unit]:
    """Insert or update the units by name; a unit that the seed lacks stays, leading nothing."""
    units = {unit.name: unit for unit in session.scalars(select(Unit))}
    for position, row in enumerate(rows, start=1):
        unit = units.setdefault(row["name"], Unit(name=row["name"]))
        unit.position, unit.aliases, unit.citation = position, row["aliases"], row["citation"]
        session.add(unit)
    return units


def _merge_items(
    session: Session, seed: Seed, units: dict[str, Unit], renamed: Collection[str]
) -> None:
    stored = {
        (item.kind, item.number, item.paragraph): item
        for item in session.scalars(select(Item).where(Item.kind.not_in(ADDED_KINDS)))
    }
    rows = {
        (kind.value, row["number"], row.fields.get("paragraph", 0)): row
        for kind, table in TABLE_OF_KIND.items()
        for row in seed.tables[table]
    }
    has_rows = [
        exists().where(table.item_id == Item.id) for table in (Report, Adjustment, CalendarChange)
    ]
    has_rows.append(exists().where(MatterItem.item_id == Item.id))
    has_rows.append(
        exists().where(or_(ItemLink.item_id == Item.id, ItemLink.indicator_id == Item.id))
    )
    child = aliased(Item)
    has_rows.append(exists().where(child.parent_id == Item.id))
    reported = set(session.scalars(select(Item.id).where(or_(*has_rows))))
    files = {kind.value: f"{table}.csv" for kind, table in TABLE_OF_KIND.items()}
    if problems := list(identity.renumbering_problems(stored, rows, reported, files, renamed)):
        raise SeedError(problems)
    for key, row in rows.items():
        old = stored.pop(key, None)
        session.merge(_item(key, row, seed, units, old.id if old else None))
    for item in stored.values():
        session.delete(item)


def _item(
    key: identity.Key, row: Row, seed: Seed, units: dict[str, Unit], item_id: int | None
) -> Item:
    kind, number, paragraph = key
    names, more = row["units"]
    item = Item(
        id=item_id,
        kind=kind,
        number=number,
        paragraph=paragraph,
        name=row["name"],
        short_name=row.fields.get("short_name", row["name"]),
        summary=row["summary"],
        citation=row["citation"],
        programme_number=row.fields.get("programme"),
        due_on=_due_on(kind, row, seed),
        more_units=more,
        leads=[
            Lead(item_id=item_id, unit_id=units[name].id, position=position)
            for position, name in enumerate(names, start=1)
        ],
        indicator=None,
        project=None,
    )
    if kind == Kind.INDICATOR:
        fields = {field: row[field] for field in INDICATOR_FIELDS}
        item.indicator = IndicatorPlan(item_id=item_id, **fields)
    elif kind == Kind.PROJECT:
        fields = {field: row[field] for field in PROJECT_FIELDS}
        item.project = ProjectPlan(item_id=item_id, **fields)
    return item


def _due_on(kind: str, row: Row, seed: Seed) -> dt.date | None:
    """Return a milestone's own day; indicators and projects are due at the end of a year."""
    if kind == Kind.INDICATOR:
        return year_end(seed.plan["target_year"])
    if kind == Kind.PROJECT:
        return year_end(row["end_year"])
    return row.fields.get("due_on")


def _append_reports(session: Session, seed: Seed, now: dt.datetime) -> bool:
    """Append the seed's own reports that differ from its last ones; return if any was appended."""
    ids = {
        (item.kind, item.number): item.id
        for item in session.scalars(select(Item).where(Item.paragraph == 0))
    }
    appended = False
    for kind, fields in _seeded_reports(seed):
        item_id = ids[kind.value, fields.pop("number")]
        own = select(Report).filter_by(
            item_id=item_id, account=SEED_ACCOUNT, period=fields.get("period", NO_PERIOD)
        )
        before = session.scalar(own.order_by(Report.seq.desc()).limit(1))
        if before is None or any(getattr(before, name) != value for name, value in fields.items()):
            last = session.scalar(select(func.max(Report.seq)).where(Report.item_id == item_id))
            report = Report(item_id=item_id, seq=(last or 0) + 1, account=SEED_ACCOUNT, **fields)
            report.recorded_at = now
            session.add(report)
            session.flush()
            appended = True
    return appended


def _seeded_reports(seed: Seed) -> Iterator[tuple[Kind, dict[str, Any]]]:
    for row in seed.tables["observations"]:
        yield (
            Kind.INDICATOR,
            {
                "number": row["number"],
                "period": row["period"],
                # a figure without a day of publication counts from the end of its own year
                "as_of": row["published_on"] or year_end(row["period"]),
                "value": row["value"],
                "note": f"{row['measures']},{row['derivation']}",
                "evidence": cite_source(row["publisher"], row["source"], row["address"]),
            },
        )
    for row in seed.tables["completions"]:
        fields = ("number", "status", "completed_on", "as_of", "note", "evidence")
        yield Kind.MILESTONE, {field: row[field] for field in fields}
