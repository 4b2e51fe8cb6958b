"""Undo reports, one or all of a file; find which report each undo restored, for many at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from kzdash.domain import rules
from kzdash.domain.models import Account, Report
from kzdash.errors import Refusal, RefusedError
from kzdash.runtime import logs, metrics
from kzdash.store import queries
from kzdash.store.append import append_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from kzdash.domain.models import Item
    from kzdash.store.plan_rows import StoredRow
    from kzdash.store.store import Admit, Store

BATCH_SIZE = 5_000  # both engines take this many ids in one statement


def restore(
    session: Session, report: Report, seq: int, item: Item, reporter: Account | None
) -> None:
    """Make a report the undo of report `seq`: for its day, with the values from before it.

    RefusedError if there is no such report, or the account may not take it back.
    """
    last = session.scalar(select(Report).filter_by(item_id=report.item_id, seq=seq))
    if last is None:
        raise RefusedError(Refusal.NOTHING_TO_UNDO)
    lead = queries.lead_of(session, item)
    rules.check_may_report(reporter, item, lead, last.unit_id)
    author = session.scalar(select(Account).where(Account.name == last.account))
    if reporter and not rules.may_undo(reporter, last, lead, author):
        raise RefusedError(Refusal.NOT_YOURS)
    report.unit_id = last.unit_id
    before = session.scalar(queries.report_counted_before(last))
    report.as_of, report.period = last.as_of, last.period
    report.restores = queries.restored_seq(before)
    for field in rules.REPORT_FIELDS:
        setattr(report, field.name, getattr(before, field.name) if before else field.empty)


def undo_file(
    store: Store, seqs: Mapping[int, Sequence[int]], account: str, now: datetime, admit: Admit
) -> list[int]:
    """Undo the reports that one file made, given by item id, in one transaction.

    Return the ids of the items that somebody has reported on since, whose reports all stay.
    """
    count = sum(map(len, seqs.values()))
    audit = logs.log_outcome(Report.__tablename__, undone=dict(seqs), account=account)
    left = []
    with metrics.count_appends(Report.__tablename__, count), audit, store.writing() as session:
        admit(session)
        for item_id, made in seqs.items():
            last = session.scalar(select(func.max(Report.seq)).where(Report.item_id == item_id))
            if last != max(made):
                left.append(item_id)
                continue
            for number, seq in enumerate(sorted(made, reverse=True), last + 1):
                report = Report(item_id=item_id, seq=number, account=account, recorded_at=now)
                with append_row(session, report) as (item, reporter):
                    restore(session, report, seq, item, reporter)
    return left


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
