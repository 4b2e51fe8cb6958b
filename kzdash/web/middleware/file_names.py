"""Files that are given under a Chinese name alone, given one of plain ASCII beside it.

What reads no `filename*` would name such a file after the last part of its address, which for
Streamlit's own downloads is a number.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAME, STARRED = "kzdash", "; filename*=utf-8''"
SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}", re.ASCII)


class AsciiFileNames:
    """Adds a plain name to every answer that names its file only by a starred one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, adding a name to what comes back."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if given := headers.get("Content-Disposition"):
                    headers["Content-Disposition"] = with_plain_name(given)
            await send(message)

        await self._app(scope, receive, sending)


def with_plain_name(disposition: str) -> str:
    """Put a plain name before the starred one, unless there is one already."""
    kind, starred, name = disposition.partition(STARRED)
    if not starred or "filename=" in kind:
        return disposition
    suffix = PurePath(unquote(name)).suffix
    plain = f"{NAME}{suffix}" if SUFFIX.fullmatch(suffix) else NAME
    return f'{kind}; filename="{plain}"{starred}{name}'
