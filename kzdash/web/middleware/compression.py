"""Serve Streamlit's scripts and styles compressed.

Streamlit sends them uncompressed, since compressing at every request costs more than it saves. The
files never change while the program runs, so each is compressed once: with gzip at its first
request, and with brotli, which is smaller and slow to make, in the background after that.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import anyio
from starlette.datastructures import Headers
from starlette.responses import Response

from kzdash.web.brotli_files import BrotliFiles

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import ASGIApp, Receive, Scope, Send

FOLDER = "static"
TYPES = {".js": "text/javascript", ".css": "text/css"}
HEADERS = {
    "Vary": "Accept-Encoding",
    # a file's name has the hash of its content; Streamlit sends the same header
    "Cache-Control": "public, immutable, max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    # the full policy comes with the page; with each of a hundred files it would add 40 kB
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'self'",
}


class CompressedAssets:
    """Serves the files in a folder's `static/` compressed; passes on every other request.

    `kept` is the folder that keeps them as brotli.
    """

    def __init__(self, app: ASGIApp, folder: Path, kept: Path) -> None:
        self._app = app
        self._files = {
            f"/{file.relative_to(folder).as_posix()}": file
            for file in sorted((folder / FOLDER).rglob("*"))
            if file.suffix in TYPES
        }
        self._brotli = BrotliFiles(kept, self._files.values())
        self._cache: dict[str, bytes] = {}
        self._lock = anyio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a compressed file if the browser accepts one."""
        if scope["type"] != "http" or not self._can_serve(scope):
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        packed = self._brotli.get(self._files[path]) if _takes(scope, "br") else None
        encoding = "gzip" if packed is None else "br"
        response = Response(packed or await self._compressed(path), 200, HEADERS)
        response.headers["Content-Encoding"] = encoding
        response.headers["Content-Type"] = f"{TYPES[self._files[path].suffix]}; charset=utf-8"
        await response(scope, receive, send)

    def _can_serve(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        return (
            scope["path"] in self._files
            and scope["method"] in {"GET", "HEAD"}
            and _takes(scope, "gzip")
            and not {"range", "if-none-match", "if-modified-since"}.intersection(headers)
        )

    async def _compressed(self, path: str) -> bytes:
        if path not in self._cache:
            async with self._lock:
                if path not in self._cache:
                    self._cache[path] = await anyio.to_thread.run_sync(_compress, self._files[path])
        return self._cache[path]


def _takes(scope: Scope, encoding: str) -> bool:
    offered = Headers(scope=scope).get("accept-encoding", "").split(",")
    return encoding in {one.partition(";")[0].strip() for one in offered}


def _compress(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), mtime=0)
