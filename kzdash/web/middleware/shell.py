"""A shell around Streamlit's pages that speaks Chinese."""

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
# for words.js to read: nothing of it is run
DICTIONARY_TAG = (
    f'<script type="application/json" id="words">{DICTIONARY.read_text("utf-8")}</script>'
)
# what tells Streamlit's page from those that are laid out here
STREAMLIT = b"<title>Streamlit</title>"
SHELL = (
    # first of all, and in the page itself: nothing else of it runs in an old browser
    (b"<head>", f"<head><script>{OLD.read_text('utf-8')}</script>".encode()),
    (b'<html lang="en">', b'<html lang="zh-CN">'),
    (b"<title>Streamlit</title>", "<title>计划看板</title>".encode()),
    (
        b"</head>",
        (DICTIONARY_TAG + "".join(f'<script src=".{path}"></script>' for path in SCRIPTS)).encode()
        + b"</head>",
    ),
)


def routes() -> list[Route]:
    """Return the routes of the scripts that the shell brings."""
    return [Route(path, _script) for path in SCRIPTS]


async def _script(request: Request) -> FileResponse:
    return FileResponse(SCRIPTS[request.url.path], media_type="text/javascript")


class ChineseShell:
    """Rewrites Streamlit's index page: its language, and the words of its own widgets.

    Streamlit has no setting for either; `words.js` replaces the few English words it shows by those
    of `words.json`, `leaving.js` asks before what was typed into a form is lost, `history.js` makes
    one step of Back of each view, `keys.js` has the keys of the search and of items, and
    `widget_fixes.js` mends what else Streamlit has no setting for. In a browser too old for
    Streamlit `old.js` says so, where else the page would stay white.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, holding back an HTML answer until it is whole."""
        start: Message | None = None
        body = b""

        async def sending(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _is_html(message):
                start = message
            elif start is not None and message["type"] == "http.response.body":
                body += message.get("body", b"")
                if not message.get("more_body"):
                    await _send_shell(start, body, send)
            elif start is None or message["type"] != "http.response.pathsend":
                await send(message)

        plain = scope["type"] == "http" and scope["method"] == "GET"
        await self._app(_without_compression(scope) if plain else scope, receive, sending)


def _is_html(start: Message) -> bool:
    return MutableHeaders(scope=start).get("content-type", "").startswith("text/html")


def _without_compression(scope: Scope) -> Scope:
    """Ask for pages, which are small, as they are; scripts and data may still be compressed."""
    if "." in scope["path"].rsplit("/", 1)[-1] or scope["path"].startswith("/_stcore"):
        return scope
    unwanted = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
    kept = [(name, value) for name, value in scope["headers"] if name not in unwanted]
    return {**scope, "headers": kept}


async def _send_shell(start: Message, body: bytes, send: Send) -> None:
    for old, new in SHELL if STREAMLIT in body else ():
        body = body.replace(old, new, 1)
    headers = MutableHeaders(scope=start)
    headers["content-length"] = str(len(body))
    for name in ("etag", "last-modified"):
        if name in headers:
            del headers[name]
    await send(start)
    await send({"type": "http.response.body", "body": body})
