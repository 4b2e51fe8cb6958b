"""Stores as earlier versions made them: each schema as SQL, with an invented county's plan.

`python -m tests.released 0003` writes the file of the schema that a new migration makes an old one,
from the migrations themselves.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).parent


def revisions() -> list[str]:
    """Return the schemas of which there is a file."""
    return sorted(file.stem for file in HERE.glob("*.sql"))


def write(revision: str, file: Path) -> None:
    """Make a store's file as the version with that schema made it."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript((HERE / f"{revision}.sql").read_text("utf-8"))
