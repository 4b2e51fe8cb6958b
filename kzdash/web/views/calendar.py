"""The calendar of due dates that calendar programs subscribe to, as of today; one a unit, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kzdash.board import cached_board
from kzdash.documents import items_led_by
from kzdash.errors import NoUnitError, chinese
from kzdash.runtime import clock
from kzdash.web import identity, query
from kzdash.web.caching import NO_STORE

if TYPE_CHECKING:
    from starlette.requests import Request

PATH = "/calendar.ics"


def routes() -> list[Route]:
    """Return the route of the calendar, with `?unit=` of a unit's own; its url never changes."""
    return [Route(PATH, query.queued(_calendar, _message))]


def _calendar(request: Request) -> Response:
    from kzdash.documents import calendar  # noqa: PLC0415 - its library is loaded when asked for

    board, unit = cached_board(identity.store(), clock.today()), request.query_params.get("unit")
    try:
        items_led_by(board, unit or "")
    except NoUnitError as error:
        return _message(chinese.unknown_unit(error.unit), 404)
    return Response(
        calendar.make(board, clock.now(), unit or ""),
        media_type="text/calendar",
        headers={"Cache-Control": "no-cache"},
    )


def _message(words: str, status: int) -> Response:
    return PlainTextResponse(words, status, NO_STORE)
