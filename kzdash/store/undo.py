"""Whose words an undo says again: found for many undos at once, however often each was undone."""

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

    from kzdash.store.store import Store

AT_ONCE = 5_000  # as many ids as either engine takes in one statement


@dataclass(frozen=True, slots=True)
class RestoredReport:
    """What an undo left: the day of the report whose words it repeats, none if of no report.

    `takes_back` is whether the report before it is taken back; an undo of an undo gives it back.
    """

    as_of: date | None
    takes_back: bool


def restored_reports(store: Store, reports: Iterable[Report]) -> dict[int, RestoredReport]:
    """Return by id what each undo among some reports left; without undos nothing is read."""
    ids = [report.id for report in reports if report.restores is not None]
    found: dict[int, RestoredReport] = {}
    for first in range(0, len(ids), AT_ONCE):
        with store.session() as session:
            for undo, last, seq, as_of in session.execute(_of(ids[first : first + AT_ONCE])):
                found[undo] = RestoredReport(as_of, takes_back=seq is None or seq != last)
    return found


def _of(ids: Sequence[int]) -> Select[int, int, int | None, date | None]:
    """Follow each undo to the report that said its words first, past undos that repeat it too."""
    undo, earlier = aliased(Report), aliased(Report)
    first, before = aliased(Report), aliased(Report)
    start = select(undo.id, undo.item_id, undo.restores).where(undo.id.in_(ids))
    way = start.cte("way", recursive=True)
    here = and_(earlier.item_id == way.c.item_id, earlier.seq == way.c.restores)
    way = way.union_all(
        select(way.c.id, way.c.item_id, earlier.restores)
        .join_from(way, earlier, here)
        .where(earlier.restores.is_not(None))
    )
    source = and_(first.item_id == way.c.item_id, first.seq == way.c.restores)
    ends = (
        select(way.c.id, first.seq, first.as_of)
        .join_from(way, first, source)
        .where(first.restores.is_(None))
        .subquery()
    )
    last_said = (
        select(func.max(before.seq))
        .where(before.item_id == undo.item_id, before.seq < undo.seq, before.restores.is_(None))
        .scalar_subquery()
    )
    return (
        select(undo.id, last_said, ends.c.seq, ends.c.as_of)
        .outerjoin(ends, ends.c.id == undo.id)
        .where(undo.id.in_(ids))
    )
