"""Who may read: everybody, or only those logged in where the settings ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse

from kzdash.errors import KzdashError, chinese
from kzdash.runtime import config
from kzdash.web import identity
from kzdash.web.middleware import shell
from kzdash.web.views import calendar, documents, health, login, print_pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

# Streamlit's program and its pulse hold no figures. The files that pages offer (/media) and the
# code of components (/component) are asked for by the browser of whoever sees the page, which
# sends its cookie along, so they stay behind the gate.
INNER = "/_stcore/"
# all that a browser asks Streamlit for; the rest of it tells of the server, and is for its keeper
OF_BROWSERS = tuple(f"{INNER}{name}" for name in ("stream", "health", "host-config", "upload_file"))
LOOPBACK = ("127.0.0.1", "::1")
OPEN_FOLDERS = ("/_stcore/", "/static/")
OPEN_PATHS = {*shell.SCRIPTS, health.PATH, *login.PATHS}
# these answer with figures themselves, where a page of Streamlit's holds none before its script ran
WITH_FIGURES = (print_pages.FOLDER, documents.FOLDER, calendar.PATH)
NEVER_KEPT = {"Cache-Control": "no-store"}
BY_PAGES_ONLY = "本系统设为登录后才能查看，由统一身份登录的只能在页面上查看，不能打开这个网址。"


class AccessGate:
    """Sends whoever is not logged in to the log-in page, where reading needs an account.

    A websocket passes: a refused one freezes the tab, and the main script asks again who it is.
    With an identity provider all passes, for Streamlit keeps that login and only the script can
    read it; a file's path is then the hash of its content, which only its readers know. What
    answers with figures itself is closed then.
    """

    def __init__(self, app: ASGIApp, by_provider: Callable[[], bool]) -> None:
        self._app, self._by_provider = app, by_provider

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or answer with the way in."""
        answer = await self._answer(Request(scope)) if scope["type"] == "http" else None
        await (answer or self._app)(scope, receive, send)

    async def _answer(self, request: Request) -> Response | None:
        # as the routes read it: the address made of it has lost its tabs and line breaks
        path = request.scope["path"]
        if path.startswith(INNER) and not path.startswith(OF_BROWSERS) and not _is_near(request):
            return PlainTextResponse("没有这个网址。", 404)
        if self._by_provider():
            return _beside_provider(path)
        if not config.current().login_to_read:
            return None
        if path in OPEN_PATHS or path.startswith(OPEN_FOLDERS):
            return None
        return await run_in_threadpool(_answer, request)


def _is_near(request: Request) -> bool:
    return request.client is not None and request.client.host in LOOPBACK


def _beside_provider(path: str) -> Response | None:
    if path in login.PATHS:
        # no password opens what the provider guards
        return RedirectResponse("/", 303)
    if config.current().login_to_read and path.startswith(WITH_FIGURES):
        return PlainTextResponse(BY_PAGES_ONLY, 403, NEVER_KEPT)
    return None


def _answer(request: Request) -> Response | None:
    is_page = request.method in {"GET", "HEAD"} and "text/html" in request.headers.get("accept", "")
    try:
        me = identity.current_user(request)
    except KzdashError:
        # a page itself holds nothing, and its script says what is wrong
        if is_page and not request.scope["path"].startswith(WITH_FIGURES):
            return None
        return PlainTextResponse(chinese.UNAVAILABLE, 503, NEVER_KEPT)
    if me and me.may_read:
        return None
    if not is_page:
        return PlainTextResponse("请先登录。", 401, NEVER_KEPT)
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    way = "/password" if me else "/login"
    return RedirectResponse(f"{way}?{urlencode({'next': asked})}", 303, NEVER_KEPT)
