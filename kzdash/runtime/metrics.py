"""Metrics of the running process, which Prometheus reads at an address of their own."""

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
BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
SESSIONS = Gauge("kzdash_sessions", "Browser tabs that are connected now.")
PAGES = Histogram(
    "kzdash_page_seconds", "How long the script of a page ran.", ["page"], buckets=BUCKETS_S
)
APPENDS = Counter(
    "kzdash_appends",
    "What was to be added to the store, by what came of it.",
    ["what", "outcome"],
)
STORE = Histogram(
    "kzdash_store_seconds",
    "How long the database took to answer a statement.",
    buckets=(0.0005, 0.001, 0.0025, *BUCKETS_S),
)
for _what in ("reports", "adjustments"):
    for _outcome in ("accepted", "refused", "conflict", "failed"):
        # a series that exists from the start makes its first increment visible as a rate
        APPENDS.labels(_what, _outcome)


def time_page(page: str) -> AbstractContextManager[Any]:
    """Time the script of a page; the start page has an empty name."""
    return PAGES.labels(page or "overview").time()


@contextmanager
def count_appends(what: str, count: int = 1) -> Iterator[None]:
    """Count `count` rows that the block appends to a table, by the block's outcome."""
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
    """Time every statement of an engine; return the engine."""

    @event.listens_for(engine, "before_cursor_execute")
    def _begin(connection: Connection, *_rest: Any) -> None:
        connection.info["started_at"] = perf_counter()

    @event.listens_for(engine, "after_cursor_execute")
    def _end(connection: Connection, *_rest: Any) -> None:
        STORE.observe(perf_counter() - connection.info["started_at"])

    return engine


@contextmanager
def serve_metrics(address: tuple[str, int] | None, sessions: Callable[[], int]) -> Iterator[None]:
    """Serve the metrics at an address until the block ends; without an address do nothing."""
    if address is None:
        yield
        return
    SESSIONS.set_function(sessions)
    host, port = address
    try:
        server, thread = start_http_server(port, host)
    except OSError as error:
        # the dashboard starts without its metrics
        LOG.error("metrics cannot be served at %s:%d: %s", host, port, error.strerror)  # noqa: TRY400 - the sentence is enough
        yield
        return
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
