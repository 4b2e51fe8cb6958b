"""Rewrite days in urls to ISO format, the only one that Streamlit's date fields read."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from starlette.responses import RedirectResponse

from kzdash.domain.parsing import parse_date
from kzdash.errors import ParseError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

DATE_PARAMETERS = ("as_of", "since")


class IsoDates:
    """Redirects to the same page with its days written as 2025-06-30.

    Streamlit drops a day in another format from the url, so a bookmark or a reload would show
    today. A text that is no day stays, and the page warns about it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or redirect it."""
        query = scope.get("query_string", b"").decode("latin-1")
        is_get = scope["type"] == "http" and scope["method"] == "GET"
        rewritten = _with_iso_dates(query) if is_get else query
        # a redirect to a query alone keeps the path
        response = self._app if rewritten == query else RedirectResponse(f"?{rewritten}")
        await response(scope, receive, send)


def _with_iso_dates(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    rewritten = [
        (name, _iso_date(value) if name in DATE_PARAMETERS else value) for name, value in pairs
    ]
    return query if rewritten == pairs else urlencode(rewritten)


def _iso_date(value: str) -> str:
    try:
        day = parse_date(value)
    except ParseError:
        return value
    return day.isoformat() if day else value
