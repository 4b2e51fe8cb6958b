"""Turn Streamlit's index page into a Chinese one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.responses import FileResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATIC = Path(__file__).parents[1] / "static"
WORDS, OLD, LEAVING = STATIC / "words.js", STATIC / "old.js", STATIC / "leaving.js"
FIXES, DICTIONARY = STATIC / "widget_fixes.js", STATIC / "words.json"
HISTORY, KEYS = STATIC / "history.js", STATIC / "keys.js"
SCRIPTS = {f"/{script.name}": script for script in (LEAVING, WORDS, FIXES, HISTORY, KEYS)}
# words.js reads it; as JSON it is not executed
DICTIONARY_TAG = (
    f'<script type="application/json" id="words">{DICTIONARY.read_text("utf-8")}</script>'
)
# only Streamlit's own page has this title
STREAMLIT_TITLE = b"<title>Streamlit</title>"
SHELL = (
    # inline and first: in an old browser no other script of the page runs
    (b"<head>", f"<head><script>{OLD.read_text('utf-8')}</script>".encode()),
    (b'<html lang="en">', b'<html lang="zh-CN">'),
    (STREAMLIT_TITLE, "<title>计划看板</title>".encode()),
    (
        b"</head>",
        (DICTIONARY_TAG + "".join(f'<script src=".{path}"></script>' for path in SCRIPTS)).encode()
        + b"</head>",
    ),
)


def routes() -> list[Route]:
    """Return the routes of the scripts that the page loads."""
    return [Route(path, _script) for path in SCRIPTS]


async def _script(request: Request) -> FileResponse:
    return FileResponse(SCRIPTS[request.url.path], media_type="text/javascript")


class ChineseShell:
    """Sets the language of Streamlit's index page and adds scripts to it.

    Streamlit has no setting for its language: `words.js` replaces the few English words of its
    widgets by those in `words.json`. `leaving.js` asks before typed text is lost, `history.js`
    makes one step of Back of each view, `keys.js` has the keys of search and items, and
    `widget_fixes.js` fixes what else Streamlit has no setting for. In a browser too old for
    Streamlit, where the page would stay white, `old.js` says so.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

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
                    await _send_page(start, body, send)
            elif start is None or message["type"] != "http.response.pathsend":
                await send(message)

        is_get = scope["type"] == "http" and scope["method"] == "GET"
        await self._app(_without_compression(scope) if is_get else scope, receive, send_rewritten)


def _is_html(start: Message) -> bool:
    return MutableHeaders(scope=start).get("content-type", "").startswith("text/html")


def _without_compression(scope: Scope) -> Scope:
    """Request pages uncompressed and whole, so that they can be rewritten."""
    if "." in scope["path"].rsplit("/", 1)[-1] or scope["path"].startswith("/_stcore"):
        return scope
    dropped = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
    headers = [(name, value) for name, value in scope["headers"] if name not in dropped]
    return {**scope, "headers": headers}


async def _send_page(start: Message, body: bytes, send: Send) -> None:
    for old, new in SHELL if STREAMLIT_TITLE in body else ():
        body = body.replace(old, new, 1)
    headers = MutableHeaders(scope=start)
    headers["content-length"] = str(len(body))
    for name in ("etag", "last-modified"):
        if name in headers:
            del headers[name]
    await send(start)
    await send({"type": "http.response.body", "body": body})
