"""The store: read the plan and the reports at a date, append reports and adjustments.

Every read asks the file or the server anew, so what is wrong with it is seen at once and said in
one of the exceptions of `errors`, never as a database's own message.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from kzdash import errors
from kzdash.domain import rules
from kzdash.domain.models import (
    NO_PERIOD,
    Account,
    Adjustment,
    Correction,
    Item,
    Kind,
    Plan,
    Programme,
    Report,
    Unit,
)
from kzdash.runtime import logs, metrics
from kzdash.store import queries
from kzdash.store.append import append_row
from kzdash.store.connect import (
    check_schema,
    location_of,
    lock,
    make_engine,
    sqlite_file,
    translate_database_errors,
    translate_errors,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime


Admit = Callable[[Session], None]
# the clocks of two replicas may differ by this much
CLOCK_SKEW = timedelta(minutes=5)
REPORTS, ADJUSTMENTS = Report.__tablename__, Adjustment.__tablename__


def admit_anybody(_session: Session) -> None:
    """Admit whoever writes: the command line is for those who keep the machine."""


@dataclass(frozen=True, slots=True)
class PlanRows:
    """The plan as stored, each part in the document's order."""

    plan: Plan
    units: Sequence[Unit]
    programmes: Sequence[Programme]
    items: Sequence[Item]
    corrections: Sequence[Correction]


class Version(NamedTuple):
    """What settles all that a store holds: the plan's revision, the last report and adjustment.

    `recorded` is when these were made: an older copy of the store, put in its place by hand, gives
    their numbers anew.
    """

    revision: int
    report: int
    adjustment: int
    recorded: str


class Store:
    """A store at a SQLAlchemy URL, in SQLite or PostgreSQL.

    Opening it reads nothing and makes nothing.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = make_engine(url)
        self.file = sqlite_file(url)
        self.place = location_of(url)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open a session on an existing store of this version, or raise what is wrong with it."""
        with translate_errors(self.place):
            if self.file is not None and not self.file.exists():
                raise errors.StoreMissingError(self.place)
        with translate_database_errors(self.place), Session(self._engine) as session:
            check_schema(session, self.place)
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a session that nobody else writes beside; it commits when the block ends well."""
        with self.session() as session:
            # a lock taken late fails at once where one taken first waits for its turn
            lock(session)
            yield session
            session.commit()

    def version(self) -> Version:
        """Return what differs between two states of the store; with a day it settles a board."""
        report, adjustment = queries.last_row(Report), queries.last_row(Adjustment)
        with self.session() as session:
            found = session.execute(select(Plan.revision, *report, *adjustment)).one()
            revision, of_report, reported, of_adjustment, adjusted = found
            when = f"{reported or ''} {adjusted or ''}"
            return Version(revision, of_report or 0, of_adjustment or 0, when)

    def plan(self) -> PlanRows:
        """Read the plan."""
        with self.session() as session:
            items = select(Item).order_by(Item.kind, Item.number, Item.paragraph)
            return PlanRows(
                session.scalars(select(Plan)).one(),
                session.scalars(select(Unit).order_by(Unit.position)).all(),
                session.scalars(select(Programme).order_by(Programme.number)).all(),
                session.scalars(items).all(),
                session.scalars(select(Correction).order_by(Correction.number)).all(),
            )

    def latest(self, as_of: date, entered_before: datetime | None = None) -> Sequence[Report]:
        """Read the report that counts on a day: of each item, and of each year of an indicator.

        Of an item that is the one for the latest day, so that an earlier day is older news; of a
        year it is the one made last, so that a correction counts whatever day it names. With
        `entered_before`, of those recorded before that moment. One index seek for each, however
        many reports there are.
        """
        with self.session() as session:
            plan = session.scalars(select(Plan)).one()
            whole = queries.newest(as_of, entered_before, NO_PERIOD, Report.as_of, Report.seq)
            ids = [select(whole.label("id")).select_from(Item)]
            for year in range(plan.baseline_year, plan.target_year + 1):
                of_year = queries.newest(as_of, entered_before, year, Report.seq)
                ids.append(select(of_year.label("id")).where(Item.kind == Kind.INDICATOR))
            wanted = union_all(*ids).subquery()
            return session.scalars(select(Report).join(wanted, wanted.c.id == Report.id)).all()

    def history(
        self, item_id: int, as_of: date, entered_before: datetime | None = None
    ) -> Sequence[Report]:
        """Read all that was reported on an item by a day, newest first."""
        with self.session() as session:
            query = select(Report).where(
                Report.item_id == item_id,
                Report.as_of <= as_of,
                *queries.recorded_before(Report, entered_before),
            )
            return session.scalars(query.order_by(Report.as_of.desc(), Report.seq.desc())).all()

    def last(self, item_id: int) -> Report | None:
        """Read the report made last on an item, whatever day it is for."""
        with self.session() as session:
            query = select(Report).where(Report.item_id == item_id)
            return session.scalar(query.order_by(Report.seq.desc()).limit(1))

    def last_reports(self) -> Sequence[Report]:
        """Read of each item the report made last, whatever day it is for: an index seek each."""
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
        """Read the adjustments that count by a day, the oldest first."""
        with self.session() as session:
            query = select(Adjustment).where(
                Adjustment.as_of <= as_of, *queries.recorded_before(Adjustment, entered_before)
            )
            order = (Adjustment.item_id, Adjustment.as_of, Adjustment.seq)
            return session.scalars(query.order_by(*order)).all()

    def accounts(self) -> Sequence[Account]:
        """Read every account, in the order they were added."""
        with self.session() as session:
            return session.scalars(select(Account).order_by(Account.id)).all()

    def seqs(self) -> dict[int, int]:
        """Read for each item the `seq` of its last report, 0 where it has none."""
        last = select(func.max(Report.seq)).where(Report.item_id == Item.id).scalar_subquery()
        with self.session() as session:
            return {item_id: seq or 0 for item_id, seq in session.execute(select(Item.id, last))}

    def append(self, report: Report, admit: Admit = admit_anybody) -> None:
        """Add a report whose `seq` is one past the last one seen; ConflictError if it is taken.

        RefusedError where its account may not make it, or nobody may say what it says. `admit` is
        asked in the transaction that writes, and raises what keeps its maker from writing.
        """
        self.append_all([report], admit)

    def append_all(self, reports: Sequence[Report], admit: Admit = admit_anybody) -> None:
        """Add reports in their order, each as `append` does: all of them, or none."""
        seqs = {report.item_id: report.seq for report in reports}
        noted = logs.logged(
            REPORTS, seqs=seqs, account="、".join(sorted({row.account for row in reports}))
        )
        with metrics.count_appends(REPORTS, len(reports)), noted, self.writing() as session:
            admit(session)
            for report in reports:
                if report.restores is not None:
                    raise errors.RefusedError(errors.Refusal.NOT_OF_KIND, "restores")
                with append_row(session, report) as (item, account):
                    rules.check_may_report(account, item)
                    rules.check_report(report, item, session.scalars(select(Plan)).one())

    def undo(
        self, item_id: int, seq: int, account: str, now: datetime, admit: Admit = admit_anybody
    ) -> None:
        """Add a report that restores what was said before report `seq`, the last on its item.

        It is for the day of the report it undoes, so that this counts on no day any more.
        ConflictError where somebody has reported since.
        """
        report = Report(item_id=item_id, seq=seq + 1, account=account, recorded_at=now)
        with (
            metrics.count_appends(REPORTS),
            self._adding(report, admit) as (session, item, reporter),
        ):
            rules.check_may_report(reporter, item)
            last = session.scalar(select(Report).filter_by(item_id=item_id, seq=seq))
            if last is None:
                raise errors.RefusedError(errors.Refusal.NOTHING_TO_UNDO)
            before = session.scalar(queries.counted_before(last))
            report.as_of, report.period = last.as_of, last.period
            report.restores = queries.restored_seq(before)
            for field in rules.REPORT_FIELDS:
                setattr(report, field.name, getattr(before, field.name) if before else field.empty)

    def adjust(self, adjustment: Adjustment, admit: Admit = admit_anybody) -> None:
        """Add an adjustment of the plan; refused and in conflict as a report is."""
        adding = self._adding(adjustment, admit)
        with metrics.count_appends(ADJUSTMENTS), adding as (session, item, account):
            rules.check_office(account)
            counting = (
                select(Adjustment)
                .where(Adjustment.item_id == item.id, Adjustment.as_of <= adjustment.as_of)
                .order_by(Adjustment.as_of, Adjustment.seq)
            )
            earlier = session.scalars(counting).all()
            plan = session.scalars(select(Plan)).one()
            rules.check_adjustment(adjustment, item, plan, earlier)

    @contextmanager
    def _adding(
        self, row: Report | Adjustment, admit: Admit
    ) -> Iterator[tuple[Session, Item, Account | None]]:
        """Add a row at the end of its item's, once the block has found nothing against it."""
        noted = logs.logged(row.__tablename__, item=row.item_id, seq=row.seq, account=row.account)
        with noted, self.writing() as session:
            admit(session)
            with append_row(session, row) as (item, account):
                yield session, item, account


@cache
def shared_store(url: str) -> Store:
    """Return the one store of a URL that all threads of this process read."""
    return Store(url)
