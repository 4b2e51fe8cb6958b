"""Check a store that opens: each fault is a sentence, with its remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

from kzdash import errors
from kzdash.domain.formatting import local_date
from kzdash.domain.models import Addition, Adjustment, Base, Report
from kzdash.store import CLOCK_SKEW, evidence, table_checksums, translate_errors
from kzdash.store import seed as seeds
from kzdash.store.backups import sqlite
from kzdash.store.migrations.triggers import triggers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from kzdash.store import Store

SELECT_TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal",
}
RESTORE_ADVICE = "Restore a good backup with `python -m kzdash restore --replace FILE`."


def check_store(store: Store, folder: Path, now: datetime) -> list[str]:
    """Return the faults of a store, also compared with the seed in `folder`; change nothing.

    A store that cannot be opened raises one of `errors`.
    """
    with store.session() as session:
        faults = [
            *_damage(store),
            *_orphans(session),
            *_gaps(session),
            *_missing_triggers(session),
            *_future_rows(session, now),
        ]
    faults += evidence.faults(store)
    if seeds.differs_from_seed(store, folder, now):
        faults.append(
            "the plan in the store differs from the seed. Run `python -m kzdash init`, which keeps "
            "every report."
        )
    return faults


def _damage(store: Store) -> Iterator[str]:
    """Run SQLite's own check of its file, then read every row."""
    try:
        if store.file is not None:
            sqlite.check_soundness(store.file)
        with translate_errors(store.place):
            table_checksums(store)
    except errors.StoreCorruptError:
        yield f"{store.place} is damaged. {RESTORE_ADVICE}"


def _orphans(session: Session) -> Iterator[str]:
    for table in Base.metadata.sorted_tables:
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
            # an alias, for an item may belong to another item
            referred = key.column.table.alias()
            target = referred.c[key.column.name]
            query = (
                select(func.count())
                .select_from(table.outerjoin(referred, key.parent == target))
                .where(key.parent.is_not(None), target.is_(None))
            )
            if count := session.scalar(query):
                yield (
                    f"{count} row(s) of {table.name} refer to a row of {key.column.table.name} "
                    f"that is missing. {RESTORE_ADVICE}"
                )


def _gaps(session: Session) -> Iterator[str]:
    for table in (Report, Adjustment):
        query = (
            select(table.item_id)
            .group_by(table.item_id)
            .having((func.max(table.seq) != func.count()) | (func.min(table.seq) != 1))
        )
        for item_id in session.scalars(query.order_by(table.item_id)):
            yield (
                f"the numbers of {table.__tablename__} on item {item_id} have a gap, so one is "
                f"missing. {RESTORE_ADVICE}"
            )


def _future_rows(session: Session, now: datetime) -> Iterator[str]:
    latest = now + CLOCK_SKEW
    reports = session.scalars(select(Report).where(Report.recorded_at > latest))
    adjustments = session.scalars(select(Adjustment).where(Adjustment.recorded_at > latest))
    additions = session.scalars(select(Addition).where(Addition.recorded_at > latest))
    rows: list[tuple[str, Report | Adjustment | Addition]] = [
        (f"report {row.seq} on item", row) for row in reports
    ]
    rows += [(f"adjustment {row.seq} on item", row) for row in adjustments]
    rows += [("the addition of item", row) for row in additions]
    for what, row in rows:
        yield (
            f"{what} {row.item_id} was recorded on "
            f"{local_date(row.recorded_at)}, which is in the future. A clock ran ahead. Set it "
            "right, and take back wrong reports with `python -m kzdash undo ITEM`."
        )


def _missing_triggers(session: Session) -> Iterator[str]:
    engine = session.connection().dialect.name
    rows = session.execute(text(SELECT_TRIGGERS[engine]))
    stored = {str(name): str(definition) for name, definition in rows}
    for name, sql in triggers(engine).items():
        # PostgreSQL gives no SQL, but D for a trigger that is disabled
        intact = stored.get(name) == sql if engine == "sqlite" else stored.get(name, "D") != "D"
        if not intact:
            yield (
                f"the trigger {name}, which protects reports, was changed or dropped. "
                f"{RESTORE_ADVICE}"
            )
