"""Stores in a SQLite file: how one is opened and made, its lock on writing, and what it says."""

from __future__ import annotations

import glob
import os
import secrets
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlalchemy import URL, create_engine, event, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool
from sqlite_utils import Database

from kzdash import errors

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.orm import Session

BUSY_TIMEOUT_MS = 5_000
TURN_MS = 20
DRAFT, STALE_S = ".new", 86_400


def engine(file: Path, *, create: bool = False) -> Engine:
    """Return an engine that opens the file anew each time and never makes one.

    With `create` it makes the file where there is none.
    """
    address = URL.create(
        "sqlite",
        database=f"file:{quote(str(file))}",
        query={"mode": "rwc" if create else "rw", "uri": "true"},
    )
    made = create_engine(address, poolclass=NullPool)

    @event.listens_for(made, "connect")
    def _set_up(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA foreign_keys = ON")
        # some builds of SQLite are content to lose the last writes when the power goes
        connection.execute("PRAGMA synchronous = FULL")

    return made


@contextmanager
def new_file(file: Path) -> Iterator[Engine]:
    """Make a file that appears when the block ends well, whole; else StoreTakenError."""
    with appearing(file) as draft:
        yield engine(draft, create=True)
        database = Database(str(draft))
        database.enable_wal()
        database.close()


@contextmanager
def appearing(file: Path) -> Iterator[Path]:
    """Yield where to write what becomes `file` once the block ends well; else StoreTakenError."""
    if file.exists():
        raise errors.StoreTakenError(str(file))
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}{DRAFT}")
    # made here and now, so that it is nobody else's, nor a link to somewhere else
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    _sweep(file, draft.stat().st_mtime)
    try:
        yield draft
        _publish(draft, file)
    finally:
        draft.unlink(missing_ok=True)


def _sweep(file: Path, now: float) -> None:
    """Take away the drafts of a file that a process left a day before, when it was killed."""
    for draft in file.parent.glob(f"{glob.escape(file.name)}.*{DRAFT}"):
        with suppress(OSError):
            if now - draft.stat().st_mtime > STALE_S:
                draft.unlink()


def _publish(draft: Path, file: Path) -> None:
    try:
        # link, not rename: whoever comes second must not replace a store in use
        file.hardlink_to(draft)
    except FileExistsError as error:
        raise errors.StoreTakenError(str(file)) from error


def lock(session: Session | Connection) -> None:
    """Take the lock on writing, or fail once the busy timeout is over.

    SQLite itself asks for the lock ever more seldom: among many who write, some never get it.
    """
    wait_at_most(session, TURN_MS)
    for turns_left in reversed(range(max(1, BUSY_TIMEOUT_MS // TURN_MS))):
        try:
            session.execute(text("BEGIN IMMEDIATE"))
            break
        except OperationalError as error:
            if not turns_left or "locked" not in str(error.orig):
                raise
    wait_at_most(session, BUSY_TIMEOUT_MS)


def wait_at_most(session: Session | Connection, milliseconds: int) -> None:
    """Bound how long the rest of a session waits for another program."""
    session.execute(text(f"PRAGMA busy_timeout = {milliseconds}"))


def is_taken(message: str) -> bool:
    """Whether a row was refused because another stands in its place."""
    return "item_id" in message or "added only" in message


def problem(error: DBAPIError, place: str) -> errors.KzdashError:
    """Return what SQLite's message means."""
    message = str(error.orig)
    if "locked" in message:
        return errors.StoreLockedError(place)
    if "readonly" in message or "unable to open" in message:
        return errors.StoreReadOnlyError(place)
    if "full" in message or "disk I/O" in message:
        return errors.StoreFullError(place)
    return errors.StoreCorruptError(place)
