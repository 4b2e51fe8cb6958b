"""How long from nothing to a store, a server that is ready, and a first page."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from benchmarks import printing
from benchmarks.client import Reader
from kzdash.runtime import config
from tests import postgres, serving

if TYPE_CHECKING:
    from collections.abc import Callable

STARTS = 3
WHATS = (
    "`init` from nothing",
    "`serve` on that store, to ready",
    "first page after that, server",
    "second page, server",
    "`serve` from nothing, to ready",
)


def main() -> None:
    """Print the table."""
    printing.head("Start", "measured", "SQLite", "PostgreSQL")
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory()))
        cluster = running.enter_context(postgres.cluster())
        files = (config.sqlite_url(folder / f"{number}.db") for number in range(100))
        of_both = [_times(lambda: next(files)), _times(cluster.create)]
    for what, *times in zip(WHATS, *of_both, strict=True):
        printing.row(what, *map(printing.ms, times))


def _times(new_url: Callable[[], str]) -> list[list[float]]:
    starts = [_one(new_url) for _ in range(STARTS)]
    return [list(kept) for kept in zip(*starts, strict=True)]


def _one(new_url: Callable[[], str]) -> tuple[float, ...]:
    environment = {**os.environ, "KZDASH_DATABASE_URL": new_url()}
    start = time.perf_counter()
    command = [sys.executable, "-m", "kzdash", "init"]
    subprocess.run(command, env=environment, check=True, capture_output=True, cwd=serving.ROOT)
    init = time.perf_counter() - start
    ready, pages = _served(environment)
    from_nothing, _ = _served({**os.environ, "KZDASH_DATABASE_URL": new_url()})
    return init, ready, *pages, from_nothing


def _served(environment: dict[str, str]) -> tuple[float, list[float]]:
    port = serving.free_port()
    start = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, *serving.command(port)],
        env=environment,
        cwd=serving.ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        while not _is_ready(address):
            time.sleep(0.02)
        ready = time.perf_counter() - start
        with Reader(address) as reader:
            return ready, [reader.run("", "") for _ in range(2)]
    finally:
        server.terminate()
        server.wait(10)


def _is_ready(address: str) -> bool:
    with suppress(httpx.TransportError):
        return httpx.get(f"{address}/ready").status_code == httpx.codes.OK
    return False
