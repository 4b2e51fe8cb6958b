"""The store: read the plan and the reports of a day, append reports and adjustments.

Nothing is cached here: every read goes to the file or the server, so a fault shows at once. Faults
are raised as exceptions of `errors`, never as the database's own.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from kzdash import errors
from kzdash.domain.models import (
    NO_PERIOD,
    Account,
    Addition,
    Adjustment,
    Item,
    Kind,
    Plan,
    Report,
)
from kzdash.runtime import logs, metrics
from kzdash.runtime.config import sqlite_file
from kzdash.store import queries
from kzdash.store.add import add_item, open_problem
from kzdash.store.append import append_row, check_new_adjustment, check_new_report
from kzdash.store.connect import (
    check_schema,
    location_of,
    lock,
    make_engine,
    translate_database_errors,
    translate_errors,
)
from kzdash.store.plan_rows import read_for_board, read_plan
from kzdash.store.undo import restore
from kzdash.store.version import Version, read_version

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from kzdash.domain import rules
    from kzdash.store.plan_rows import BoardRows, PlanRows, StoredRow

# raises whatever forbids to write, in the transaction that writes
Admit = Callable[[Session], None]
REPORTS, ADJUSTMENTS = Report.__tablename__, Adjustment.__tablename__
ADDITIONS = Addition.__tablename__


def admit_anybody(_session: Session) -> None:
    """Check nothing: whoever may run the command line may write."""


class Store:
    """A store at a SQLAlchemy URL, in SQLite or PostgreSQL.

    The constructor neither connects nor creates anything.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = make_engine(url)
        self.file = sqlite_file(url)
        self.place = location_of(url)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open a session on a store with this program's schema, or raise why that cannot be."""
        with translate_errors(self.place):
            if self.file is not None and not self.file.exists():
                raise errors.StoreMissingError(self.place)
        with translate_database_errors(self.place), Session(self._engine) as session:
            check_schema(session, self.place)
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a session that holds the write lock and commits if the block raises nothing."""
        with self.session() as session:
            # first of all: SQLite makes a transaction wait for the lock only before it has read
            lock(session)
            yield session
            session.commit()

    def version(self) -> Version:
        """Read the version of the contents; a board depends on nothing but this and its day."""
        with self.session() as session:
            return read_version(session)

    def plan(self) -> PlanRows:
        """Read the plan."""
        with self.session() as session:
            return read_plan(session)

    def plan_for_board(self, as_of: date, entered_before: datetime | None = None) -> BoardRows:
        """Read the plan, and what was added to it by a day, with plain rows for items."""
        with self.session() as session:
            return read_for_board(session, as_of, entered_before)

    def latest(self, as_of: date, entered_before: datetime | None = None) -> Sequence[StoredRow]:
        """Read the report that counts on a day: of each item, and of each period of an indicator.

        Reports on a supporting unit's part are read by `latest_parts`. For an item the report for
        the latest day counts. For a period the report made last counts, so that a correction counts
        whatever day it names. `entered_before` leaves out reports recorded at that moment or later.
        This costs one index seek per item and period.
        """
        with self.session() as session:
            plan = session.scalars(select(Plan)).one()
            of_item = queries.latest_report_id(
                as_of, entered_before, NO_PERIOD, Report.as_of, Report.seq
            )
            selects = [select(of_item.label("id")).select_from(Item)]
            for period in queries.periods_on(as_of, plan):
                of_period = queries.latest_report_id(as_of, entered_before, period, Report.seq)
                selects.append(select(of_period.label("id")).where(Item.kind == Kind.INDICATOR))
            ids = union_all(*selects).subquery()
            rows = select(*Report.__table__.columns).join(ids, ids.c.id == Report.id)
            return session.execute(rows).all()

    def latest_projects(
        self, as_of: date, entered_before: datetime | None = None
    ) -> Sequence[StoredRow]:
        """Read the report that counts on a day on each project; one index seek per project."""
        of_item = queries.latest_report_id(
            as_of, entered_before, NO_PERIOD, Report.as_of, Report.seq
        )
        ids = select(of_item.label("id")).where(Item.kind == Kind.PROJECT).subquery()
        with self.session() as session:
            rows = select(*Report.__table__.columns).join(ids, ids.c.id == Report.id)
            return session.execute(rows).all()

    def latest_parts(
        self, as_of: date, entered_before: datetime | None = None
    ) -> Sequence[StoredRow]:
        """Read the report that counts on a day on each part of an item that was reported on."""
        with self.session() as session:
            ids = queries.latest_part_ids(as_of, entered_before)
            rows = select(*Report.__table__.columns).join(ids, ids.c.id == Report.id)
            return session.execute(rows).all()

    def history(
        self, item_id: int, as_of: date, entered_before: datetime | None = None
    ) -> Sequence[Report]:
        """Read the reports on an item for a day or earlier, the latest day first."""
        with self.session() as session:
            query = select(Report).where(
                Report.item_id == item_id,
                Report.as_of <= as_of,
                *queries.recorded_before(Report, entered_before),
            )
            return session.scalars(query.order_by(Report.as_of.desc(), Report.seq.desc())).all()

    def last(self, item_id: int) -> Report | None:
        """Read the report made last on an item, for whatever day."""
        with self.session() as session:
            query = select(Report).where(Report.item_id == item_id)
            return session.scalar(query.order_by(Report.seq.desc()).limit(1))

    def last_reports(self) -> Sequence[Report]:
        """Read the report made last on each item, for whatever day; one index seek per item."""
        newest = (
            select(Report.id)
            .where(Report.item_id == Item.id)
            .order_by(Report.seq.desc())
            .limit(1)
            .correlate(Item)
        )
        ids = select(newest.scalar_subquery().label("id")).select_from(Item).subquery()
        with self.session() as session:
            return session.scalars(select(Report).join(ids, ids.c.id == Report.id)).all()

    def since(self, item_id: int, seq: int) -> Sequence[Report]:
        """Read the reports made on an item after report `seq`, the oldest first."""
        with self.session() as session:
            query = select(Report).where(Report.item_id == item_id, Report.seq > seq)
            return session.scalars(query.order_by(Report.seq)).all()

    def adjustments(
        self, as_of: date, entered_before: datetime | None = None
    ) -> Sequence[Adjustment]:
        """Read the adjustments that count on a day, the oldest first within each item."""
        with self.session() as session:
            query = select(Adjustment).where(
                Adjustment.as_of <= as_of, *queries.recorded_before(Adjustment, entered_before)
            )
            order = (Adjustment.item_id, Adjustment.as_of, Adjustment.seq)
            return session.scalars(query.order_by(*order)).all()

    def adjustments_of(self, item_id: int) -> Sequence[Adjustment]:
        """Read the adjustments of an item, for whatever day, in the order they were made."""
        with self.session() as session:
            query = select(Adjustment).where(Adjustment.item_id == item_id)
            return session.scalars(query.order_by(Adjustment.seq)).all()

    def accounts(self) -> Sequence[Account]:
        """Read every account, in the order they were added."""
        with self.session() as session:
            return session.scalars(select(Account).order_by(Account.id)).all()

    def seqs(self) -> dict[int, int]:
        """Read the `seq` of the last report on each item, by item id; 0 without a report."""
        last = select(func.max(Report.seq)).where(Report.item_id == Item.id).scalar_subquery()
        with self.session() as session:
            return {item_id: seq or 0 for item_id, seq in session.execute(select(Item.id, last))}

    def append(self, report: Report, admit: Admit = admit_anybody) -> None:
        """Append a report with the next `seq` of its item; ConflictError if it is taken.

        RefusedError if the account may not report on the item, or a rule forbids a value. What a
        supporting unit's account reports is about its part; the office may name a part. `admit`
        runs first in the same transaction and may raise as well.
        """
        self.append_all([report], admit)

    def append_all(self, reports: Sequence[Report], admit: Admit = admit_anybody) -> None:
        """Append reports in their order, each as `append` does: all of them, or none."""
        seqs = {report.item_id: report.seq for report in reports}
        audit = logs.log_outcome(
            REPORTS, seqs=seqs, account="、".join(sorted({row.account for row in reports}))
        )
        with metrics.count_appends(REPORTS, len(reports)), audit, self.writing() as session:
            admit(session)
            for report in reports:
                if report.restores is not None:
                    raise errors.RefusedError(errors.Refusal.NOT_OF_KIND, "restores")
                with append_row(session, report) as (item, account):
                    check_new_report(session, report, item, account)
                    open_problem(session, report, item, account)

    def undo(
        self, item_id: int, seq: int, account: str, now: datetime, admit: Admit = admit_anybody
    ) -> None:
        """Append a report that restores the values from before report `seq`, the item's last.

        It is for the day of the report that it undoes, which then counts on no day any more.
        ConflictError if somebody has reported since.
        """
        report = Report(item_id=item_id, seq=seq + 1, account=account, recorded_at=now)
        audit = logs.log_outcome(REPORTS, item=item_id, seq=report.seq, account=account)
        with metrics.count_appends(REPORTS), audit, self.writing() as session:
            admit(session)
            with append_row(session, report) as (item, reporter):
                restore(session, report, seq, item, reporter)

    def add(
        self,
        items: Sequence[rules.NewItem],
        account: str,
        now: datetime,
        admit: Admit = admit_anybody,
    ) -> list[int]:
        """Add items beside the plan, all of them or none, and return their ids.

        RefusedError if a rule forbids one, or the account may not add it.
        """
        audit = logs.log_outcome(ADDITIONS, items=len(items), account=account)
        with metrics.count_appends(ADDITIONS, len(items)), audit, self.writing() as session:
            admit(session)
            return [add_item(session, item, account, now) for item in items]

    def adjust(self, adjustment: Adjustment, admit: Admit = admit_anybody) -> None:
        """Append an adjustment of the plan; ConflictError and RefusedError as for a report."""
        self.adjust_all([adjustment], admit)

    def adjust_all(self, adjustments: Sequence[Adjustment], admit: Admit = admit_anybody) -> None:
        """Append adjustments in their order, each as `adjust` does: all of them, or none."""
        seqs = {row.item_id: row.seq for row in adjustments}
        audit = logs.log_outcome(
            ADJUSTMENTS, seqs=seqs, account="、".join(sorted({row.account for row in adjustments}))
        )
        count = metrics.count_appends(ADJUSTMENTS, len(adjustments))
        with count, audit, self.writing() as session:
            admit(session)
            for adjustment in adjustments:
                with append_row(session, adjustment) as (item, account):
                    check_new_adjustment(session, adjustment, item, account)


@cache
def shared_store(url: str) -> Store:
    """Return the store of a URL that all threads of this process share."""
    return Store(url)
