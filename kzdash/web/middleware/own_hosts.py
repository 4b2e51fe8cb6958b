"""Answer only requests to this server's own host names, and websockets of its own pages.

This stops DNS rebinding: a hostile page points its own name at this server's address after a user
has opened it, and reads the board as its own origin. So the server answers only to names that
nobody outside can register. A websocket from another origin must not reach Streamlit either: to
check it, Streamlit asks a server on the internet for its public address, and blocks meanwhile.
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
from kzdash.web.caching import NO_STORE
from kzdash.web.same_origin import is_same_origin

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

LOG = logging.getLogger("kzdash")
# top-level domains that are not public, so only name servers of the intranet resolve them
INTRANET_DOMAINS = ("local", "localhost", "localdomain", "lan", "internal", "intranet", "home.arpa")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
MISDIRECTED, POLICY_VIOLATION = 421, 1008
UNKNOWN_HOST = (
    "本系统不以这个网址中的主机名提供服务，没有打开任何页面。请用单位公布的网址打开；"
    "如果这就是公布的网址，请管理员把主机名写进环境变量 KZDASH_HOSTS，然后重新启动。"
)


class AllowedHosts:
    """Refuses requests to other host names, and websockets from other origins."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        is_socket = scope["type"] == "websocket"
        if not is_own_host(host):
            LOG.warning("refused: a name that is not this server's; KZDASH_HOSTS names more")
            page = PlainTextResponse(UNKNOWN_HOST, MISDIRECTED, NO_STORE)
            await (WebSocketClose(POLICY_VIOLATION) if is_socket else page)(scope, receive, send)
        elif is_socket and origin is not None and not is_same_origin(origin, host):
            LOG.warning("refused: a websocket for another site's page")
            await WebSocketClose(POLICY_VIOLATION)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def is_own_host(host: str) -> bool:
    """Return whether a Host header names this server.

    The settings list the names; without a list, every name of an intranet is this server's.
    """
    name = _name(host)
    if name is None or name in LOOPBACK:
        return name is not None
    if allowed := config.current().hosts:
        return any(name == own or (own[:2] == "*." and name.endswith(own[1:])) for own in allowed)
    # DNS rebinding needs a registered name: an address or a name without a dot is none
    is_inside = "." not in name or name.endswith(tuple(f".{domain}" for domain in INTRANET_DOMAINS))
    return is_inside or _is_address(name) or name == socket.gethostname().lower()


def _name(host: str) -> str | None:
    """Return the name in a Host header without its port; None if the header is malformed."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return None
    more = parts.username or parts.password or parts.path or parts.query or parts.fragment
    return None if more else (parts.hostname or "").rstrip(".")


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
