"""Backups of a SQLite store, each a SQLite file: copied while the store is in use."""

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

# so few that a store is never done with in one step, within which nothing could be set aside
PAGES_A_STEP = 8
BESIDE = ("-wal", "-shm")
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG}


def take(store: Path, file: Path) -> None:
    """Write all that a store holds at one moment to a new file; nobody waits meanwhile."""
    with translate_errors(store, writing=file), stores.appearing(file) as draft:
        _copy(store, draft)
        check_soundness(draft)


def check_file(file: Path) -> None:
    """Raise what keeps a file from being put back as a store."""
    check_soundness(file)
    with translate_errors(file), closing(reading(file)) as connection:
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if found is None:
        raise errors.BackupUnfitError(file, "this program did not make it")
    if found[0] not in revisions():
        raise errors.StoreNewerError(str(file), found[0])


def check_soundness(file: Path) -> None:
    """Raise StoreCorruptError unless a file is a database that SQLite finds nothing wrong with."""
    with translate_errors(file), closing(reading(file)) as connection:
        said = connection.execute("PRAGMA integrity_check").fetchall()
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if said != [("ok",)] or orphans or not tables[0]:
        raise errors.StoreCorruptError(str(file))


def put_back(file: Path, store: Path, aside: Path | None) -> None:
    """Let a store hold what a good backup holds; what it held before is at `aside` then.

    With no `aside` there must be no store: StoreTakenError.
    """
    if aside is not None and store.exists():
        try:
            check_soundness(store)
        except errors.StoreCorruptError:
            _move(store, aside)
        else:
            _write_over(file, store, aside)
            return
    with translate_errors(store), stores.appearing(store) as draft:
        _copy(file, draft, journal="WAL")


def _write_over(file: Path, store: Path, aside: Path) -> None:
    """Replace what a store holds in one transaction, whoever has it open."""

    def set_aside(status: int, _left: int, _total: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise errors.StoreLockedError(str(store))
        if not aside.exists():
            # the lock on writing is held from the first step on: no report falls between
            with translate_errors(store, writing=aside), stores.appearing(aside) as draft:
                _copy(store, draft)

    wait = stores.BUSY_TIMEOUT_MS / 1000
    with (
        translate_errors(store),
        closing(reading(file)) as source,
        closing(sqlite3.connect(store, timeout=wait)) as target,
    ):
        target.execute("PRAGMA synchronous = FULL")
        source.backup(target, pages=PAGES_A_STEP, progress=set_aside)


def _move(store: Path, aside: Path) -> None:
    with translate_errors(store):
        aside.parent.mkdir(parents=True, exist_ok=True)
        for end in ("", *BESIDE):
            beside = store.with_name(store.name + end)
            if beside.exists():
                shutil.move(beside, aside.with_name(aside.name + end))


def _copy(source: Path, target: Path, journal: str = "DELETE") -> None:
    """Copy a database as it is at one moment; without a log beside it unless `journal` is WAL."""
    with closing(reading(source)) as given, closing(sqlite3.connect(target)) as made:
        given.backup(made)
        made.execute(f"PRAGMA journal_mode = {journal}")


def reading(file: Path) -> sqlite3.Connection:
    """Open a store in use, or a backup wherever it lies, for reading alone."""
    # SQLite keeps a log beside a file it reads, unless told that nobody will write to the file:
    # told so of a store in use, it would mix pages of before and after a report
    alone = not file.with_name(file.name + BESIDE[0]).exists()
    frozen = alone and not os.access(file.parent, os.W_OK)
    return sqlite3.connect(f"file:{quote(str(file))}?mode=ro{'&immutable=1' * frozen}", uri=True)


@contextmanager
def translate_errors(file: Path, writing: Path | None = None) -> Iterator[None]:
    """Turn what SQLite or a file system says into one of the exceptions of `errors`.

    A file that is read has no room to lack and needs no right to write: those are of `writing`.
    """
    written = str(writing or file)
    try:
        yield
    except sqlite3.Error as error:
        found = stores.problem(DBAPIError(None, None, error), str(file))
        if isinstance(found, errors.StoreReadOnlyError | errors.StoreFullError):
            found = type(found)(written)
        raise found from error
    except OSError as error:
        kind = errors.StoreFullError if error.errno in NO_ROOM else errors.StoreReadOnlyError
        raise kind(written) from error


def count_reports(file: Path) -> int:
    """Return how many reports a good copy holds: they are only ever added."""
    with translate_errors(file), closing(reading(file)) as connection:
        return int(connection.execute("SELECT count(*) FROM reports").fetchone()[0])


def is_demonstration(file: Path) -> bool:
    """Return whether a store, or a copy of one, is marked as a demonstration."""
    with translate_errors(file), closing(reading(file)) as connection:
        columns = {row[1] for row in connection.execute("PRAGMA table_info(plans)")}
        if "demonstration" not in columns:
            return False
        return bool(connection.execute("SELECT max(demonstration) FROM plans").fetchone()[0])
