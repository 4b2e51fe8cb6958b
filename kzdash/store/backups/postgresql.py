"""Backups of a PostgreSQL store: an archive by pg_dump, put back by pg_restore."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from sqlalchemy import make_url

from kzdash import errors
from kzdash.store import location_of, make_engine, translate_errors
from kzdash.store.engines import postgresql as stores
from kzdash.store.engines.sqlite import appearing

if TYPE_CHECKING:
    from pathlib import Path

# whoever puts a store back owns it
OF_NOBODY = ("--no-owner", "--no-privileges")


def take(url: str, file: Path) -> None:
    """Write all that a store holds at one moment to a new archive; nobody waits meanwhile."""
    with translate_errors(str(file)), appearing(file) as draft:
        _run("pg_dump", *_database(url), "--format=custom", f"--file={draft}", url=url)


def check_archive(file: Path) -> None:
    """Raise what keeps an archive from being put back, having read all of it."""
    try:
        listed = _run("pg_restore", "--list", str(file))
        _run("pg_restore", f"--file={os.devnull}", str(file))
    except errors.ToolError as error:
        raise errors.BackupUnfitError(file, error.detail) from error
    if " alembic_version " not in listed:
        raise errors.BackupUnfitError(file, "this program did not make it")


def put_back(file: Path, url: str, aside: Path | None) -> None:
    """Let a database hold what a good archive holds; what it held before is at `aside` then.

    With no `aside` it must be empty: StoreTakenError. It happens in one transaction.
    """
    with translate_errors(location_of(url)), make_engine(url).begin() as connection:
        # held to the end: no report falls between what is set aside and what is put back
        stores.lock(connection)
        clean: tuple[str, ...] = ()
        if not stores.is_empty(connection):
            if aside is None:
                raise errors.StoreTakenError(location_of(url))
            take(url, aside)
            clean = ("--clean", "--if-exists")
        given = (*_database(url), "--single-transaction", *OF_NOBODY, *clean, str(file))
        _run("pg_restore", *given, url=url)


def _database(url: str) -> tuple[str, str]:
    # without the password, which everybody on this machine could read in a list of processes
    address = make_url(url).set(drivername="postgresql")._replace(password=None)
    return "--dbname", address.render_as_string()


def _run(tool: str, *arguments: str, url: str = "") -> str:
    password = make_url(url).password if url else None
    told = {"PGPASSWORD": str(password)} if password else {}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, and no shell
            [tool, *arguments], env={**os.environ, **told}, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise errors.ToolMissingError(tool) from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise errors.ToolError(tool, said[0] if said else f"exit code {done.returncode}")
    return done.stdout.decode(errors="replace")
