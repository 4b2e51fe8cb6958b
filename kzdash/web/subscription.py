"""The calendar that others subscribe to: what is due, as it stands today."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kzdash import clock, sentences
from kzdash.board import board as board_of
from kzdash.documents import ics
from kzdash.errors import KzdashError
from kzdash.web import visitor

if TYPE_CHECKING:
    from starlette.requests import Request

LOG = logging.getLogger("kzdash")
PATH = "/calendar.ics"


def routes() -> list[Route]:
    """Return the route of the calendar, whose address never changes."""
    return [Route(PATH, _calendar)]


def _calendar(_request: Request) -> Response:
    try:
        board = board_of(visitor.store(), clock.today())
    except KzdashError as error:
        LOG.warning("%s", error)
        words = sentences.SENTENCES.get(type(error), sentences.UNEXPECTED)
        return PlainTextResponse(words.replace("`", ""), 503, {"Cache-Control": "no-store"})
    return Response(
        ics.make(board), media_type="text/calendar", headers={"Cache-Control": "no-cache"}
    )
