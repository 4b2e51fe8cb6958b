"""What may be wrong with a store that opens: each fault a sentence, with its remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

from kzdash import errors
from kzdash.domain.formatting import local_date
from kzdash.domain.models import Adjustment, Base, Report
from kzdash.store import CLOCK_SKEW, table_checksums, translate_errors
from kzdash.store import seed as seeds
from kzdash.store.backups import sqlite
from kzdash.store.migrations.engines import triggers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from kzdash.store import Store

TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal",
}
RESTORE = "Restore a good backup with `python -m kzdash restore --replace FILE`."


def check_store(store: Store, folder: Path, now: datetime) -> list[str]:
    """Return what is wrong with a store beside the seed in `folder`: nothing, where all is well.

    What keeps it from being opened is raised. It is left as it was.
    """
    with store.session() as session:
        found = [
            *_unsound(store),
            *_orphans(session),
            *_gaps(session),
            *_untriggered(session),
            *_to_come(session, now),
        ]
    if seeds.differs_from_seed(store, folder, now):
        found.append(
            "the plan in the store differs from the seed. Run `python -m kzdash init`, which keeps "
            "every report."
        )
    return found


def _unsound(store: Store) -> Iterator[str]:
    """Read all there is: what SQLite itself says of its file, then every row."""
    try:
        if store.file is not None:
            sqlite.check_soundness(store.file)
        with translate_errors(store.place):
            table_checksums(store)
    except errors.StoreCorruptError:
        yield f"{store.place} is damaged. {RESTORE}"


def _orphans(session: Session) -> Iterator[str]:
    for table in Base.metadata.sorted_tables:
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
            named = key.column
            missing = (
                select(func.count())
                .select_from(table.outerjoin(named.table, key.parent == named))
                .where(key.parent.is_not(None), named.is_(None))
            )
            if count := session.scalar(missing):
                yield (
                    f"{count} row(s) of {table.name} refer to a row of {named.table.name} that is "
                    f"missing. {RESTORE}"
                )


def _gaps(session: Session) -> Iterator[str]:
    for table in (Report, Adjustment):
        broken = (
            select(table.item_id)
            .group_by(table.item_id)
            .having((func.max(table.seq) != func.count()) | (func.min(table.seq) != 1))
        )
        for item_id in session.scalars(broken.order_by(table.item_id)):
            yield (
                f"the numbers of {table.__tablename__} on item {item_id} have a gap, so one is "
                f"missing. {RESTORE}"
            )


def _to_come(session: Session, now: datetime) -> Iterator[str]:
    latest = now + CLOCK_SKEW
    reports = session.scalars(select(Report).where(Report.recorded_at > latest))
    adjustments = session.scalars(select(Adjustment).where(Adjustment.recorded_at > latest))
    rows: tuple[Report | Adjustment, ...] = (*reports, *adjustments)
    for row in rows:
        yield (
            f"{type(row).__name__.lower()} {row.seq} on item {row.item_id} was recorded on "
            f"{local_date(row.recorded_at)}, which is in the future. A clock ran ahead. Set it "
            "right, and take back wrong reports with `python -m kzdash undo ITEM`."
        )


def _untriggered(session: Session) -> Iterator[str]:
    engine = session.connection().dialect.name
    found = {str(name): str(made) for name, made in session.execute(text(TRIGGERS[engine]))}
    for name, made in triggers(engine).items():
        kept = found.get(name) == made if engine == "sqlite" else found.get(name, "D") != "D"
        if not kept:
            yield f"the trigger {name}, which protects reports, was changed or dropped. {RESTORE}"
