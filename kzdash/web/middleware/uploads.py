"""Who may send a file, and how much of them this process holds: looked at before one byte is read.

Streamlit takes files of whoever has a page open and keeps each in memory until long after the page
is closed.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from kzdash.errors import KzdashError
from kzdash.reporting import MAX_UPLOAD_MB
from kzdash.web import identity

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from kzdash.runtime.upload_usage import UploadUsage

LOG = logging.getLogger("kzdash")
FOLDER = "/_stcore/upload_file/"
# a file of the size that Streamlit accepts, with the headers of its multipart form
MAX_REQUEST_BYTES = MAX_UPLOAD_MB * 1024 * 1024 + 65_536
# a page has one at a time, and lets go of it when another is chosen
MAX_FILES_PER_PAGE, MAX_BYTES_PER_PAGE = 4, 2 * MAX_REQUEST_BYTES
MAX_FILES_IN_TOTAL, MAX_BYTES_IN_TOTAL = 40, 100_000_000
NEVER_KEPT = {"Cache-Control": "no-store"}
NO_LOGIN = "请先登录，再上传文件。没有上传。"
TOO_BIG = "文件过大，或本页上传的文件太多，没有上传。请刷新本页再试。"
NO_ROOM = "同时上传的文件太多，没有上传。请稍候再试。"
NO_STORE = "数据库暂不可用，没有上传。请稍候再试。"


class UploadLimits:
    """Passes on a file from somebody who may report, while there is room for it.

    With an identity provider, whose log-in only the script can read, it is the page that was drawn
    for such a one.
    """

    def __init__(
        self,
        app: ASGIApp,
        by_provider: Callable[[], bool],
        is_offered: Callable[[str], bool],
        held: Callable[[str], UploadUsage],
    ) -> None:
        self._app, self._by_provider = app, by_provider
        self._is_offered, self._held = is_offered, held
        self._arriving: list[int] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or say why a file is not taken."""
        comes = scope["type"] == "http" and scope["method"] == "PUT"
        if not comes or not scope["path"].startswith(FOLDER):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        refusal, size = await self._stranger(request), _size(request)
        refusal = refusal or self._too_much(_page(request), size)
        if refusal is not None:
            LOG.warning("refused: a file that somebody sends, with status %d", refusal.status_code)
            await refusal(scope, receive, send)
            return
        self._arriving.append(size)
        try:
            await self._app(scope, receive, send)
        finally:
            self._arriving.remove(size)

    async def _stranger(self, request: Request) -> PlainTextResponse | None:
        if self._by_provider():
            known = self._is_offered(_page(request))
        else:
            try:
                me = await run_in_threadpool(identity.current_user, request)
            except KzdashError:
                return PlainTextResponse(NO_STORE, 503, NEVER_KEPT)
            known = me is not None and not me.must_change
        return None if known else PlainTextResponse(NO_LOGIN, 401, NEVER_KEPT)

    def _too_much(self, page: str, size: int) -> PlainTextResponse | None:
        held = self._held(page)
        if (
            size > MAX_REQUEST_BYTES
            or held.files >= MAX_FILES_PER_PAGE
            or held.size + size > MAX_BYTES_PER_PAGE
        ):
            return PlainTextResponse(TOO_BIG, 413, NEVER_KEPT)
        files = held.all_files + len(self._arriving)
        total = held.all_size + sum(self._arriving) + size
        if files >= MAX_FILES_IN_TOTAL or total > MAX_BYTES_IN_TOTAL:
            return PlainTextResponse(NO_ROOM, 507, NEVER_KEPT)
        return None


def _page(request: Request) -> str:
    """The tab that a file is for, as Streamlit names it."""
    return str(request.scope["path"]).removeprefix(FOLDER).partition("/")[0]


def _size(request: Request) -> int:
    """How much is announced; who does not say may send as much as anybody, and no more."""
    told = request.headers.get("content-length", "")
    return int(told) if told.isascii() and told.isdigit() else MAX_REQUEST_BYTES
