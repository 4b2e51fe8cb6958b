"""Whose names this server answers to, and that a websocket comes from a page of its own.

A stranger's page may point its own name at this server's address once a reader has opened it, and
then read the board as if it were its own: so only names are answered that nobody outside can own.
And Streamlit, asked by a page from elsewhere for a websocket, would ask the internet for its own
address and answer nobody meanwhile: so such a one never reaches it.
"""

from __future__ import annotations

import logging
import socket
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.websockets import WebSocketClose

from kzdash.runtime import config
from kzdash.web.same_origin import is_same

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

LOG = logging.getLogger("kzdash")
# endings that no public name has, so that only the intranet's own servers give them an address
OF_INTRANETS = ("local", "localhost", "localdomain", "lan", "internal", "intranet", "home.arpa")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
MISDIRECTED, POLICY_VIOLATION = 421, 1008
NOT_OURS = (
    "本系统不以这个网址中的主机名提供服务，没有打开任何页面。请用单位公布的网址打开；"
    "如果这就是公布的网址，请管理员把主机名写进环境变量 KZDASH_HOSTS，然后重新启动。"
)


class AllowedHosts:
    """Answers to its own names alone, and opens a websocket to its own pages alone."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is asked of this server by name, and refuse the rest."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        is_socket = scope["type"] == "websocket"
        if not is_own(host):
            LOG.warning("refused: a name that is not this server's; KZDASH_HOSTS names more")
            answer = PlainTextResponse(NOT_OURS, MISDIRECTED, {"Cache-Control": "no-store"})
            await (WebSocketClose(POLICY_VIOLATION) if is_socket else answer)(scope, receive, send)
        elif is_socket and origin is not None and not is_same(origin, host):
            LOG.warning("refused: a websocket for another site's page")
            await WebSocketClose(POLICY_VIOLATION)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def is_own(host: str) -> bool:
    """Whether a Host header names this server: by the settings, else by a name of an intranet."""
    name = _name(host)
    if name is None or name in LOOPBACK:
        return name is not None
    if named := config.current().hosts:
        return any(name == one or (one[:2] == "*." and name.endswith(one[1:])) for one in named)
    # who asks by address had it from nobody's page; a name without a dot is nobody's outside
    inside = "." not in name or name.endswith(tuple(f".{ending}" for ending in OF_INTRANETS))
    return inside or _is_address(name) or name == socket.gethostname().lower()


def _name(host: str) -> str | None:
    """Return the name in a Host header without its port, none where there is no sense in it."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return None
    plain = not (parts.username or parts.password or parts.path or parts.query or parts.fragment)
    return (parts.hostname or "").rstrip(".") if plain else None


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
