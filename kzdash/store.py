"""The store: open it, read the plan and the reports at a date, append reports.

Every read opens the file anew, so what is wrong with it is seen at once and said in one of the
exceptions of `errors`, never as a database's own message.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from decimal import InvalidOperation
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event, func, literal, select, text, union_all
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    IntegrityError,
    NoResultFound,
    NoSuchModuleError,
)
from sqlalchemy.orm import Session, aliased
from sqlalchemy.pool import NullPool

from kzdash import errors
from kzdash.models import (
    NO_PERIOD,
    Correction,
    Item,
    Kind,
    Plan,
    Programme,
    Report,
    Unit,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy import Connection, Engine

BUSY_TIMEOUT_MS = 5_000


@dataclass(frozen=True, slots=True)
class PlanRows:
    """The plan as stored, each part in the document's order."""

    plan: Plan
    units: Sequence[Unit]
    programmes: Sequence[Programme]
    items: Sequence[Item]
    corrections: Sequence[Correction]


class Store:
    """A store at a SQLAlchemy URL; opening it reads nothing and makes nothing."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = make_engine(url)
        self.file = sqlite_file(url)
        self.place = str(self.file) if self.file else make_url(url).render_as_string()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open a session on an existing store of this version, or raise what is wrong with it."""
        with said_plainly(self.place):
            if self.file is not None and not self.file.exists():
                raise errors.StoreMissingError(self.place)
            with Session(self._engine) as session:
                _must_be_current(session, self.place)
                yield session

    def version(self) -> tuple[int, int]:
        """Return what grows with a mended plan and a report: with a day it settles a board."""
        with self.session() as session:
            last_report = select(func.max(Report.id)).scalar_subquery()
            revision, last = session.execute(select(Plan.revision, last_report)).one()
            return revision, last or 0

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

    def latest(self, as_of: date) -> Sequence[Report]:
        """Read the report that counts on a day: of each item, and of each year of an indicator.

        One index seek for each, however many reports there are.
        """
        with self.session() as session:
            plan = session.scalars(select(Plan)).one()
            years = [
                select(literal(year).label("period"))
                for year in range(plan.baseline_year, plan.target_year + 1)
            ]
            periods = union_all(select(literal(NO_PERIOD).label("period")), *years).subquery()
            candidate = aliased(Report)
            newest = (
                select(candidate.id)
                .where(
                    candidate.item_id == Item.id,
                    candidate.period == periods.c.period,
                    candidate.as_of <= as_of,
                )
                .order_by(candidate.as_of.desc(), candidate.seq.desc())
                .limit(1)
                .scalar_subquery()
            )
            wanted = (
                select(newest.label("id"))
                .select_from(Item)
                .join(periods, (periods.c.period == NO_PERIOD) | (Item.kind == Kind.INDICATOR))
                .subquery()
            )
            return session.scalars(select(Report).join(wanted, wanted.c.id == Report.id)).all()

    def history(self, item_id: int, as_of: date) -> Sequence[Report]:
        """Read all that was reported on an item by a day, newest first."""
        with self.session() as session:
            query = select(Report).where(Report.item_id == item_id, Report.as_of <= as_of)
            return session.scalars(query.order_by(Report.as_of.desc(), Report.seq.desc())).all()

    def append(self, report: Report) -> None:
        """Add a report whose `seq` is one past the last one seen; ConflictError if it is taken."""
        item_id, seq = report.item_id, report.seq
        try:
            with self.session() as session:
                session.add(report)
                session.commit()
        except IntegrityError as error:
            if "reports.item_id, reports.seq" in str(error.orig) or "added only" in str(error.orig):
                raise errors.ConflictError(item_id, seq) from error
            raise errors.RefusedError(str(error.orig)) from error


@contextmanager
def said_plainly(place: str) -> Iterator[None]:
    """Turn what a database or a file system says into one of the exceptions of `errors`."""
    try:
        yield
    except IntegrityError:
        raise
    except DatabaseError as error:
        raise _problem(str(error.orig), place) from error
    except OSError as error:
        raise errors.StoreReadOnlyError(place) from error
    except (ValueError, InvalidOperation, NoResultFound) as error:
        # what is stored is not what this program writes
        raise errors.StoreCorruptError(place) from error


def sqlite_file(url: str) -> Path | None:
    """Return the file of a SQLite URL, none for any other database."""
    parsed = make_url(url)
    is_sqlite = parsed.get_backend_name() == "sqlite"
    return Path(parsed.database or "") if is_sqlite else None


def make_engine(url: str, *, create: bool = False) -> Engine:
    """Return an engine that, for SQLite, opens the file anew each time and never makes one.

    With `create` it makes the file where there is none.
    """
    try:
        file = sqlite_file(url)
        if file is None:
            return create_engine(url, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError) as error:
        raise errors.BadUrlError(url) from error
    if not file.name:
        raise errors.BadUrlError(url)
    address = URL.create(
        "sqlite",
        database=f"file:{quote(str(file))}",
        query={"mode": "rwc" if create else "rw", "uri": "true"},
    )
    engine = create_engine(address, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:  # noqa: ANN401
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA foreign_keys = ON")

    return engine


def migrations(connection: Connection | None = None) -> Config:
    """Return Alembic's settings, for migrating on an open connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


@cache
def _revisions() -> tuple[str, ...]:
    """Every schema this program knows, newest first."""
    script = ScriptDirectory.from_config(migrations())
    return tuple(known.revision for known in script.walk_revisions())


def _must_be_current(session: Session, place: str) -> None:
    revision = session.scalar(text("SELECT version_num FROM alembic_version"))
    if revision == _revisions()[0]:
        return
    if revision is None:
        raise errors.StoreCorruptError(place)
    if revision in _revisions():
        raise errors.StoreOutdatedError(place)
    raise errors.StoreNewerError(place, str(revision))


def _problem(message: str, place: str) -> errors.KzdashError:
    if "locked" in message:
        return errors.StoreLockedError(place)
    if "readonly" in message or "unable to open" in message:
        return errors.StoreReadOnlyError(place)
    if "full" in message or "disk I/O" in message:
        return errors.StoreFullError(place)
    return errors.StoreCorruptError(place)
