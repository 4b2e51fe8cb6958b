"""What a seed says was published, of others too, and which items the plan says support what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from kzdash.domain.models import SEED_ACCOUNT, Comparison, Fact, Item, ItemLink, Kind

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from kzdash.store.seed.checks import Seed

TABLES: dict[str, type[Fact | Comparison]] = {"facts": Fact, "comparisons": Comparison}


def merge_published(session: Session, seed: Seed) -> None:
    """Make the tables of facts and comparisons agree with the seed, row by row."""
    for name, table in TABLES.items():
        rows = seed.tables[name]
        for position, row in enumerate(rows, start=1):
            session.merge(
                table(position=position, **row.fields | {"kind": row["kind"].value}),
            )
        others = select(table).where(table.position > len(rows))
        for old in session.scalars(others):
            session.delete(old)


def append_links(session: Session, seed: Seed, now: dt.datetime) -> bool:
    """Add the seed's links that the store has never had; return whether any was added.

    They count from the day on that the plan was issued. Later ones are made in the app.
    """
    if not seed.tables["links"]:
        return False
    ids = {
        (item.kind, item.number): item.id
        for item in session.scalars(select(Item).where(Item.paragraph == 0))
    }
    rows = session.execute(select(ItemLink.item_id, ItemLink.indicator_id))
    there = {tuple(row) for row in rows}
    added = False
    for row in seed.tables["links"]:
        item_id = ids[row["kind"].value, row["number"]]
        indicator_id = ids[Kind.INDICATOR.value, row["indicator"]]
        if (item_id, indicator_id) in there:
            continue
        new = ItemLink(
            item_id=item_id,
            indicator_id=indicator_id,
            as_of=seed.plan["issued_on"],
            recorded_at=now,
            account=SEED_ACCOUNT,
            reason=f"{row['reason']}（{row['citation']}）",
            removed=False,
        )
        session.add(new)
        session.flush()
        added = True
    return added
