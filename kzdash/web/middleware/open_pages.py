"""Limit the number of open pages, and say so to the browser that would be one too many.

Each open page holds a websocket; without a limit the process runs out of file descriptors, and
then nobody can log in or report either.
"""

from __future__ import annotations

import logging
from collections import Counter
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.websockets import WebSocketClose

from kzdash.runtime import open_files
from kzdash.web import client_address
from kzdash.web.views import documents, evidence, login, print_pages

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

LOG = logging.getLogger("kzdash")
TRY_LATER = 1013
RETRY_AFTER_S = 60
# one machine may open half of them; loopback may be a proxy that stands for many machines
SHARE = 2
UNLIMITED = {"127.0.0.1", "::1", ""}
FULL = (
    "同时打开的页面太多，暂时不能再打开。已打开的页面和已填报的数据不受影响。"
    "请关闭不用的页面，一分钟后再打开；若一直如此，请告诉管理员。"
)


class OpenPageLimit:
    """Counts open websockets; refuses a page or websocket beyond the limit."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open_pages: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count a websocket while it is open; refuse one beyond the limit."""
        machine = client_address.counted_address(scope.get("client"))
        if scope["type"] == "websocket":
            await self._open(machine, scope, receive, send)
        elif scope["type"] == "http" and _is_page(scope) and self._is_full(machine):
            LOG.warning("refused: a page, for too many are open")
            response = print_pages.message_page(FULL, 503)
            response.headers["Retry-After"] = str(RETRY_AFTER_S)
            await response(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _open(self, machine: str, scope: Scope, receive: Receive, send: Send) -> None:
        if self._is_full(machine):
            LOG.warning("refused: a websocket, for too many pages are open")
            await WebSocketClose(TRY_LATER)(scope, receive, send)
            return
        self._open_pages[machine] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._open_pages -= Counter({machine: 1})

    def _is_full(self, machine: str) -> bool:
        limit = open_files.max_pages()
        of_machine = 0 if machine in UNLIMITED else self._open_pages[machine]
        return self._open_pages.total() >= limit or of_machine >= max(1, limit // SHARE)


def _is_page(scope: Scope) -> bool:
    """Return whether a browser requests a page that will open a websocket."""
    path = scope["path"]
    is_other = path in login.PATHS or path.startswith(
        (print_pages.FOLDER, documents.FOLDER, evidence.FOLDER, "/_stcore/")
    )
    accepts_html = "text/html" in Headers(scope=scope).get("accept", "")
    return accepts_html and scope["method"] == "GET" and not is_other and "." not in path
