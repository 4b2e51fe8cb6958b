"""Taking a backup of a store in use, and putting one back."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from sqlalchemy import text

from kzdash import errors
from kzdash.store import location_of, make_engine, revision_of, sqlite_file, translate_errors
from kzdash.store.backups import postgresql, sqlite

if TYPE_CHECKING:
    from pathlib import Path

MARKS = {b"SQLite": "SQLite", b"PGDMP": "PostgreSQL"}


def take_backup(url: str, file: Path) -> None:
    """Write all that a store holds to a new file; StoreTakenError where there is one already."""
    revision_of(url)
    store = sqlite_file(url)
    if store is None:
        postgresql.take(url, file)
    else:
        sqlite.take(store, file)


def check_backup(file: Path) -> None:
    """Raise what keeps a file from being put back; all of it is read."""
    if _engine_of(file) == "SQLite":
        sqlite.check_file(file)
    else:
        postgresql.check_archive(file)


def count_reports(file: Path) -> int:
    """Return how many reports a good backup holds, 0 where only its tool can tell.

    An archive of pg_dump's does not say without being put back.
    """
    return sqlite.count_reports(file) if _engine_of(file) == "SQLite" else 0


def restore_backup(file: Path, url: str, aside: Path | None = None) -> None:
    """Let the store at a URL hold what a backup holds, all of it or nothing.

    With no `aside` nothing may be there: StoreTakenError. Else what was there is kept in that
    new file. DemonstrationError of a demonstration, unless it takes the place of one.
    """
    store, place = sqlite_file(url), location_of(url)
    wanted, found = "PostgreSQL" if store is None else "SQLite", _engine_of(file)
    if found != wanted:
        raise errors.BackupUnfitError(
            file, f"it is a backup of {found}, but {place} is in {wanted}"
        )
    check_backup(file)
    if store is not None and sqlite.is_demonstration(file) and not _is_demonstration(store):
        raise errors.DemonstrationError(str(file), "put in the place of a real store")
    before = _plan_revision(url)
    if store is None:
        postgresql.put_back(file, url, aside)
    else:
        sqlite.put_back(file, store, aside)
    _raise_revision(url, before)


def _engine_of(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            start = opened.read(6)
    except OSError as error:
        raise errors.BackupUnfitError(file, error.strerror or str(error)) from error
    found = next((engine for mark, engine in MARKS.items() if start.startswith(mark)), None)
    if found is None:
        raise errors.BackupUnfitError(file, "it is no backup")
    return found


def _is_demonstration(store: Path) -> bool:
    """Return whether a store is one of a demonstration; one that is missing or broken is not."""
    if store.exists():
        with suppress(errors.KzdashError):
            return sqlite.is_demonstration(store)
    return False


def _plan_revision(url: str) -> int:
    """Return the plan's revision in what is there, 0 where there is none to be read."""
    with suppress(errors.KzdashError):
        revision_of(url)
        with translate_errors(location_of(url)), make_engine(url).connect() as connection:
            return int(connection.execute(text("SELECT revision FROM plans")).scalar_one())
    return 0


def _raise_revision(url: str, before: int) -> None:
    """Let no board that was computed before be taken for one of the store put back."""
    if before:
        raised = text("UPDATE plans SET revision = :next WHERE revision < :next")
        with translate_errors(location_of(url)), make_engine(url).begin() as connection:
            connection.execute(raised, {"next": before + 1})
