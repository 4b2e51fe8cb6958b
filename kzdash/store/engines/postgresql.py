"""Stores in a PostgreSQL database: connections, the write lock, and the server's errors."""

from __future__ import annotations

import re
import selectors
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import URL, create_engine, event, text
from sqlalchemy.exc import InvalidatePoolError

from kzdash import errors
from kzdash.runtime import metrics

if TYPE_CHECKING:
    from collections.abc import Callable

    import psycopg
    from sqlalchemy import Connection, Engine
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.orm import Session

LOCK_TIMEOUT_MS = 5_000
POOL_TIMEOUT_S = 5
# an arbitrary number that no other program may use for an advisory lock in this database
WRITE_LOCK_ID = 2_024_055
# for a server that vanished without closing its connections
CONNECT_TIMEOUTS = {"connect_timeout": 5, "tcp_user_timeout": 10_000}
# for a server that is stopped, not killed: its kernel still acknowledges every packet
PING_TIMEOUT_S = 3
# poll needs no file descriptor of its own and, unlike select, takes descriptors above 1023
Selector = getattr(selectors, "PollSelector", selectors.SelectSelector)
UNIQUE_VIOLATION = "23505"
DISK_FULL = "53100"
# https://www.postgresql.org/docs/current/errcodes-appendix.html
ERRORS_BY_SQLSTATE: tuple[tuple[str, Callable[[str], errors.KzdashError]], ...] = (
    ("55P03|40001|40P01|57014", errors.StoreLockedError),
    ("25006|42501|3F000", errors.StoreReadOnlyError),
    ("53100|58030", errors.StoreFullError),
)
UNREACHABLE = re.compile("08|53|57P")
# a failed login carries no SQLSTATE, only a message, in Chinese if the server is set to it
LOGIN_ERRORS: tuple[tuple[str, Callable[[str, str], errors.KzdashError]], ...] = (
    ("database .* does not exist|数据库.*不存在", errors.NoDatabaseError),
    ("password|authentication|pg_hba|role .* does not exist", errors.StoreDeniedError),
    ("permission denied for database|密码|口令|认证|角色.*不存在", errors.StoreDeniedError),
)


@cache
def engine(url: URL) -> Engine:
    """Return the engine of a URL; all stores of this process share its connection pool."""
    timeouts = {name: value for name, value in CONNECT_TIMEOUTS.items() if name not in url.query}
    pooled = create_engine(
        url,
        pool_timeout=POOL_TIMEOUT_S,
        connect_args={**timeouts, "client_encoding": "utf8"},
    )

    @event.listens_for(pooled, "connect")
    def _set_up(connection: psycopg.Connection, _record: object) -> None:
        encoding = connection.info.parameter_status("server_encoding") or ""
        if encoding != "UTF8":
            connection.close()
            raise errors.StoreEncodingError(url.render_as_string(), encoding)
        connection.execute(f"SET lock_timeout = {LOCK_TIMEOUT_MS}")
        connection.commit()

    event.listen(pooled, "checkout", _ping)
    return metrics.time_statements(pooled)


def _ping(connection: psycopg.Connection, _record: object, _proxy: object) -> None:
    """Empty the pool unless the server answers on a pooled connection within PING_TIMEOUT_S.

    SQLAlchemy's `pool_pre_ping` waits for ever if the server was stopped and not killed.
    """
    import psycopg  # noqa: PLC0415 - by now it is loaded; who keeps a store in SQLite does without

    raw = connection.pgconn
    try:
        raw.send_query(b"")
        with Selector() as selector:
            selector.register(raw.socket, selectors.EVENT_READ)
            while raw.is_busy():
                if not selector.select(PING_TIMEOUT_S):
                    raise InvalidatePoolError
                raw.consume_input()
        while result := raw.get_result():
            if result.status != psycopg.pq.ExecStatus.EMPTY_QUERY:
                raise InvalidatePoolError
    except psycopg.Error as error:
        raise InvalidatePoolError from error


def lock(session: Session | Connection) -> None:
    """Hold the write lock until the transaction ends; it fails after the lock timeout.

    Rows become visible in the order of their ids that way, which `Store.version` relies on.
    """
    session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": WRITE_LOCK_ID})


def wait_at_most(session: Session | Connection, milliseconds: int) -> None:
    """Set the lock timeout for the rest of a transaction."""
    session.execute(text(f"SET LOCAL lock_timeout = {milliseconds}"))


def is_empty(session: Session | Connection) -> bool:
    """Whether the current schema has no table, view or foreign table yet."""
    count = session.scalar(
        text(
            "SELECT count(*) FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f')"
            " AND relnamespace = (SELECT oid FROM pg_catalog.pg_namespace"
            " WHERE nspname = current_schema())"
        )
    )
    return not count


def reset_id_sequence(connection: Connection, table: str) -> None:
    """Continue a table's ids after the highest one, once rows were inserted with their ids."""
    last = f"(SELECT max(id) FROM {table})"  # noqa: S608 - a table of the models
    connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last})"))


def to_store_error(error: DBAPIError, place: str) -> errors.KzdashError:
    """Map an error to one of `errors` by its SQLSTATE, a failed login by its message."""
    code, detail = getattr(error.orig, "sqlstate", None), " ".join(str(error.orig).split())
    if code is None:
        login = next((kind for words, kind in LOGIN_ERRORS if re.search(words, detail)), None)
        return (login or errors.StoreAwayError)(place, detail)
    if UNREACHABLE.match(code) and code != DISK_FULL:
        return errors.StoreAwayError(place, detail)
    kind = next((kind for codes, kind in ERRORS_BY_SQLSTATE if re.fullmatch(codes, code)), None)
    return (kind or errors.StoreCorruptError)(place)
