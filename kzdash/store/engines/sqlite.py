"""Stores in a SQLite file: opening and creating it, the write lock, and SQLite's errors."""

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

from kzdash import errors

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.orm import Session

BUSY_TIMEOUT_MS = 5_000
RETRY_MS = 20
DRAFT_SUFFIX, STALE_AFTER_S = ".new", 86_400


def engine(file: Path, *, create: bool = False) -> Engine:
    """Return an engine that opens the file for each connection.

    A missing file is an error, unless `create` is set.
    """
    address = URL.create(
        "sqlite",
        database=f"file:{quote(str(file))}",
        query={"mode": "rwc" if create else "rw", "uri": "true"},
    )
    unpooled = create_engine(address, poolclass=NullPool)

    @event.listens_for(unpooled, "connect")
    def _set_up(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA foreign_keys = ON")
        # some builds of SQLite default to NORMAL, which may lose the last commits in a power cut
        connection.execute("PRAGMA synchronous = FULL")

    return unpooled


@contextmanager
def new_database(file: Path) -> Iterator[Engine]:
    """Yield the engine of a new database; the file appears when the block ends without an error.

    StoreTakenError if the file exists by then.
    """
    with atomic_file(file) as draft:
        yield engine(draft, create=True)
        from sqlite_utils import Database  # noqa: PLC0415 - it brings pandas, for new stores alone

        database = Database(str(draft))
        database.enable_wal()
        database.close()


@contextmanager
def atomic_file(file: Path) -> Iterator[Path]:
    """Yield a draft to write; it becomes `file` when the block ends without an error.

    StoreTakenError if `file` exists, before the block or after it.
    """
    if file.exists():
        raise errors.StoreTakenError(str(file))
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}{DRAFT_SUFFIX}")
    # O_EXCL: the draft is neither another process's file nor a link to somewhere else
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    _delete_stale_drafts(file, draft.stat().st_mtime)
    try:
        yield draft
        _publish(draft, file)
    finally:
        draft.unlink(missing_ok=True)


def _delete_stale_drafts(file: Path, now: float) -> None:
    """Delete the drafts of a file that killed processes left more than a day ago."""
    for draft in file.parent.glob(f"{glob.escape(file.name)}.*{DRAFT_SUFFIX}"):
        with suppress(OSError):
            if now - draft.stat().st_mtime > STALE_AFTER_S:
                draft.unlink()


def _publish(draft: Path, file: Path) -> None:
    try:
        # unlike a rename, a hard link cannot replace a store that another process published first
        file.hardlink_to(draft)
    except FileExistsError as error:
        raise errors.StoreTakenError(str(file)) from error


def lock(session: Session | Connection) -> None:
    """Take the write lock, or fail after the busy timeout.

    SQLite's busy handler backs off, so under contention a writer can starve; retry at a fixed
    interval.
    """
    wait_at_most(session, RETRY_MS)
    for retries_left in reversed(range(max(1, BUSY_TIMEOUT_MS // RETRY_MS))):
        try:
            session.execute(text("BEGIN IMMEDIATE"))
            break
        except OperationalError as error:
            if not retries_left or "locked" not in str(error.orig):
                raise
    wait_at_most(session, BUSY_TIMEOUT_MS)


def wait_at_most(session: Session | Connection, milliseconds: int) -> None:
    """Set the busy timeout for the rest of a session."""
    session.execute(text(f"PRAGMA busy_timeout = {milliseconds}"))


def is_conflict(message: str) -> bool:
    """Whether SQLite refused a row because the item has another row with its `seq`."""
    return "item_id" in message or "added only" in message


def to_store_error(error: DBAPIError, place: str) -> errors.KzdashError:
    """Map an error to one of `errors` by SQLite's message."""
    message = str(error.orig)
    if "locked" in message:
        return errors.StoreLockedError(place)
    if "readonly" in message or "unable to open" in message:
        return errors.StoreReadOnlyError(place)
    if "full" in message or "disk I/O" in message:
        return errors.StoreFullError(place)
    return errors.StoreCorruptError(place)
