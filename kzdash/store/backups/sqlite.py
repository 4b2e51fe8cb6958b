"""Backups of a SQLite store: SQLite files, copied while the store is in use."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlalchemy.exc import DBAPIError

from kzdash import errors
from kzdash.store import revisions
from kzdash.store.engines import sqlite as stores

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# fewer than any store has: the old store is set aside between the first step and the second
PAGES_PER_STEP = 8
LOG_SUFFIXES = ("-wal", "-shm")
DISK_ERRNOS = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG}


def take(store: Path, file: Path) -> None:
    """Write a consistent backup of a store to a new file; reading and writing go on."""
    with translate_errors(store, writing=file), stores.atomic_file(file) as draft:
        _copy(store, draft)
        check_soundness(draft)


def check_file(file: Path) -> None:
    """Read all of a file; raise what forbids to restore it as a store."""
    check_soundness(file)
    with translate_errors(file), closing(open_readonly(file)) as connection:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None:
        raise errors.BackupUnfitError(file, "this program did not make it")
    if row[0] not in revisions():
        raise errors.StoreNewerError(str(file), row[0])


def check_soundness(file: Path) -> None:
    """Raise StoreCorruptError unless SQLite's checks pass and the file has tables."""
    with translate_errors(file), closing(open_readonly(file)) as connection:
        verdicts = connection.execute("PRAGMA integrity_check").fetchall()
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if verdicts != [("ok",)] or orphans or not tables[0]:
        raise errors.StoreCorruptError(str(file))


def restore(file: Path, store: Path, aside: Path | None) -> None:
    """Replace a store by a good backup, and keep the old store in the new file `aside`.

    Without `aside` there must be no store: StoreTakenError.
    """
    if aside is not None and store.exists():
        try:
            check_soundness(store)
        except errors.StoreCorruptError:
            _move_aside(store, aside)
        else:
            _overwrite(file, store, aside)
            return
    with translate_errors(store), stores.atomic_file(store) as draft:
        _copy(file, draft, journal="WAL")


def _overwrite(file: Path, store: Path, aside: Path) -> None:
    """Replace the contents of a store that may be in use, in one transaction."""

    def set_aside(status: int, _left: int, _total: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise errors.StoreLockedError(str(store))
        if not aside.exists():
            # the backup holds the write lock since its first step, so no report is lost
            with translate_errors(store, writing=aside), stores.atomic_file(aside) as draft:
                _copy(store, draft)

    wait = stores.BUSY_TIMEOUT_MS / 1000
    with (
        translate_errors(store),
        closing(open_readonly(file)) as source,
        closing(sqlite3.connect(store, timeout=wait)) as target,
    ):
        target.execute("PRAGMA synchronous = FULL")
        source.backup(target, pages=PAGES_PER_STEP, progress=set_aside)


def _move_aside(store: Path, aside: Path) -> None:
    with translate_errors(store):
        aside.parent.mkdir(parents=True, exist_ok=True)
        for suffix in ("", *LOG_SUFFIXES):
            file = store.with_name(store.name + suffix)
            if file.exists():
                shutil.move(file, aside.with_name(aside.name + suffix))


def _copy(source: Path, target: Path, journal: str = "DELETE") -> None:
    """Copy a consistent state of a database; `journal` is the copy's journal mode."""
    with closing(open_readonly(source)) as original, closing(sqlite3.connect(target)) as copy:
        original.backup(copy)
        copy.execute(f"PRAGMA journal_mode = {journal}")


def open_readonly(file: Path) -> sqlite3.Connection:
    """Open a store in use, or a backup in whatever folder, for reading."""
    # SQLite creates a log beside a WAL file that it reads, which a read-only folder forbids, unless
    # it may take the file as immutable; of a store in use it would then mix old and new pages
    in_use = file.with_name(file.name + LOG_SUFFIXES[0]).exists()
    immutable = not in_use and not os.access(file.parent, os.W_OK)
    options = "mode=ro&immutable=1" if immutable else "mode=ro"
    return sqlite3.connect(f"file:{quote(str(file))}?{options}", uri=True)


@contextmanager
def translate_errors(file: Path, writing: Path | None = None) -> Iterator[None]:
    """Turn errors of SQLite and the file system into exceptions of `errors`.

    They name `file`; a full disk or a missing permission concerns `writing`, if that is set.
    """
    target = str(writing or file)
    try:
        yield
    except sqlite3.Error as error:
        translated = stores.to_store_error(DBAPIError(None, None, error), str(file))
        if isinstance(translated, errors.StoreReadOnlyError | errors.StoreFullError):
            translated = type(translated)(target)
        raise translated from error
    except OSError as error:
        kind = errors.StoreFullError if error.errno in DISK_ERRNOS else errors.StoreReadOnlyError
        raise kind(target) from error


def count_reports(file: Path) -> int:
    """Count the reports in a good backup; the more it has the newer it is."""
    with translate_errors(file), closing(open_readonly(file)) as connection:
        return int(connection.execute("SELECT count(*) FROM reports").fetchone()[0])


def is_demonstration(file: Path) -> bool:
    """Whether a store, or a backup of one, is marked as a demonstration."""
    with translate_errors(file), closing(open_readonly(file)) as connection:
        columns = {row[1] for row in connection.execute("PRAGMA table_info(plans)")}
        if "demonstration" not in columns:
            return False
        return bool(connection.execute("SELECT max(demonstration) FROM plans").fetchone()[0])
