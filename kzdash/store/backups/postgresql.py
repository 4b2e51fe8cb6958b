"""Backups of a PostgreSQL store: archives that pg_dump writes and pg_restore restores."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from sqlalchemy import make_url

from kzdash import errors
from kzdash.store import location_of, make_engine, translate_errors
from kzdash.store.engines import postgresql as stores
from kzdash.store.engines.sqlite import atomic_file

if TYPE_CHECKING:
    from pathlib import Path

# the account that restores an archive owns its tables
WITHOUT_OWNER = ("--no-owner", "--no-privileges")


def take(url: str, file: Path) -> None:
    """Write a consistent backup of a store to a new archive; reading and writing go on."""
    with translate_errors(str(file)), atomic_file(file) as draft:
        _run("pg_dump", *_database(url), "--format=custom", f"--file={draft}", url=url)


def check_archive(file: Path) -> None:
    """Read all of an archive; BackupUnfitError if it is damaged or no backup of a store."""
    try:
        contents = _run("pg_restore", "--list", str(file))
        _run("pg_restore", f"--file={os.devnull}", str(file))
    except errors.ToolError as error:
        raise errors.BackupUnfitError(file, error.detail) from error
    if " alembic_version " not in contents:
        raise errors.BackupUnfitError(file, "this program did not make it")


def restore(file: Path, url: str, aside: Path | None) -> None:
    """Replace a database by a good archive in one transaction, and back up the old one to `aside`.

    Without `aside` the database must be empty: StoreTakenError.
    """
    with translate_errors(location_of(url)), make_engine(url).begin() as connection:
        # until the end, so that no report is made after the old contents were set aside
        stores.lock(connection)
        clean: tuple[str, ...] = ()
        if not stores.is_empty(connection):
            if aside is None:
                raise errors.StoreTakenError(location_of(url))
            take(url, aside)
            clean = ("--clean", "--if-exists")
        arguments = (*_database(url), "--single-transaction", *WITHOUT_OWNER, *clean, str(file))
        _run("pg_restore", *arguments, url=url)


def _database(url: str) -> tuple[str, str]:
    # without the password: every user of this machine can read the arguments of a process
    address = make_url(url).set(drivername="postgresql")._replace(password=None)
    return "--dbname", address.render_as_string()


def _run(tool: str, *arguments: str, url: str = "") -> str:
    password = make_url(url).password if url else None
    environment = {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
    try:
        process = subprocess.run(  # noqa: S603 - a fixed program, and no shell
            [tool, *arguments], env=environment, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise errors.ToolMissingError(tool) from error
    if process.returncode:
        messages = process.stderr.decode(errors="replace").strip().splitlines()
        raise errors.ToolError(tool, messages[0] if messages else f"exit code {process.returncode}")
    return process.stdout.decode(errors="replace")
