"""The pages that are laid out for A4: a browser prints them, or saves them as PDF."""

from __future__ import annotations

import logging
import math
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse
from starlette.routing import Route

from kzdash import clock, sentences, summary, tables, typed
from kzdash.board import board as board_of
from kzdash.errors import KzdashError
from kzdash.figures import palette
from kzdash.matrix import by_urgency, matrix
from kzdash.mosaic import Box, mosaic
from kzdash.typed import TypedError
from kzdash.urgency import by_unit
from kzdash.wanted import wanted
from kzdash.web import visitor
from kzdash.words import NO_DATA, day, moment, money, number, percent

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
MILESTONE_COLUMNS = ["序号", "时间节点", "到期日", "状态", "完成日期", "责任单位"]
DRAWN, HEAD, GAP, NAMED = Box(0, 0, 190, 80), 8, 0.8, 36
YEARS = range(2000, 2100)


def _separated(cell: object) -> object:
    """A figure of a table as it is read, with thousands separators."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return NO_DATA
    return number(Decimal(str(cell))) if isinstance(cell, int | float) else cell


def _share(progress: Decimal) -> Decimal:
    """How much of a bar is filled: what is beyond its ends is cut off, here alone."""
    return min(max(progress, Decimal(0)), Decimal(1)) * 100


SHEETS.globals.update(day=day, money=money, percent=percent, colour=palette.category)
SHEETS.globals.update(tones=palette.TONES, share=_share)


def routes() -> list[Route]:
    """Return the routes of the pages to be printed."""
    return [
        Route(f"{FOLDER}overview", _answering(_overview)),
        Route(f"{FOLDER}unit", _answering(_unit)),
    ]


def _answering(sheet: Callable[[Request, Board], Response]) -> Callable[[Request], Response]:
    """Answer with a sheet of the day that the url names, or a sentence on why there is none."""

    def endpoint(request: Request) -> Response:
        try:
            as_of = typed.day(request.query_params.get("as_of", "")) or clock.today()
            if as_of.year not in YEARS:
                return _message(NO_DAY, 400)
            return sheet(request, board_of(visitor.store(), as_of, entered=_entered(request)))
        except TypedError:
            return _message(NO_DAY, 400)
        except KzdashError as error:
            LOG.warning("%s", error)
            words = sentences.SENTENCES.get(type(error), sentences.UNEXPECTED)
            return _message(words.replace("`", ""), 503)

    return endpoint


def _entered(request: Request) -> bool:
    """Whether only what had been entered by the day counts, as the sidebar writes it."""
    return request.query_params.get("entered", "").lower() in {"true", "1"}


def _overview(_request: Request, board: Board) -> Response:
    """总览 on paper: the four figures, indicators, milestones, money, what needs attention."""
    concerns = tables.unit_concerns(by_unit(board.concerns))
    return _sheet(
        "print_overview.html",
        board,
        tiles=summary.tiles(board),
        milestones=tables.milestones(board.milestones)[MILESTONE_COLUMNS],
        categories=tables.categories(board.categories).map(_separated),
        planned=money(board.planned_investment_wan_yuan),
        drawn=DRAWN,
        named=NAMED,
        fields=mosaic(board.categories, board.projects, DRAWN, HEAD, GAP),
        concerns=concerns,
    )


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
        board=board, plan=board.plan, printed=moment(clock.now()), **found
    )
    return HTMLResponse(html, headers={"Cache-Control": "no-store"})


def _message(words: str, status: int) -> Response:
    html = SHEETS.get_template("print_message.html").render(words=words)
    return HTMLResponse(html, status, headers={"Cache-Control": "no-store"})
