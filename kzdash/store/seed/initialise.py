"""Bring a store to hold the seed: made whole where there is none, mended in place where there is.

Reports are never touched. What the seed itself reports is added once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update
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
    """Make or mend the store at `url` from the seed in `folder`; return whether anything changed.

    The seed is checked first: a SeedError leaves the store as it was. A new store appears whole
    or not at all. `now` is when the seed's own reports are recorded. An older store is brought up,
    once `before_upgrade` has taken a backup of it. `renamed` are items, such as `project-12`, that
    are the same by a wholly new name; without it, that of an item with reports is refused. A new
    store is marked as a `demonstration` for good.
    """
    seed = read_seed(folder)
    store = Store(url)
    with translate_errors(store.place):
        try:
            store.version()
        except StoreMissingError:
            return _make(store, seed, now, demonstration=demonstration)
        except StoreOutdatedError:
            _bring_up(url, now, before_upgrade)
        return _mend(store, seed, now, renamed)


def _bring_up(url: str, now: dt.datetime, before: Callable[[dt.datetime], object] | None) -> None:
    if before:
        before(now)
    upgrade(url)


def differs_from_seed(store: Store, folder: Path, now: dt.datetime) -> bool:
    """Whether a store of this version would be changed by the seed in `folder`; it is not."""
    seed = read_seed(folder)
    with store.session() as session:
        changed = load_plan(session, seed, now)
        session.rollback()
    return changed


def _make(store: Store, seed: Seed, now: dt.datetime, *, demonstration: bool) -> bool:
    try:
        with create_store(store.url) as connection, Session(connection) as session:
            load_plan(session, seed, now)
            session.execute(update(Plan).values(demonstration=demonstration))
            session.commit()
    except StoreTakenError:
        # somebody else was first
        return False
    return True


def _mend(store: Store, seed: Seed, now: dt.datetime, renamed: Collection[str]) -> bool:
    # a file that may only be read is none the worse for it while there is nothing to mend
    with store.session() if store.file else store.writing() as session:
        stored = session.scalars(select(Plan)).one()
        if stored.document_number != seed.plan["document_number"]:
            raise OtherPlanError(stored.document_number, seed.plan["document_number"])
        changed = load_plan(session, seed, now, renamed)
        stored.revision += changed
        session.commit()
    return changed
