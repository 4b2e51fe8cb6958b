"""Stores in a PostgreSQL database: how it is reached, its lock on writing, and what it says."""

from __future__ import annotations

import re
import selectors
from functools import cache
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy import URL, create_engine, event, text
from sqlalchemy.exc import InvalidatePoolError

from kzdash import errors
from kzdash.runtime import metrics

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Engine
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.orm import Session

LOCK_TIMEOUT_MS = 5_000
POOL_TIMEOUT_S = 5
# any number will do that no other program uses in this database
WRITING = 2_024_055
# a server that is gone without a word is given up after these
PATIENCE = {"connect_timeout": 5, "tcp_user_timeout": 10_000}
# one that has stopped keeps its connections, and its system goes on acknowledging what is sent
PING_TIMEOUT_S = 3
# one that needs no file of its own and takes files of any number, where there is one
SELECTOR = getattr(selectors, "PollSelector", selectors.SelectSelector)
UNIQUE_VIOLATION = "23505"
DISK_FULL = "53100"
# https://www.postgresql.org/docs/current/errcodes-appendix.html
CODES: tuple[tuple[str, Callable[[str], errors.KzdashError]], ...] = (
    ("55P03|40001|40P01|57014", errors.StoreLockedError),
    ("25006|42501|3F000", errors.StoreReadOnlyError),
    ("53100|58030", errors.StoreFullError),
)
AWAY = re.compile("08|53|57P")
# a connection refused bears no code, only a sentence, which a server may be set to say in Chinese
REFUSALS: tuple[tuple[str, Callable[[str, str], errors.KzdashError]], ...] = (
    ("database .* does not exist|数据库.*不存在", errors.NoDatabaseError),
    ("password|authentication|pg_hba|role .* does not exist", errors.StoreDeniedError),
    ("permission denied for database|密码|口令|认证|角色.*不存在", errors.StoreDeniedError),
)


@cache
def engine(url: URL) -> Engine:
    """Return the engine of a URL, whose connections all stores of this process share."""
    patience = {name: value for name, value in PATIENCE.items() if name not in url.query}
    made = create_engine(
        url,
        pool_timeout=POOL_TIMEOUT_S,
        connect_args={**patience, "client_encoding": "utf8"},
    )

    @event.listens_for(made, "connect")
    def _set_up(connection: psycopg.Connection, _record: object) -> None:
        encoding = connection.info.parameter_status("server_encoding") or ""
        if encoding != "UTF8":
            connection.close()
            raise errors.StoreEncodingError(url.render_as_string(), encoding)
        connection.execute(f"SET lock_timeout = {LOCK_TIMEOUT_MS}")
        connection.commit()

    event.listen(made, "checkout", _ping)
    return metrics.time_statements(made)


def _ping(connection: psycopg.Connection, _record: object, _proxy: object) -> None:
    """Ask whether a connection held ready is still answered: else it, and those beside it, go.

    SQLAlchemy's own question would wait for ever for a server that was stopped and not killed.
    """
    asked = connection.pgconn
    try:
        asked.send_query(b"")
        with SELECTOR() as waiting:
            waiting.register(asked.socket, selectors.EVENT_READ)
            while asked.is_busy():
                if not waiting.select(PING_TIMEOUT_S):
                    raise InvalidatePoolError
                asked.consume_input()
        while answer := asked.get_result():
            if answer.status != psycopg.pq.ExecStatus.EMPTY_QUERY:
                raise InvalidatePoolError
    except psycopg.Error as error:
        raise InvalidatePoolError from error


def lock(session: Session | Connection) -> None:
    """Take the lock on writing until the transaction ends, or fail once the timeout is over.

    So what is written becomes visible in the order of its ids, which a store's version counts on.
    """
    session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": WRITING})


def wait_at_most(session: Session | Connection, milliseconds: int) -> None:
    """Bound how long the rest of a transaction waits for another."""
    session.execute(text(f"SET LOCAL lock_timeout = {milliseconds}"))


def is_empty(session: Session | Connection) -> bool:
    """Whether nobody has made any table yet where this program would make its own."""
    found = session.scalar(
        text(
            "SELECT count(*) FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f')"
            " AND relnamespace = (SELECT oid FROM pg_catalog.pg_namespace"
            " WHERE nspname = current_schema())"
        )
    )
    return not found


def count_on(connection: Connection, table: str) -> None:
    """Let the ids of a table go on after those that were written with the rows."""
    last = f"(SELECT max(id) FROM {table})"  # noqa: S608 - a table of the models
    connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last})"))


def problem(error: DBAPIError, place: str) -> errors.KzdashError:
    """Return what PostgreSQL's code means, or its sentence where it let nobody in."""
    code, detail = getattr(error.orig, "sqlstate", None), " ".join(str(error.orig).split())
    if code is None:
        refused = next((kind for words, kind in REFUSALS if re.search(words, detail)), None)
        return (refused or errors.StoreAwayError)(place, detail)
    if AWAY.match(code) and code != DISK_FULL:
        return errors.StoreAwayError(place, detail)
    meaning = next((kind for codes, kind in CODES if re.fullmatch(codes, code)), None)
    return (meaning or errors.StoreCorruptError)(place)
