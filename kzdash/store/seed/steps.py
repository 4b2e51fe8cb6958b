"""The steps that a seed names, and the template of a project's steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from kzdash.domain import rules
from kzdash.domain.models import SEED_ACCOUNT, Item, Kind
from kzdash.errors import SeedError
from kzdash.store.add import write_item
from kzdash.store.seed.table_reader import read_optional_table

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from sqlalchemy.orm import Session

    from kzdash.domain.models import Unit
    from kzdash.store.seed.checks import Seed


def read_step_template(folder: Path) -> tuple[str, ...]:
    """Read the names of the steps that a project may start from, none where the seed has none."""
    rows, problems = read_optional_table(folder, "step_template")
    if problems:
        raise SeedError(problems)
    return tuple(row["name"] for row in sorted(rows, key=lambda row: int(row["number"])))


def append_steps(session: Session, seed: Seed, units: Mapping[str, Unit], now: dt.datetime) -> bool:
    """Add the seed's steps that its items lack; return whether any was added.

    A step is told by its item and its name. What has become of it since stands in the store.
    """
    if not seed.tables["steps"]:
        return False
    ids = {
        (item.kind, item.number): item.id
        for item in session.scalars(select(Item).where(Item.paragraph == 0))
    }
    known = select(Item.parent_id, Item.name).where(Item.kind == Kind.STEP)
    there = {tuple(row) for row in session.execute(known)}
    added = False
    for row in seed.tables["steps"]:
        parent_id = ids[row["kind"].value, row["number"]]
        if (parent_id, row["name"]) in there:
            continue
        new = rules.NewItem(
            kind=Kind.STEP,
            name=row["name"],
            as_of=row["as_of"],
            due_on=row["due_on"],
            units=(units[row["unit"]].id,) if row["unit"] else (),
            parent_id=parent_id,
            document_number=row["document_number"],
        )
        write_item(session, new, SEED_ACCOUNT, now)
        added = True
    return added
