"""SQL that SQLAlchemy compiled for one test's store serves those of all other tests.

It keeps what it compiled by dialect, and each engine has a dialect of its own: for a store of each
test's own, all SQL is compiled anew, which is half of what such a test takes. Here two dialects of
one kind are the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

if TYPE_CHECKING:
    from sqlalchemy import Connection

COMPILED: dict[Any, Any] = {}


class OneOfAKind:
    """A dialect that is the same as any other of its kind."""

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))


class SQLite(OneOfAKind, SQLiteDialect_pysqlite):
    supports_statement_cache = True


class PostgreSQL(OneOfAKind, PGDialect_psycopg):
    supports_statement_cache = True


def share() -> None:
    """From here on, compile a statement once for all engines of a kind."""
    registry.register("sqlite", __name__, "SQLite")
    registry.register("postgresql.psycopg", __name__, "PostgreSQL")

    @event.listens_for(Engine, "engine_connect")
    def _share(connection: Connection) -> None:
        connection.execution_options(compiled_cache=COMPILED)
