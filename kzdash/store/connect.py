"""Open a store: choose the engine for its URL, check its schema, and translate its errors."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    NoResultFound,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from kzdash import errors
from kzdash.runtime import metrics
from kzdash.runtime.config import parse_url, sqlite_file
from kzdash.store.engines import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from sqlalchemy import Connection, Engine

VERSIONS = Path(__file__).parent / "migrations" / "versions"


@contextmanager
def translate_errors(place: str) -> Iterator[None]:
    """Turn errors of the database and the file system into exceptions of `errors`."""
    try:
        with translate_database_errors(place):
            yield
    except OSError as error:
        raise errors.StoreReadOnlyError(place) from error


@contextmanager
def translate_database_errors(place: str) -> Iterator[None]:
    """Turn errors of the database into exceptions of `errors`.

    An OSError passes through, for it may be the block's own; so does an IntegrityError, which only
    the code that wrote the row can explain.
    """
    try:
        yield
    except IntegrityError:
        raise
    except DataError as error:
        raise errors.RefusedError(errors.Refusal.AGAINST_THE_STORE) from error
    except DBAPIError as error:
        engine = postgresql if hasattr(error.orig, "sqlstate") else sqlite
        raise engine.to_store_error(error, place) from error
    except PoolTimeoutError as error:
        raise errors.StoreLockedError(place) from error
    except (errors.UnreadableValueError, NoResultFound, UnicodeDecodeError) as error:
        # a row is missing or holds a value that this program does not write; SQLite's message about
        # a damaged schema may not even decode
        raise errors.StoreCorruptError(place) from error


def make_engine(url: str, *, create: bool = False) -> Engine:
    """Return an engine for a URL; with `create` it creates a missing SQLite file."""
    parsed, file = parse_url(url), sqlite_file(url)
    if file is None:
        return postgresql.engine(parsed)
    return metrics.time_statements(sqlite.engine(file, create=create))


def location_of(url: str) -> str:
    """Return where a store is, fit to be shown: its file, or its URL without the password."""
    return str(sqlite_file(url) or make_url(url).render_as_string())


@contextmanager
def create_store(url: str) -> Iterator[Connection]:
    """Yield a connection to a new, empty store, which is kept if the block ends without an error.

    StoreTakenError if there is a store or table already, or one appears meanwhile.
    """
    engine, file = make_engine(url), sqlite_file(url)
    if file is not None:
        with sqlite.new_database(file) as draft, _begin_upgraded(draft) as connection:
            yield connection
        return
    with engine.begin() as connection:
        lock(connection)
        if not postgresql.is_empty(connection):
            raise errors.StoreTakenError(location_of(url))
        _migrate(connection)
        yield connection


def upgrade(url: str) -> None:
    """Upgrade an older store to this program's schema, in one transaction."""
    with _begin_upgraded(make_engine(url)):
        pass


@contextmanager
def _begin_upgraded(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as connection:
        # without it SQLite commits each statement, and a crash leaves half a migration
        lock(connection)
        _migrate(connection)
        yield connection


def _migrate(connection: Connection) -> None:
    from kzdash.store.schema import migrate  # noqa: PLC0415 - Alembic is for few starts

    migrate(connection)


@cache
def revisions() -> tuple[str, ...]:
    """Return every schema revision that this program knows, the newest first.

    The names of the migrations' files begin with them.
    """
    names = (file.name for file in VERSIONS.glob("[0-9]*_*.py"))
    return tuple(sorted((name.partition("_")[0] for name in names), reverse=True))


def lock(session: Session | Connection) -> None:
    """Take a store's write lock until the transaction ends, or fail after a timeout."""
    _engine_of(session).lock(session)


def wait_at_most(session: Session | Connection, milliseconds: int) -> None:
    """Set how long the rest of a session waits for other writers."""
    _engine_of(session).wait_at_most(session, milliseconds)


def is_conflict(error: IntegrityError) -> bool:
    """Whether the database refused a row because the item has another row with its `seq`."""
    code = getattr(error.orig, "sqlstate", None)
    return code == postgresql.UNIQUE_VIOLATION if code else sqlite.is_conflict(str(error.orig))


def check_schema(session: Session, place: str) -> None:
    """Raise StoreOutdatedError or StoreNewerError unless the store has this program's schema."""
    revision = _revision(session, place)
    if revision == revisions()[0]:
        return
    if revision in revisions():
        raise errors.StoreOutdatedError(place)
    raise errors.StoreNewerError(place, revision)


def revision_of(url: str) -> str:
    """Return the schema revision of the store at a URL, known to this program or not."""
    file, place = sqlite_file(url), location_of(url)
    with translate_errors(place):
        if file is not None and not file.exists():
            raise errors.StoreMissingError(place)
        with Session(make_engine(url)) as session:
            return _revision(session, place)


def _revision(session: Session, place: str) -> str:
    try:
        revision = session.scalar(text("SELECT version_num FROM alembic_version"))
    except ProgrammingError:
        # PostgreSQL has no such table
        session.rollback()
        if postgresql.is_empty(session):
            raise errors.StoreMissingError(place) from None
        raise
    if revision is None:
        raise errors.StoreCorruptError(place)
    return str(revision)


def _engine_of(session: Session | Connection) -> ModuleType:
    bind = session.connection() if isinstance(session, Session) else session
    return postgresql if bind.dialect.name == "postgresql" else sqlite
