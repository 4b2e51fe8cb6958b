"""A stranger's handshakes with a server that has no way out, and whose resolver never answers.

`python -m tests.unanswered_dns URL FOLDER`, as root in a network namespace of its own; prints how
the handshakes ended and how long the server took for its health meanwhile.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
import urllib.request
from pathlib import Path

from tests import serving

ORIGINS = ("http://other.example", "http://127.0.0.1.other.example")
ASKED = (
    "GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\n"
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)


def handshake(host: str, origin: str) -> str:
    """Ask for a websocket; return the status that is answered."""
    name, port = host.split(":")
    with socket.create_connection((name, int(port)), 60) as wire:
        wire.sendall(ASKED.format(host=host, origin=origin).encode())
        return wire.recv(100).split(b" ")[1].decode()


def main(url: str, folder: str) -> None:
    """Shake hands from elsewhere, and look at the server's pulse beside it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as resolver:
        resolver.bind(("127.0.0.1", 53))  # takes every question, answers none
        with serving.dashboard(url, Path(folder) / "log") as address:
            host = address.removeprefix("http://")
            told: list[str] = []
            strangers = [
                threading.Thread(
                    target=lambda given: told.append(handshake(host, given)), args=[origin]
                )
                for origin in ORIGINS
            ]
            for stranger in strangers:
                stranger.start()
            began, slowest = time.monotonic(), 0.0
            while any(stranger.is_alive() for stranger in strangers):
                asked = time.monotonic()
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=60).close()  # noqa: S310 - own address
                slowest = max(slowest, time.monotonic() - asked)
            all_of_it = time.monotonic() - began
            own = handshake(host, address)
    print(json.dumps({"told": told, "own": own, "slowest": slowest, "all": all_of_it}))  # noqa: T201 - for the test that started it


if __name__ == "__main__":
    main(*sys.argv[1:])
