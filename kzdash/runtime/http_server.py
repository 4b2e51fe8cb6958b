"""The HTTP server: uvicorn with a limit on connections and a timeout for incomplete requests.

uvicorn itself waits for the rest of a request without end, on any number of connections.
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
REQUEST_TIMEOUT_S = 30.0
BACKLOG = 128
# a websocket message carries what somebody typed; an uploaded file comes in a request
MAX_MESSAGE_BYTES, MAX_QUEUED_MESSAGES = 2_000_000, 4
# in these states of h11 the client still has to send something
AWAITED_STATES = (h11.IDLE, h11.SEND_BODY)
# one address may hold a quarter of all connections; a proxy on this machine stands for many users
CLIENT_SHARE = 4
PROXY_ADDRESSES = {"127.0.0.1", "::1"}

# the open connections by address, without the websockets of pages
_connections_by_client: Counter[str] = Counter()


class TimeoutProtocol(H11Protocol):
    """uvicorn's protocol, with a timeout for incomplete requests and a limit on connections."""

    _timer: asyncio.TimerHandle | None = None
    _client_address = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Start the timeout, or abort the connection if too many are open."""
        super().connection_made(transport)
        address = self._client_address = self.client[0] if self.client else ""
        _connections_by_client[address] += 1
        limit = open_files.max_connections()
        of_client = 0 if address in PROXY_ADDRESSES else _connections_by_client[address]
        if len(self.connections) > limit or of_client > limit // CLIENT_SHARE:
            LOG.warning("refused: a connection, for too many are open")
            transport.abort()
            return
        self._start_timeout()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timeout and forget the connection."""
        self._release()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Let the timeout run until the request is complete; more bytes do not extend it."""
        super().data_received(data)
        is_page = self.transport.get_protocol() is not self
        if is_page or self.conn.their_state not in AWAITED_STATES:
            self._stop_timeout()
        elif self._timer is None:
            self._start_timeout()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Stop the timeout, for an open page may send nothing for hours."""
        self._release()
        super().handle_websocket_upgrade(event)

    def _release(self) -> None:
        self._stop_timeout()
        _connections_by_client[self._client_address] -= 1
        if not _connections_by_client[self._client_address]:
            del _connections_by_client[self._client_address]

    def _start_timeout(self) -> None:
        self._timer = self.loop.call_later(REQUEST_TIMEOUT_S, self._abort)

    def _stop_timeout(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _abort(self) -> None:
        LOG.warning("refused: a request that was not whole after %d s", REQUEST_TIMEOUT_S)
        self.transport.abort()


def serve(listener: socket.socket, **more: Any) -> None:
    """Serve the app on a listening socket until the process is asked to stop."""
    settings: dict[str, Any] = {
        "http": TimeoutProtocol,
        "backlog": BACKLOG,
        "ws_max_size": MAX_MESSAGE_BYTES,
        "ws_max_queue": MAX_QUEUED_MESSAGES,
        "log_level": "warning",
        "access_log": False,
    }
    uvicorn.Server(uvicorn.Config("app:app", **settings, **more)).run(sockets=[listener])
