"""The pages that are laid out for A4: a browser prints them, or saves them as PDF."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse
from starlette.routing import Route

from kzdash import clock, sentences, tables, typed
from kzdash.board import board as board_of
from kzdash.errors import KzdashError
from kzdash.matrix import by_urgency, matrix
from kzdash.typed import TypedError
from kzdash.wanted import wanted
from kzdash.web import visitor
from kzdash.words import day, moment

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from kzdash.board import Board

LOG = logging.getLogger("kzdash")
FOLDER = "/print/"
SHEETS = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)
NO_DAY = "网址中的日期无法识别。日期写作 as_of=2025-06-30。"
NO_UNIT = "没有名为“{unit}”的责任单位。请回到任务分工，从列表中选择单位。"
LONGEST = 40
YEARS = range(2000, 2100)


def routes() -> list[Route]:
    """Return the routes of the pages to be printed."""
    return [Route(f"{FOLDER}unit", _answering(_unit))]


def _answering(sheet: Callable[[Request, Board], Response]) -> Callable[[Request], Response]:
    """Answer with a sheet of the day that the url names, or a sentence on why there is none."""

    def endpoint(request: Request) -> Response:
        try:
            as_of = typed.day(request.query_params.get("as_of", "")) or clock.today()
            if as_of.year not in YEARS:
                return _message(NO_DAY, 400)
            return sheet(request, board_of(visitor.store(), as_of))
        except TypedError:
            return _message(NO_DAY, 400)
        except KzdashError as error:
            LOG.warning("%s", error)
            words = sentences.SENTENCES.get(type(error), sentences.UNEXPECTED)
            return _message(words.replace("`", ""), 503)

    return endpoint


def _unit(request: Request, board: Board) -> Response:
    """What one unit leads, most urgent first."""
    unit = request.query_params.get("unit", "")
    lines = by_urgency(line for line in board.followed if unit in line.lead_units)
    if not lines:
        return _message(NO_UNIT.format(unit=unit[:LONGEST]), 404)
    (own,) = matrix(lines, [unit])
    found = wanted(lines, board.as_of)
    return _sheet(
        "print_unit.html",
        board,
        unit=unit,
        own=own,
        due=sum(bool(row.reasons) for row in found),
        frame=tables.supervision(found),
    )


def _sheet(template: str, board: Board, **found: object) -> Response:
    html = SHEETS.get_template(template).render(
        board=board, plan=board.plan, day=day, printed=moment(clock.now()), **found
    )
    return HTMLResponse(html, headers={"Cache-Control": "no-store"})


def _message(words: str, status: int) -> Response:
    html = SHEETS.get_template("print_message.html").render(words=words)
    return HTMLResponse(html, status, headers={"Cache-Control": "no-store"})
