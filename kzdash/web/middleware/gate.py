"""Let only logged-in users read, if the settings say so."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse

from kzdash.errors import KzdashError, chinese
from kzdash.runtime import config
from kzdash.web import identity
from kzdash.web.caching import NO_STORE
from kzdash.web.middleware import shell
from kzdash.web.views import (
    calendar,
    documents,
    evidence,
    handbook,
    health,
    login,
    plain_pages,
    print_pages,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

STREAMLIT_FOLDER = "/_stcore/"
# what browsers request there; the rest describes the server and is open to loopback only
BROWSER_PATHS = tuple(
    f"{STREAMLIT_FOLDER}{name}" for name in ("stream", "health", "host-config", "upload_file")
)
LOOPBACK = ("127.0.0.1", "::1")
# open to everybody, since they hold no data of the plan. Downloads of pages (/media) and the code
# of components (/component) need a login: a browser sends its cookie with those requests
OPEN_FOLDERS = (STREAMLIT_FOLDER, "/static/", handbook.FOLDER)
OPEN_PATHS = {*shell.SCRIPTS, health.PATH, handbook.PATH, *login.PATHS}
# these responses hold data; a page of Streamlit's has none until its script has run
DATA_PATHS = (
    print_pages.FOLDER,
    plain_pages.FOLDER,
    documents.FOLDER,
    evidence.FOLDER,
    calendar.PATH,
)
PAGES_ONLY = "本系统设为登录后才能查看，由统一身份登录的只能在页面上查看，不能打开这个网址。"


class AccessGate:
    """Sends users without a login to the log-in page, if the settings ask readers to log in.

    Websockets pass: refusing one would freeze the browser tab, and the main script checks the login
    again. With an identity provider every page passes, since only the script can read a login that
    Streamlit keeps; the path of a download is the hash of its content, so only those who have seen
    the page know it. Paths that return data themselves are then closed.
    """

    def __init__(self, app: ASGIApp, by_provider: Callable[[], bool]) -> None:
        self._app, self._by_provider = app, by_provider

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        refusal = await self._refusal(Request(scope)) if scope["type"] == "http" else None
        await (refusal or self._app)(scope, receive, send)

    async def _refusal(self, request: Request) -> Response | None:
        # the path that the router matches; `request.url` drops tabs and line breaks
        path = request.scope["path"]
        is_internal = path.startswith(STREAMLIT_FOLDER) and not path.startswith(BROWSER_PATHS)
        if is_internal and not _is_local(request):
            return PlainTextResponse("没有这个网址。", 404)
        if self._by_provider():
            return _refusal_with_provider(path)
        if not config.current().login_to_read:
            return None
        if path in OPEN_PATHS or path.startswith(OPEN_FOLDERS):
            return None
        return await run_in_threadpool(_refusal_without_login, request)


def _is_local(request: Request) -> bool:
    return request.client is not None and request.client.host in LOOPBACK


def _refusal_with_provider(path: str) -> Response | None:
    if path in login.PATHS:
        # passwords are off if an identity provider logs people in
        return RedirectResponse("/", 303)
    if config.current().login_to_read and path.startswith(DATA_PATHS):
        return PlainTextResponse(PAGES_ONLY, 403, NO_STORE)
    return None


def _refusal_without_login(request: Request) -> Response | None:
    is_page = request.method in {"GET", "HEAD"} and "text/html" in request.headers.get("accept", "")
    try:
        me = identity.current_user(request)
    except KzdashError:
        # a page has no data until its script runs, and the script says what is wrong
        if is_page and not request.scope["path"].startswith(DATA_PATHS):
            return None
        return PlainTextResponse(chinese.UNAVAILABLE, 503, NO_STORE)
    if me and me.may_read:
        return None
    if not is_page:
        return PlainTextResponse("请先登录。", 401, NO_STORE)
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    path = "/password" if me else "/login"
    return RedirectResponse(f"{path}?{urlencode({'next': here})}", 303, NO_STORE)
