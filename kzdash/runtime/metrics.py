"""What is measured while the program runs, for Prometheus to read at an address of its own."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, Any

from prometheus_client import Counter, Gauge, Histogram, start_http_server
from sqlalchemy import event

from kzdash.errors import ConflictError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection, Engine

LOG = logging.getLogger("kzdash")
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
SESSIONS = Gauge("kzdash_sessions", "Browser tabs that are connected now.")
PAGES = Histogram(
    "kzdash_page_seconds", "How long the script of a page ran.", ["page"], buckets=SECONDS
)
APPENDS = Counter(
    "kzdash_appends",
    "What was to be added to the store, by what came of it.",
    ["what", "outcome"],
)
STORE = Histogram(
    "kzdash_store_seconds",
    "How long the database took to answer a statement.",
    buckets=(0.0005, 0.001, 0.0025, *SECONDS),
)
for _what in ("reports", "adjustments"):
    for _outcome in ("accepted", "refused", "conflict", "failed"):
        # so that a rate is known from the first one on
        APPENDS.labels(_what, _outcome)


def time_page(page: str) -> AbstractContextManager[Any]:
    """Time the script of a page, empty for the first one."""
    return PAGES.labels(page or "overview").time()


@contextmanager
def count_appends(what: str, count: int = 1) -> Iterator[None]:
    """Count what comes of adding `count` rows to a table, all or none."""
    outcome = "failed"
    try:
        yield
        outcome = "accepted"
    except ConflictError:
        outcome = "conflict"
        raise
    except RefusedError:
        outcome = "refused"
        raise
    finally:
        APPENDS.labels(what, outcome).inc(count)


def time_statements(engine: Engine) -> Engine:
    """Time every statement that an engine is asked."""

    @event.listens_for(engine, "before_cursor_execute")
    def _begin(connection: Connection, *_rest: Any) -> None:
        connection.info["asked_at"] = perf_counter()

    @event.listens_for(engine, "after_cursor_execute")
    def _end(connection: Connection, *_rest: Any) -> None:
        STORE.observe(perf_counter() - connection.info["asked_at"])

    return engine


@contextmanager
def serve_metrics(address: tuple[str, int] | None, sessions: Callable[[], int]) -> Iterator[None]:
    """Serve what is measured at an address of its own until the block ends; nowhere if none."""
    if address is None:
        yield
        return
    SESSIONS.set_function(sessions)
    host, port = address
    try:
        server, thread = start_http_server(port, host)
    except OSError as error:
        # the dashboard is worth more than its measurements
        LOG.error("metrics cannot be served at %s:%d: %s", host, port, error.strerror)  # noqa: TRY400 - the sentence is enough
        yield
        return
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
