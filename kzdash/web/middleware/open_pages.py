"""How many pages are open: where there is no room for one more, a sentence says so.

Each open page is a websocket that stays; without a bound the files of this process run out, and
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
from kzdash.web.views import documents, login, print_pages

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

LOG = logging.getLogger("kzdash")
TRY_LATER = 1013
RETRY_AFTER_S = 60
# one machine alone does not take all; a proxy on this one that is not believed stands for many
SHARE = 2
OF_MANY = {"127.0.0.1", "::1", ""}
FULL = (
    "同时打开的页面太多，暂时不能再打开。已打开的页面和已填报的数据不受影响。"
    "请关闭不用的页面，一分钟后再打开；若一直如此，请告诉管理员。"
)


class OpenPageLimit:
    """Counts websockets, and turns away who would be one too many before anything is opened."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._of_machine: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count a websocket for as long as it is open; pass on, or say that there is no room."""
        machine = client_address.counted_address(scope.get("client"))
        if scope["type"] == "websocket":
            await self._open(machine, scope, receive, send)
        elif scope["type"] == "http" and _is_page(scope) and self._is_full(machine):
            LOG.warning("refused: a page, for too many are open")
            answer = print_pages.message(FULL, 503)
            answer.headers["Retry-After"] = str(RETRY_AFTER_S)
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _open(self, machine: str, scope: Scope, receive: Receive, send: Send) -> None:
        if self._is_full(machine):
            LOG.warning("refused: a websocket, for too many pages are open")
            await WebSocketClose(TRY_LATER)(scope, receive, send)
            return
        self._of_machine[machine] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._of_machine -= Counter({machine: 1})

    def _is_full(self, machine: str) -> bool:
        most = open_files.max_pages()
        of_this = 0 if machine in OF_MANY else self._of_machine[machine]
        return self._of_machine.total() >= most or of_this >= max(1, most // SHARE)


def _is_page(scope: Scope) -> bool:
    """Whether a browser asks for a page that will open a websocket."""
    path = scope["path"]
    beside = path in login.PATHS or path.startswith(
        (print_pages.FOLDER, documents.FOLDER, "/_stcore/")
    )
    wanted = "text/html" in Headers(scope=scope).get("accept", "")
    return wanted and scope["method"] == "GET" and not beside and "." not in path
