"""Take a backup of a store in use, check one, and restore one, whichever the engine."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from sqlalchemy import text

from kzdash import errors
from kzdash.runtime.config import evidence_folder
from kzdash.store import (
    evidence_folder as files,
)
from kzdash.store import location_of, make_engine, revision_of, sqlite_file, translate_errors
from kzdash.store.backups import postgresql, sqlite

if TYPE_CHECKING:
    from pathlib import Path

# how the files of each engine begin
# the files of all backups in a folder stand once beside them
EVIDENCE = "evidence"
SIGNATURES = {b"SQLite": "SQLite", b"PGDMP": "PostgreSQL"}


def take_backup(url: str, file: Path) -> None:
    """Write a backup of a store to a new file; StoreTakenError if the file exists.

    The files that came with reports go into the folder `evidence` beside it, those alone that are
    not there yet.
    """
    revision_of(url)
    store, folder = sqlite_file(url), evidence_folder(url)
    # first, for a backup that is there is not taken again; and again for who reported meanwhile
    files.copy_missing(folder, file.parent / EVIDENCE)
    if store is None:
        postgresql.take(url, file)
    else:
        sqlite.take(store, file)
    files.copy_missing(folder, file.parent / EVIDENCE)


def check_backup(file: Path) -> None:
    """Read all of a backup; raise what forbids to restore it."""
    if _engine_of(file) == "SQLite":
        sqlite.check_file(file)
    else:
        postgresql.check_archive(file)


def count_reports(file: Path) -> int:
    """Count the reports in a good backup; 0 for an archive of pg_dump, which cannot be queried."""
    return sqlite.count_reports(file) if _engine_of(file) == "SQLite" else 0


def restore_backup(file: Path, url: str, aside: Path | None = None) -> None:
    """Replace a store by a backup, all of it or nothing.

    The old contents are kept in the new file `aside`; without it there must be none:
    StoreTakenError. The files that came with reports are taken from beside the backup where the
    store lacks them or they were altered. DemonstrationError if the backup is a demonstration and
    the store is not.
    """
    store, place = sqlite_file(url), location_of(url)
    target, source = "PostgreSQL" if store is None else "SQLite", _engine_of(file)
    if source != target:
        raise errors.BackupUnfitError(
            file, f"it is a backup of {source}, but {place} is in {target}"
        )
    check_backup(file)
    if store is not None and sqlite.is_demonstration(file) and not _is_demonstration(store):
        raise errors.DemonstrationError(str(file), "put in the place of a real store")
    before, folder = _plan_revision(url), evidence_folder(url)
    if aside is not None:
        files.copy_missing(folder, aside.parent / EVIDENCE)
    if store is None:
        postgresql.restore(file, url, aside)
    else:
        sqlite.restore(file, store, aside)
    _raise_revision(url, before)
    files.copy_missing(file.parent / EVIDENCE, folder, mend=True)


def _engine_of(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            start = stream.read(6)
    except OSError as error:
        raise errors.BackupUnfitError(file, error.strerror or str(error)) from error
    engines = (engine for sign, engine in SIGNATURES.items() if start.startswith(sign))
    engine = next(engines, None)
    if engine is None:
        raise errors.BackupUnfitError(file, "it is no backup")
    return engine


def _is_demonstration(store: Path) -> bool:
    """Whether a store is a demonstration; a missing or damaged one is not."""
    if store.exists():
        with suppress(errors.KzdashError):
            return sqlite.is_demonstration(store)
    return False


def _plan_revision(url: str) -> int:
    """Read the plan's revision in the store at a URL, 0 if it cannot be read."""
    with suppress(errors.KzdashError):
        revision_of(url)
        with translate_errors(location_of(url)), make_engine(url).connect() as connection:
            return int(connection.execute(text("SELECT revision FROM plans")).scalar_one())
    return 0


def _raise_revision(url: str, before: int) -> None:
    """Raise the plan's revision above the old store's, so that no cached board of it is reused."""
    if before:
        update = text("UPDATE plans SET revision = :next WHERE revision < :next")
        with translate_errors(location_of(url)), make_engine(url).begin() as connection:
            connection.execute(update, {"next": before + 1})
