"""Add an ASCII file name to downloads that have only a Chinese one.

A client that does not know `filename*` names the file after the last part of the url, which is a
number for Streamlit's own downloads.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAME, ENCODED_NAME = "kzdash", "; filename*=utf-8''"
SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}", re.ASCII)


class AsciiFileNames:
    """Adds `filename` to each response that has only `filename*`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and edit the headers of the response."""

        async def send_with_name(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if disposition := headers.get("Content-Disposition"):
                    headers["Content-Disposition"] = with_ascii_name(disposition)
            await send(message)

        await self._app(scope, receive, send_with_name)


def with_ascii_name(disposition: str) -> str:
    """Put an ASCII name before the encoded one in a Content-Disposition that has no other."""
    kind, separator, name = disposition.partition(ENCODED_NAME)
    if not separator or "filename=" in kind:
        return disposition
    suffix = PurePath(unquote(name)).suffix
    ascii_name = f"{NAME}{suffix}" if SUFFIX.fullmatch(suffix) else NAME
    return f'{kind}; filename="{ascii_name}"{separator}{name}'
