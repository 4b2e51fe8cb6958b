"""Opening a store: what its connections are set to, its schema, and what can be wrong with it."""

from __future__ import annotations

from contextlib import contextmanager
from decimal import InvalidOperation
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    IntegrityError,
    NoResultFound,
    NoSuchModuleError,
    OperationalError,
)
from sqlalchemy.pool import NullPool

from kzdash import errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine
    from sqlalchemy.orm import Session

BUSY_TIMEOUT_MS = 5_000
TURN_MS = 20


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
        # some builds of SQLite are content to lose the last writes when the power goes
        connection.execute("PRAGMA synchronous = FULL")

    return engine


def migrations(connection: Connection | None = None) -> Config:
    """Return Alembic's settings, for migrating on an open connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent.parent / "migrations"))
    config.attributes["connection"] = connection
    return config


@cache
def _revisions() -> tuple[str, ...]:
    """Every schema this program knows, newest first."""
    script = ScriptDirectory.from_config(migrations())
    return tuple(known.revision for known in script.walk_revisions())


def lock(session: Session) -> None:
    """Take SQLite's lock on writing, or fail once the busy timeout is over.

    SQLite itself asks for the lock ever more seldom: among many who write, some never get it.
    """
    session.execute(text(f"PRAGMA busy_timeout = {TURN_MS}"))
    for turns_left in reversed(range(max(1, BUSY_TIMEOUT_MS // TURN_MS))):
        try:
            session.execute(text("BEGIN IMMEDIATE"))
            break
        except OperationalError as error:
            if not turns_left or "locked" not in str(error.orig):
                raise
    session.execute(text(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}"))


def must_be_current(session: Session, place: str) -> None:
    """Raise what is wrong with a store that another version of this program made."""
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
