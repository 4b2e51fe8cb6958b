"""Turn Streamlit's index page into a Chinese one."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route

from kzdash.web.caching import NO_STORE
from kzdash.web.first_screen import compose_first_screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATIC = Path(__file__).parents[1] / "static"
WORDS, LEAVING = STATIC / "words.js", STATIC / "leaving.js"
FIXES, DICTIONARY = STATIC / "widget_fixes.js", STATIC / "words.json"
HISTORY, KEYS, PRINTING = STATIC / "history.js", STATIC / "keys.js", STATIC / "printing.js"
FIRST, CONNECTION = STATIC / "first_screen.js", STATIC / "connection.js"
SCRIPTS = {
    f"/{script.name}": script
    for script in (LEAVING, WORDS, FIXES, HISTORY, KEYS, PRINTING, FIRST, CONNECTION)
}
# words.js reads it; as JSON it is not executed
DICTIONARY_TAG = (
    f'<script type="application/json" id="words">{DICTIONARY.read_text("utf-8")}</script>'
)
# only Streamlit's own page has this title
STREAMLIT_TITLE = b"<title>Streamlit</title>"
SHELL = (
    (b'<html lang="en">', b'<html lang="zh-CN">'),
    (STREAMLIT_TITLE, "<title>计划看板</title>".encode()),
    (b"</head>", DICTIONARY_TAG.encode() + b"</head>"),
)
OWN_TAGS = "".join(f'<script src=".{path}"></script>' for path in SCRIPTS)
# what makes the browser load Streamlit, and its words for where scripts are off
STREAMLIT_TAGS = re.compile(
    r'<script type="module"[^>]*></script>'
    r'|<link[^>]*rel="(?:modulepreload|preload|stylesheet)"[^>]*>'
)
NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
# half of the time that the usual level takes, for a tenth more bytes
COMPRESSION = 4
ROOT = '<div id="root">'


def routes() -> list[Route]:
    """Return the routes of the scripts that the page loads."""
    return [Route(path, _script) for path in SCRIPTS]


async def _script(request: Request) -> FileResponse:
    return FileResponse(SCRIPTS[request.url.path], media_type="text/javascript")


class ChineseShell:
    """Sets the language of Streamlit's index page, and adds a first screen and scripts to it.

    Streamlit has no setting for its language: `words.js` replaces the few English words of its
    widgets by those in `words.json`. `leaving.js` asks before typed text is lost, `history.js`
    makes one step of Back of each view, `keys.js` has the keys of search and items, and
    `widget_fixes.js` fixes what else Streamlit has no setting for. `printing.js` prints
    sheets instead of screens. `first_screen.js` takes the
    first screen away when Streamlit has drawn the page; in a browser too old for that it stays.
    `connection.js` says that the network is cut.
    """

    def __init__(self, app: ASGIApp, by_provider: Callable[[], bool]) -> None:
        self._app, self._by_provider = app, by_provider

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; buffer an HTML response, and send it rewritten."""
        start: Message | None = None
        body = b""

        async def send_rewritten(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _is_html(message):
                start = message
            elif start is not None and message["type"] == "http.response.body":
                body += message.get("body", b"")
                if not message.get("more_body"):
                    await self._send_page(scope, start, body, send)
            elif start is None or message["type"] != "http.response.pathsend":
                await send(message)

        is_get = scope["type"] == "http" and scope["method"] == "GET"
        await self._app(_without_compression(scope) if is_get else scope, receive, send_rewritten)

    async def _send_page(self, scope: Scope, start: Message, body: bytes, send: Send) -> None:
        headers = MutableHeaders(scope=start)
        if STREAMLIT_TITLE in body:
            provider = self._by_provider()
            body = await _with_first_screen(body, Request(scope), by_provider=provider)
            headers["cache-control"] = NO_STORE["Cache-Control"]
            if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
                body = gzip.compress(body, COMPRESSION, mtime=0)
                headers["content-encoding"] = "gzip"
            headers.add_vary_header("Accept-Encoding")
        headers["content-length"] = str(len(body))
        for name in ("etag", "last-modified"):
            if name in headers:
                del headers[name]
        await send(start)
        await send({"type": "http.response.body", "body": body})


def _is_html(start: Message) -> bool:
    return MutableHeaders(scope=start).get("content-type", "").startswith("text/html")


def _without_compression(scope: Scope) -> Scope:
    """Request pages uncompressed and whole, so that they can be rewritten."""
    if "." in scope["path"].rsplit("/", 1)[-1] or scope["path"].startswith("/_stcore"):
        return scope
    dropped = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
    headers = [(name, value) for name, value in scope["headers"] if name not in dropped]
    return {**scope, "headers": headers}


async def _with_first_screen(body: bytes, request: Request, *, by_provider: bool) -> bytes:
    """Put the first screen before Streamlit's root, and Streamlit's own tags after both."""
    for old, new in SHELL:
        body = body.replace(old, new, 1)
    page = NOSCRIPT.sub("", body.decode())
    later = OWN_TAGS + "".join(STREAMLIT_TAGS.findall(page))
    screen = await compose_first_screen(request, later, by_provider=by_provider)
    return STREAMLIT_TAGS.sub("", page).replace(ROOT, f"{screen}{ROOT}", 1).encode()
