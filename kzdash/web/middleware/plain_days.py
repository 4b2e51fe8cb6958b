"""Pages asked for with a day that is written in another way than a date field reads."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from starlette.responses import RedirectResponse

from kzdash.domain.parsing import parse_date
from kzdash.errors import ParseError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

DAYS = ("as_of", "since")


class IsoDates:
    """Leads to the same page with its days written 2025-06-30, as Streamlit reads them.

    Else Streamlit takes such a day out of the address, and who keeps that or loads the page again
    is shown today. What is no day stays, for the page to say so.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or lead there."""
        query = scope.get("query_string", b"").decode("latin-1")
        plain = _plain(query) if scope["type"] == "http" and scope["method"] == "GET" else query
        # without a path, which stays as it is
        there = self._app if plain == query else RedirectResponse(f"?{plain}")
        await there(scope, receive, send)


def _plain(query: str) -> str:
    given = parse_qsl(query, keep_blank_values=True)
    read = [(name, _day(value) if name in DAYS else value) for name, value in given]
    return query if read == given else urlencode(read)


def _day(value: str) -> str:
    try:
        found = parse_date(value)
    except ParseError:
        return value
    return found.isoformat() if found else value
