"""The goals that a seed names: each becomes an adjustment, which only later ones change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from kzdash.domain import rules
from kzdash.domain.models import SEED_ACCOUNT, Adjustment, Item, Plan
from kzdash.domain.models.reports import CHANGES
from kzdash.errors import RefusedError, SeedError

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from kzdash.store.seed.checks import Seed
    from kzdash.store.seed.files import Row


def append_goals(session: Session, seed: Seed, now: dt.datetime) -> bool:
    """Adjust the items by the seed's goals that it has not brought yet; return if any was new.

    SeedError names those that no rule allows.
    """
    if not seed.tables["goals"]:
        return False
    plan = session.scalars(select(Plan)).one()
    items = {
        (item.kind, item.number): item
        for item in session.scalars(select(Item).where(Item.paragraph == 0))
    }
    problems, added = [], False
    for row in seed.tables["goals"]:
        item = items.get((row["kind"].value, row["number"]))
        if item is None:
            problems.append(row.problem("事项序号", row["number"], "a number of the plan"))
            continue
        fields = _fields(row)
        query = select(Adjustment).where(Adjustment.item_id == item.id)
        made = session.scalars(query.order_by(Adjustment.as_of, Adjustment.seq)).all()
        own = [one for one in made if one.account == SEED_ACCOUNT]
        if any(all(getattr(one, name) == fields[name] for name in fields) for one in own):
            continue
        last = max((one.seq for one in made), default=0)
        new = Adjustment(
            item_id=item.id, seq=last + 1, recorded_at=now, account=SEED_ACCOUNT, **fields
        )
        try:
            earlier = [one for one in made if one.as_of <= new.as_of]
            rules.check_adjustment(new, item, plan, earlier)
        except RefusedError as error:
            problems.append(row.problem("内容", row["field"], f"another: {error.refusal.value}"))
            continue
        session.add(new)
        session.flush()
        added = True
    if problems:
        raise SeedError(problems)
    return added


def _fields(row: Row) -> dict[str, Any]:
    """Return the fields of the adjustment that a row makes."""
    field = row["field"]
    value = row["day"] if field == "starts_on" else row["value"]
    return {
        **dict.fromkeys(CHANGES),
        field: value,
        "period": row["period"],
        "source": row["source"],
        "as_of": row["as_of"],
        "document_number": row["document_number"],
        "reason": row["reason"],
    }
