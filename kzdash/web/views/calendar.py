"""The calendar of due dates that calendar programs subscribe to, as of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kzdash.board import cached_board
from kzdash.runtime import clock
from kzdash.web import identity, query
from kzdash.web.caching import NO_STORE

if TYPE_CHECKING:
    from starlette.requests import Request

PATH = "/calendar.ics"


def routes() -> list[Route]:
    """Return the route of the calendar; its url never changes."""
    return [Route(PATH, query.queued(_calendar, _message))]


def _calendar(_request: Request) -> Response:
    from kzdash.documents import calendar  # noqa: PLC0415 - its library is loaded when asked for

    board = cached_board(identity.store(), clock.today())
    return Response(
        calendar.make(board, clock.now()),
        media_type="text/calendar",
        headers={"Cache-Control": "no-cache"},
    )


def _message(words: str, status: int) -> Response:
    return PlainTextResponse(words, status, NO_STORE)
