"""Limit uploads before their first byte is read: who may send a file, how large, how many.

Streamlit accepts a file from every open page, and keeps it in memory until long after the page is
closed.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from kzdash.domain.rules import MAX_FILE_BYTES
from kzdash.errors import KzdashError
from kzdash.web import identity
from kzdash.web.caching import NO_STORE

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from kzdash.runtime.upload_usage import UploadUsage

LOG = logging.getLogger("kzdash")
FOLDER = "/_stcore/upload_file/"
# the largest file that a form accepts, with the headers of its multipart form
MAX_REQUEST_BYTES = MAX_FILE_BYTES + 65_536
# the office brings back the forms of all units at once, each of some fifty thousand bytes
MAX_FILES_PER_PAGE, MAX_BYTES_PER_PAGE = 60, 3 * MAX_REQUEST_BYTES
MAX_FILES_IN_TOTAL, MAX_BYTES_IN_TOTAL = 240, 200_000_000
NO_LOGIN = "请先登录，再上传文件。没有上传。"
TOO_LARGE = "文件过大，或本页上传的文件太多，没有上传。请刷新本页再试。"
NO_ROOM = "同时上传的文件太多，没有上传。请稍候再试。"
STORE_DOWN = "数据库暂不可用，没有上传。请稍候再试。"


class UploadLimits:
    """Passes on an upload of a user who may report, as long as the limits hold.

    Only the script can read the login of an identity provider; then the upload must come from a
    page that the script has drawn for such a user: `is_offered` says so. `held` returns the files
    in memory.
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
        """Pass the request on, or refuse the file."""
        is_put = scope["type"] == "http" and scope["method"] == "PUT"
        if not is_put or not scope["path"].startswith(FOLDER):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        refusal, size = await self._login_refusal(request), _content_length(request)
        refusal = refusal or self._size_refusal(_session_id(request), size)
        if refusal is not None:
            LOG.warning("refused: a file that somebody sends, with status %d", refusal.status_code)
            await refusal(scope, receive, send)
            return
        self._arriving.append(size)
        try:
            await self._app(scope, receive, send)
        finally:
            self._arriving.remove(size)

    async def _login_refusal(self, request: Request) -> PlainTextResponse | None:
        if self._by_provider():
            may_report = self._is_offered(_session_id(request))
        else:
            try:
                me = await run_in_threadpool(identity.current_user, request)
            except KzdashError:
                return PlainTextResponse(STORE_DOWN, 503, NO_STORE)
            may_report = me is not None and not me.must_change
        return None if may_report else PlainTextResponse(NO_LOGIN, 401, NO_STORE)

    def _size_refusal(self, session_id: str, size: int) -> PlainTextResponse | None:
        held = self._held(session_id)
        if (
            size > MAX_REQUEST_BYTES
            or held.files >= MAX_FILES_PER_PAGE
            or held.size + size > MAX_BYTES_PER_PAGE
        ):
            return PlainTextResponse(TOO_LARGE, 413, NO_STORE)
        files = held.all_files + len(self._arriving)
        total = held.all_size + sum(self._arriving) + size
        if files >= MAX_FILES_IN_TOTAL or total > MAX_BYTES_IN_TOTAL:
            return PlainTextResponse(NO_ROOM, 507, NO_STORE)
        return None


def _session_id(request: Request) -> str:
    """Return the id of the Streamlit session, that is the browser tab, that the file is for."""
    return str(request.scope["path"]).removeprefix(FOLDER).partition("/")[0]


def _content_length(request: Request) -> int:
    """Return the announced size; a request without one counts as the largest allowed."""
    length = request.headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else MAX_REQUEST_BYTES
