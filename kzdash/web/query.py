"""What an address asks for: the day, what counts by it, since when, and whose."""

from __future__ import annotations

import logging
from collections import Counter
from typing import TYPE_CHECKING

import anyio

from kzdash.board import cached_board
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

LOG = logging.getLogger("kzdash")
BUSY = "正在生成的文件太多，这一份没有生成。数据没有改动。请过十几秒再试。"
# making a document takes all there is of a core: pages and the log-in go on beside one of them
AT_ONCE = anyio.CapacityLimiter(1)
MOST_WAITING, RETRY_AFTER_S = 10, 15
# the one whose document is being made, and those who wait
_asking: Counter[str] = Counter()


def requested_day(request: Request) -> tuple[dt.date, bool]:
    """Return the day that an address asks for, today where it says none, and what counts by it.

    ParseError where it says what is no day.
    """
    entered = request.query_params.get("entered", "").lower() in {"true", "1"}
    return parse_date(request.query_params.get("as_of", "")) or clock.today(), entered


def requested_board(request: Request) -> Board:
    """Return the board that an address asks for."""
    as_of, entered = requested_day(request)
    return cached_board(identity.store(), as_of, entered=entered)


def in_turn(
    answer: Callable[[Request], Response], message: Callable[[str, int], Response]
) -> Callable[[Request], Awaitable[Response]]:
    """Answer when it is one's turn, or say in a sentence why not."""

    def answered(request: Request) -> Response:
        try:
            return answer(request)
        except ParseError:
            return message(chinese.UNREADABLE_DAY, 400)
        except KzdashError as error:
            LOG.warning("%s", error)
            words = chinese.SENTENCES.get(type(error), chinese.UNEXPECTED)
            return message(words.replace("`", ""), 503)

    async def endpoint(request: Request) -> Response:
        if _asking.total() > MOST_WAITING:
            LOG.warning("refused: a document, for too many are being made")
            busy = message(BUSY, 503)
            busy.headers["Retry-After"] = str(RETRY_AFTER_S)
            return busy
        _asking["now"] += 1
        try:
            return await anyio.to_thread.run_sync(answered, request, limiter=AT_ONCE)
        finally:
            _asking["now"] -= 1

    return endpoint
