"""Serve Streamlit's scripts and styles compressed.

Streamlit sends them uncompressed, since compressing at every request costs more than it saves. The
files never change while the program runs, so each is compressed once, at its first request.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import anyio
from starlette.datastructures import Headers
from starlette.responses import Response

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import ASGIApp, Receive, Scope, Send

FOLDER = "static"
TYPES = {".js": "text/javascript", ".css": "text/css"}
HEADERS = {
    "Content-Encoding": "gzip",
    "Vary": "Accept-Encoding",
    # a file's name has the hash of its content; Streamlit sends the same header
    "Cache-Control": "public, immutable, max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    # the full policy comes with the page; with each of a hundred files it would add 40 kB
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'self'",
}


class CompressedAssets:
    """Serves the files in a folder's `static/` compressed; passes on every other request."""

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        self._app = app
        self._files = {
            f"/{file.relative_to(folder).as_posix()}": file
            for file in sorted((folder / FOLDER).rglob("*"))
            if file.suffix in TYPES
        }
        self._cache: dict[str, bytes] = {}
        self._lock = anyio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a compressed file if the browser accepts one."""
        if scope["type"] != "http" or not self._can_serve(scope):
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        response = Response(await self._compressed(path), 200, HEADERS)
        response.headers["Content-Type"] = f"{TYPES[self._files[path].suffix]}; charset=utf-8"
        await response(scope, receive, send)

    def _can_serve(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        return (
            scope["path"] in self._files
            and scope["method"] in {"GET", "HEAD"}
            and "gzip" in headers.get("accept-encoding", "")
            and not {"range", "if-none-match", "if-modified-since"}.intersection(headers)
        )

    async def _compressed(self, path: str) -> bytes:
        if path not in self._cache:
            async with self._lock:
                if path not in self._cache:
                    self._cache[path] = await anyio.to_thread.run_sync(_compress, self._files[path])
        return self._cache[path]


def _compress(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), mtime=0)
