"""Opening a store: which engine its URL asks for, its schema, and what can be wrong with it."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
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
from kzdash.runtime.config import parse_url
from kzdash.store.engines import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from sqlalchemy import Connection, Engine


@contextmanager
def translate_errors(place: str) -> Iterator[None]:
    """Turn what a database or a file system says into one of the exceptions of `errors`."""
    try:
        with translate_database_errors(place):
            yield
    except OSError as error:
        raise errors.StoreReadOnlyError(place) from error


@contextmanager
def translate_database_errors(place: str) -> Iterator[None]:
    """Turn what a database says; an error of the block's own is passed on as it is."""
    try:
        yield
    except IntegrityError:
        raise
    except DataError as error:
        raise errors.RefusedError(errors.Refusal.AGAINST_THE_STORE) from error
    except DBAPIError as error:
        engine = postgresql if hasattr(error.orig, "sqlstate") else sqlite
        raise engine.problem(error, place) from error
    except PoolTimeoutError as error:
        raise errors.StoreLockedError(place) from error
    except (errors.UnreadableValueError, NoResultFound, UnicodeDecodeError) as error:
        # what is stored is not what this program writes; of a damaged schema SQLite's own message
        # may be no text
        raise errors.StoreCorruptError(place) from error


def sqlite_file(url: str) -> Path | None:
    """Return the file of a SQLite URL, none for any other database."""
    parsed = make_url(url)
    is_sqlite = parsed.get_backend_name() == "sqlite"
    return Path(parsed.database or "") if is_sqlite else None


def make_engine(url: str, *, create: bool = False) -> Engine:
    """Return an engine for a URL; with `create` it makes a SQLite file where there is none."""
    parsed, file = parse_url(url), sqlite_file(url)
    if file is None:
        return postgresql.engine(parsed)
    return metrics.time_statements(sqlite.engine(file, create=create))


def location_of(url: str) -> str:
    """Return where a store is in words fit to be shown: its file, or its URL with no password."""
    return str(sqlite_file(url) or make_url(url).render_as_string())


def alembic_config(connection: Connection | None = None) -> Config:
    """Return Alembic's settings, for migrating on an open connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def create_store(url: str) -> Iterator[Connection]:
    """Make a store with nothing in it yet; it is there, whole, once the block ends well.

    StoreTakenError where something is there already, or came to be meanwhile.
    """
    engine, file = make_engine(url), sqlite_file(url)
    if file is not None:
        with sqlite.new_file(file) as draft, _upgraded(draft) as connection:
            yield connection
        return
    with engine.begin() as connection:
        lock(connection)
        if not postgresql.is_empty(connection):
            raise errors.StoreTakenError(location_of(url))
        command.upgrade(alembic_config(connection), "head")
        yield connection


def upgrade(url: str) -> None:
    """Bring an older store's schema up to this program's, whole or not at all."""
    with _upgraded(make_engine(url)):
        pass


@contextmanager
def _upgraded(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as connection:
        # in SQLite else each statement stands alone, and one cut short leaves half of itself
        lock(connection)
        command.upgrade(alembic_config(connection), "head")
        yield connection


@cache
def revisions() -> tuple[str, ...]:
    """Every schema this program knows, newest first."""
    script = ScriptDirectory.from_config(alembic_config())
    return tuple(known.revision for known in script.walk_revisions())


def lock(session: Session | Connection) -> None:
    """Take a store's lock on writing, or fail once it was held by others for too long."""
    _engine_of(session).lock(session)


def wait_at_most(session: Session | Connection, milliseconds: int) -> None:
    """Bound how long the rest of a session waits for others who write."""
    _engine_of(session).wait_at_most(session, milliseconds)


def is_taken(error: IntegrityError) -> bool:
    """Whether a row was refused because another stands in its place."""
    code = getattr(error.orig, "sqlstate", None)
    return code == postgresql.UNIQUE_VIOLATION if code else sqlite.is_taken(str(error.orig))


def check_schema(session: Session, place: str) -> None:
    """Raise what is wrong with a store that another version of this program made, or nobody."""
    revision = _revision(session, place)
    if revision == revisions()[0]:
        return
    if revision in revisions():
        raise errors.StoreOutdatedError(place)
    raise errors.StoreNewerError(place, revision)


def revision_of(url: str) -> str:
    """Return the schema of the store at a URL, whichever version of this program made it."""
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
        # so says PostgreSQL where there is no such table
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
