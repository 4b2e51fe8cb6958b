"""How `serve` listens: so many connections, and a request has to be whole within a while.

uvicorn waits for the rest of a request for as long as its sender likes, and for as many as come.
"""

from __future__ import annotations

import logging
from collections import Counter
from typing import TYPE_CHECKING, Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kzdash.runtime import open_files

if TYPE_CHECKING:
    import asyncio
    import socket

LOG = logging.getLogger("kzdash")
WHOLE_WITHIN_S = 30.0
# those who wait to be accepted while the server is at work
BACKLOG = 128
# what a page sends is what somebody typed; an uploaded file comes by a request
MOST_MESSAGE_BYTES, MOST_MESSAGES_WAITING = 2_000_000, 4
UNDER_WAY = (h11.IDLE, h11.SEND_BODY)
# one machine alone does not take all; a proxy on this one stands for many
SHARE = 4
OF_MANY = {"127.0.0.1", "::1"}


# how many connections each machine has that are no open pages
_of_machine: Counter[str] = Counter()


class TimeoutProtocol(H11Protocol):
    """uvicorn's own protocol, with an end to its patience."""

    _overdue: asyncio.TimerHandle | None = None
    _machine = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for a request, or turn away who would be one too many."""
        super().connection_made(transport)
        self._machine = self.client[0] if self.client else ""
        _of_machine[self._machine] += 1
        most = open_files.max_connections()
        of_this = 0 if self._machine in OF_MANY else _of_machine[self._machine]
        if len(self.connections) > most or of_this > most // SHARE:
            LOG.warning("refused: a connection, for too many are open")
            transport.abort()
            return
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._leave()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Go on waiting while a request is under way, from its first byte on."""
        super().data_received(data)
        is_page = self.transport.get_protocol() is not self
        if is_page or self.conn.their_state not in UNDER_WAY:
            self._rest()
        elif self._overdue is None:
            self._wait()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Stop waiting: an open page may be silent."""
        self._leave()
        super().handle_websocket_upgrade(event)

    def _leave(self) -> None:
        self._rest()
        _of_machine[self._machine] -= 1
        _of_machine.pop("" if _of_machine[self._machine] else self._machine, None)

    def _wait(self) -> None:
        self._overdue = self.loop.call_later(WHOLE_WITHIN_S, self._give_up)

    def _rest(self) -> None:
        if self._overdue is not None:
            self._overdue.cancel()
            self._overdue = None

    def _give_up(self) -> None:
        LOG.warning("refused: a request that was not whole after %d s", WHOLE_WITHIN_S)
        self.transport.abort()


def serve(listener: socket.socket, **more: Any) -> None:
    """Serve the app at a socket until told to stop."""
    settings: dict[str, Any] = {
        "http": TimeoutProtocol,
        "backlog": BACKLOG,
        "ws_max_size": MOST_MESSAGE_BYTES,
        "ws_max_queue": MOST_MESSAGES_WAITING,
        "log_level": "warning",
        "access_log": False,
    }
    uvicorn.Server(uvicorn.Config("app:app", **settings, **more)).run(sockets=[listener])
