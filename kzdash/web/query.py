"""Read the day and board that a url requests, and make documents one at a time."""

from __future__ import annotations

import logging
from collections import Counter
from typing import TYPE_CHECKING

import anyio

from kzdash.board import cached_board
from kzdash.board.closing import read_closings
from kzdash.board.meetings import last_meeting_day
from kzdash.documents.slides import BriefingRequest
from kzdash.domain.parsing import parse_date
from kzdash.errors import KzdashError, ParseError, chinese
from kzdash.runtime import clock
from kzdash.web import identity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from kzdash.board import Board
    from kzdash.board.closing import Closing

LOG = logging.getLogger("kzdash")
BUSY = "正在生成的文件太多，这一份没有生成。数据没有改动。请过十几秒再试。"
# making a document keeps a core busy; one at a time leaves pages and the log-in responsive
LIMITER = anyio.CapacityLimiter(1)
MAX_QUEUED, RETRY_AFTER_S = 10, 15
# the requests that wait or whose document is being made
_requests: Counter[str] = Counter()


def requested_day(request: Request) -> tuple[dt.date, bool]:
    """Return the day that the url requests, by default today; and its `entered`.

    With `entered` only reports recorded by that day count. ParseError if `as_of` is no day.
    """
    entered = request.query_params.get("entered", "").lower() in {"true", "1"}
    return parse_date(request.query_params.get("as_of", "")) or clock.today(), entered


def requested_board(request: Request) -> Board:
    """Return the board that the url requests."""
    as_of, entered = requested_day(request)
    return cached_board(identity.store(), as_of, entered=entered)


def requested_start(request: Request, board: Board) -> dt.date:
    """Return the day from which changes are told: asked for, or else of the last meeting."""
    asked = parse_date(request.query_params.get("since", ""))
    return BriefingRequest(since=asked).changes_since(board.as_of, last_meeting_day(board))


def requested_closing(request: Request) -> Closing | None:
    """Return the closing that the url names by its number; LookupError if there is none such."""
    number = request.query_params.get("closed")
    if not number:
        return None
    found = (one for one in read_closings(identity.store()) if str(one.number) == number)
    closing = next(found, None)
    if closing is None:
        raise LookupError(number)
    return closing


def queued(
    view: Callable[[Request], Response], message_page: Callable[[str, int], Response]
) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that runs a view in a thread, one at a time.

    `message_page` makes the response for an error, from a sentence and a status.
    """

    def run_view(request: Request) -> Response:
        try:
            return view(request)
        except ParseError:
            return message_page(chinese.UNREADABLE_DAY, 400)
        except KzdashError as error:
            LOG.warning("%s", error)
            words = chinese.SENTENCES.get(type(error), chinese.UNEXPECTED)
            return message_page(words.replace("`", ""), 503)

    async def endpoint(request: Request) -> Response:
        if _requests.total() > MAX_QUEUED:
            LOG.warning("refused: a document, for too many are being made")
            response = message_page(BUSY, 503)
            response.headers["Retry-After"] = str(RETRY_AFTER_S)
            return response
        _requests["now"] += 1
        try:
            return await anyio.to_thread.run_sync(run_view, request, limiter=LIMITER)
        finally:
            _requests["now"] -= 1

    return endpoint
