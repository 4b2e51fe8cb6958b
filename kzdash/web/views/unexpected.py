"""The response to an unexpected error: a sentence with the number of its log entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse

from kzdash.errors import chinese
from kzdash.runtime import logs
from kzdash.web.caching import NO_STORE
from kzdash.web.middleware.security_headers import HEADERS

if TYPE_CHECKING:
    from starlette.requests import Request


async def unexpected_error(_request: Request, error: Exception) -> PlainTextResponse:
    """Log the error and return its number in a sentence."""
    words = chinese.unexpected_error(logs.log_unexpected("a request failed", error))
    # this response does not pass the middleware that sets the headers of others
    return PlainTextResponse(words, 500, {**HEADERS, **NO_STORE})
