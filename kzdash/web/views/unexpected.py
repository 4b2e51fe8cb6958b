"""The page for an error that nobody foresaw on the way to a page: a sentence, and its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse

from kzdash.errors import chinese
from kzdash.runtime import logs
from kzdash.web.middleware.security_headers import HEADERS

if TYPE_CHECKING:
    from starlette.requests import Request


async def unexpected_error(_request: Request, error: Exception) -> PlainTextResponse:
    """Answer with the number by which the log knows the error."""
    words = chinese.unexpected_error(logs.log_unexpected("a request failed", error))
    # what sets the headers of other answers is passed by here
    return PlainTextResponse(words, 500, {**HEADERS, "Cache-Control": "no-store"})
