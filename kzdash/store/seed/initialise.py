"""Create a store from the seed, or update the plan in an existing store in place.

The reports of people are never touched. The seed's own reports are appended once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kzdash.domain.models import Plan
from kzdash.errors import (
    OtherPlanError,
    StoreMissingError,
    StoreOutdatedError,
    StoreTakenError,
)
from kzdash.store import Store, create_store, translate_errors, upgrade
from kzdash.store.seed.checks import Seed, read_seed
from kzdash.store.seed.loader import load_plan

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection
    from pathlib import Path


def init_store(
    url: str,
    folder: Path,
    now: dt.datetime,
    before_upgrade: Callable[[dt.datetime], object] | None = None,
    renamed: Collection[str] = (),
    *,
    demonstration: bool = False,
) -> bool:
    """Create or update the store at `url` from the seed in `folder`; return whether it changed.

    The seed is checked first: a SeedError leaves the store as it was. A new store appears whole
    or not at all. The seed's own reports are recorded at `now`. An older store is upgraded, after
    `before_upgrade` has taken a backup of it. `renamed` are the labels, such as `project-12`, of
    items with reports that may get a wholly new name. `demonstration` marks a new store as one,
    for good.
    """
    seed = read_seed(folder)
    store = Store(url)
    with translate_errors(store.place):
        try:
            store.version()
        except StoreMissingError:
            return _create(store, seed, now, demonstration=demonstration)
        except StoreOutdatedError:
            _upgrade(url, now, before_upgrade)
        return _update(store, seed, now, renamed)


def _upgrade(url: str, now: dt.datetime, before: Callable[[dt.datetime], object] | None) -> None:
    if before:
        before(now)
    upgrade(url)


def differs_from_seed(store: Store, folder: Path, now: dt.datetime) -> bool:
    """Return whether the seed in `folder` would change a store, without changing it."""
    seed = read_seed(folder)
    with store.session() as session:
        changed = load_plan(session, seed, now)
        session.rollback()
    return changed


def _create(store: Store, seed: Seed, now: dt.datetime, *, demonstration: bool) -> bool:
    try:
        with create_store(store.url) as connection, Session(connection) as session:
            load_plan(session, seed, now)
            session.execute(update(Plan).values(demonstration=demonstration))
            session.commit()
    except StoreTakenError:
        # another process has just created it
        return False
    return True


def _update(store: Store, seed: Seed, now: dt.datetime, renamed: Collection[str]) -> bool:
    if store.file:
        try:
            # a read-only file passes as long as nothing has to change, so take no lock
            with store.session() as session:
                return _mend(session, seed, now, renamed)
        except IntegrityError:
            # another process has just written the same rows: see what is left to do
            pass
    with store.writing() as session:
        return _mend(session, seed, now, renamed)


def _mend(session: Session, seed: Seed, now: dt.datetime, renamed: Collection[str]) -> bool:
    stored = session.scalars(select(Plan)).one()
    if stored.document_number != seed.plan["document_number"]:
        raise OtherPlanError(stored.document_number, seed.plan["document_number"])
    changed = load_plan(session, seed, now, renamed)
    stored.revision += changed
    session.commit()
    return changed
