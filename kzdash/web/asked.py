"""What an address asks for: the day, what counts by it, since when, and whose."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kzdash import clock, sentences
from kzdash.board import board as board_of
from kzdash.briefing.asked import read_day
from kzdash.errors import KzdashError
from kzdash.typed import TypedError
from kzdash.web import visitor

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from kzdash.board import Board

LOG = logging.getLogger("kzdash")
NO_DAY = "网址中的日期无法识别。日期写作 as_of=2025-06-30，在2000年至2099年之间。"
NO_UNIT = "没有名为“{unit}”的责任单位。请回到任务分工，从列表中选择单位。"
LONGEST = 40


def day(request: Request, name: str) -> dt.date | None:
    """Return the day that an address gives, none where it gives none; TypedError for any other."""
    return read_day(request.query_params.get(name, ""))


def board(request: Request) -> Board:
    """Return the board that an address asks for, today's where it says no day."""
    entered = request.query_params.get("entered", "").lower() in {"true", "1"}
    return board_of(visitor.store(), day(request, "as_of") or clock.today(), entered=entered)


def no_unit(unit: str) -> str:
    """Say that there is no such unit."""
    return NO_UNIT.format(unit=unit[:LONGEST])


def answering(
    answer: Callable[[Request], Response], message: Callable[[str, int], Response]
) -> Callable[[Request], Response]:
    """Answer, or say in a sentence why not."""

    def endpoint(request: Request) -> Response:
        try:
            return answer(request)
        except TypedError:
            return message(NO_DAY, 400)
        except KzdashError as error:
            LOG.warning("%s", error)
            words = sentences.SENTENCES.get(type(error), sentences.UNEXPECTED)
            return message(words.replace("`", ""), 503)

    return endpoint
