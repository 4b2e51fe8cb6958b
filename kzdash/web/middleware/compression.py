"""Streamlit's own scripts and styles, sent compressed: each is compressed once and kept.

Streamlit sends them as they are, for compressing at every request costs more than it saves. They
never change while the program runs, so here the first who asks for one pays for all after.
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
    # their names hold a hash of what is in them; a year, as Streamlit says itself
    "Cache-Control": "public, immutable, max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    # what binds a page is said with the page; said in full with a hundred files it is 40 kB
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'self'",
}


class CompressedAssets:
    """Answers for what lies in a folder's `static/` compressed, and passes on all else."""

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        self._app = app
        self._files = {
            f"/{file.relative_to(folder).as_posix()}": file
            for file in sorted((folder / FOLDER).rglob("*"))
            if file.suffix in TYPES
        }
        self._kept: dict[str, bytes] = {}
        self._one_at_a_time = anyio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the compressed file where one is asked for and can be read."""
        if scope["type"] != "http" or not self._may_answer(scope):
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        answer = Response(await self._compressed(path), 200, HEADERS)
        answer.headers["Content-Type"] = f"{TYPES[self._files[path].suffix]}; charset=utf-8"
        await answer(scope, receive, send)

    def _may_answer(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        return (
            scope["path"] in self._files
            and scope["method"] in {"GET", "HEAD"}
            and "gzip" in headers.get("accept-encoding", "")
            and not {"range", "if-none-match", "if-modified-since"}.intersection(headers)
        )

    async def _compressed(self, path: str) -> bytes:
        if path not in self._kept:
            async with self._one_at_a_time:
                if path not in self._kept:
                    self._kept[path] = await anyio.to_thread.run_sync(_read, self._files[path])
        return self._kept[path]


def _read(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), mtime=0)
