"""A real server for tests and measurements: started on a free port, waited for, ended."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
START_TIMEOUT_S = 60


def free_port() -> int:
    """Return a port nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def server(
    command: Sequence[str], port: int, log: Path, environment: Mapping[str, str]
) -> Iterator[str]:
    """Run a server in this folder until the block ends; yield its address once it is healthy."""
    with process(command, port, log, environment):
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def process(
    command: Sequence[str],
    port: int,
    log: Path,
    environment: Mapping[str, str],
    under: Sequence[str] = (),
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server as `server` does; yield its process, which may be killed.

    `under` is a program that starts it, and becomes it.
    """
    address = f"http://127.0.0.1:{port}"
    with log.open("w") as output:
        started = subprocess.Popen(
            [*under, sys.executable, *command],
            cwd=ROOT,
            env={**os.environ, "KZDASH_BACKUPS": "off", **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(address, started, log)
            yield started
        finally:
            started.terminate()
            try:
                started.wait(10)
            except subprocess.TimeoutExpired:
                started.kill()
                started.wait()


def dashboard(
    url: str, log: Path, port: int = 0, **environment: str
) -> contextlib.AbstractContextManager[str]:
    """Run the dashboard on a store."""
    port = port or free_port()
    return server(
        command(port),
        port,
        log,
        {"KZDASH_DATABASE_URL": url, "KZDASH_LOGS": str(log.parent), **environment},
    )


def command(port: int) -> list[str]:
    """Return what serves the dashboard on a port."""
    return ["-m", "kzdash", "serve", "--host", "127.0.0.1", "--port", str(port)]


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended at once:\n{log.read_text()}")
        with (
            contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError),
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer,  # noqa: S310 - own address
        ):
            if answer.status == 200:
                return
        time.sleep(0.05)
    raise RuntimeError(f"the server was not healthy in {START_TIMEOUT_S} s:\n{log.read_text()}")
