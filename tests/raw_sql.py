"""Another eye on a store: its rows as the database's own driver gives them, past our program.

Values are given as SQLite keeps them, so that one expectation serves both engines.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing, contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import psycopg

from kzdash.domain.models import Base
from kzdash.store import sqlite_file
from tests import postgres

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Ask = Callable[..., list[tuple[Any, ...]]]

REFUSED = (sqlite3.IntegrityError, psycopg.errors.IntegrityError)


def ask(url: str, *statements: str) -> list[tuple[Any, ...]]:
    """Run statements on a store; return the rows of the last."""
    return _run(url, statements)[1]


def records(url: str, query: str) -> list[dict[str, Any]]:
    """Return the rows of a query by the names of their columns."""
    names, rows = _run(url, (query,))
    return [dict(zip(names, row, strict=True)) for row in rows]


def everything(url: str) -> str:
    """Return all that a store holds, a row a line."""
    tables = ["alembic_version", *sorted(Base.metadata.tables)]
    return "\n".join(
        f"{table} {row!r}"
        for table in tables
        for row in sorted(ask(url, f"SELECT * FROM {table}"), key=repr)
    )


@contextmanager
def open_on(url: str) -> Iterator[Callable[[str], list[tuple[Any, ...]]]]:
    """Keep an eye open on a store; what it is asked, it answers as of that moment."""
    connection: Any = _connected(url)
    with closing(connection):
        yield lambda query: _answer(connection, query)


def _answer(connection: Any, query: str) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = connection.execute(query).fetchall()
    connection.rollback()  # what it saw is past
    return rows


def _connected(url: str) -> Any:
    file = sqlite_file(url)
    return sqlite3.connect(file) if file else psycopg.connect(postgres.plain(url))


def _run(url: str, statements: tuple[str, ...]) -> tuple[list[str], list[tuple[Any, ...]]]:
    connection = _connected(url)
    with closing(connection):
        for statement in statements:
            answer = connection.execute(statement)
        rows = answer.fetchall() if answer.description else []
        names = [column[0] for column in answer.description or ()]
        connection.commit()
    return names, [tuple(_as_sqlite_has_it(value) for value in row) for row in rows]


def _as_sqlite_has_it(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return int(value) if isinstance(value, bool) else value
