"""Find which report each undo restored, for many undos at once, however long their chains are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from kzdash.domain.models import Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy import Select

    from kzdash.store.plan_rows import StoredRow
    from kzdash.store.store import Store

BATCH_SIZE = 5_000  # both engines take this many ids in one statement


@dataclass(frozen=True, slots=True)
class RestoredReport:
    """The day of the report that an undo restored, None if it restored the unreported state.

    `takes_back` tells an undo, which takes back the report before it, from an undo of an undo,
    which brings that report back.
    """

    as_of: date | None
    takes_back: bool


def restored_reports(
    store: Store, reports: Iterable[Report | StoredRow]
) -> dict[int, RestoredReport]:
    """Return the restored report of each undo among `reports`, by the undo's id.

    The store is read only if there is an undo.
    """
    ids = [report.id for report in reports if report.restores is not None]
    restored: dict[int, RestoredReport] = {}
    for start in range(0, len(ids), BATCH_SIZE):
        query = _select_restored(ids[start : start + BATCH_SIZE])
        with store.session() as session:
            for undo_id, last_seq, seq, as_of in session.execute(query):
                takes_back = seq is None or seq != last_seq
                restored[undo_id] = RestoredReport(as_of, takes_back=takes_back)
    return restored


def _select_restored(ids: Sequence[int]) -> Select[int, int, int | None, date | None]:
    """Select each undo's id, the seq of the last report before it, and the report it restored.

    An undo may name another undo as the report it restores, so a recursive query follows the chain
    to the report at its end, which gives its seq and day.
    """
    undo, earlier = aliased(Report), aliased(Report)
    original, before = aliased(Report), aliased(Report)
    start = select(undo.id, undo.item_id, undo.restores).where(undo.id.in_(ids))
    chain = start.cte("chain", recursive=True)
    link = and_(earlier.item_id == chain.c.item_id, earlier.seq == chain.c.restores)
    chain = chain.union_all(
        select(chain.c.id, chain.c.item_id, earlier.restores)
        .join_from(chain, earlier, link)
        .where(earlier.restores.is_not(None))
    )
    end = and_(original.item_id == chain.c.item_id, original.seq == chain.c.restores)
    ends = (
        select(chain.c.id, original.seq, original.as_of)
        .join_from(chain, original, end)
        .where(original.restores.is_(None))
        .subquery()
    )
    last_seq = (
        select(func.max(before.seq))
        .where(before.item_id == undo.item_id, before.seq < undo.seq, before.restores.is_(None))
        .scalar_subquery()
    )
    return (
        select(undo.id, last_seq, ends.c.seq, ends.c.as_of)
        .outerjoin(ends, ends.c.id == undo.id)
        .where(undo.id.in_(ids))
    )
