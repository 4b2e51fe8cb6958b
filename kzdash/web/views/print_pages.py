"""The pages that are laid out for A4: a browser prints them, or saves them as PDF."""

from __future__ import annotations

import math
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse
from starlette.routing import Route

from kzdash.board import kpis
from kzdash.board.attention import group_by_unit
from kzdash.board.by_unit import most_urgent_first, unit_rows
from kzdash.board.due_reports import count_due, reports_due
from kzdash.board.verdict import compose_verdict
from kzdash.charts import palette
from kzdash.charts.svg.style import stylesheet
from kzdash.charts.treemap_layout import Rectangle, lay_out_treemap
from kzdash.documents import tables
from kzdash.documents.overview.indicator_rows import indicator_rows
from kzdash.domain.formatting import (
    NO_DATA,
    format_date,
    format_moment,
    format_money,
    format_number,
    format_percent,
)
from kzdash.errors import chinese
from kzdash.runtime import clock
from kzdash.web import query

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from kzdash.board.board import Board

FOLDER = "/print/"
SHEETS = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)
MILESTONE_COLUMNS = ["序号", "时间节点", "到期日", "状态", "完成日期", "责任单位"]
DRAWN, HEAD, GAP = Rectangle(0, 0, 190, 80), 8, 0.8


def _separated(cell: object) -> object:
    """A figure of a table as it is read, with thousands separators."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return NO_DATA
    return format_number(Decimal(str(cell))) if isinstance(cell, int | float) else cell


SHEETS.globals.update(
    day=format_date, money=format_money, percent=format_percent, colour=palette.category
)


def routes() -> list[Route]:
    """Return the routes of the pages to be printed."""
    return [
        Route(f"{FOLDER}overview", query.in_turn(_overview, message)),
        Route(f"{FOLDER}unit", query.in_turn(_unit, message)),
    ]


def _overview(request: Request) -> Response:
    """总览 on paper: the four figures, indicators, milestones, money, what needs attention."""
    board = query.requested_board(request)
    concerns = tables.unit_concerns(group_by_unit(board.concerns))
    return _sheet(
        "print_overview.html",
        board,
        style=stylesheet("body", on_paper=True),
        verdict=compose_verdict(board).parts,
        indicators=indicator_rows(board.indicators, board.as_of),
        tiles=kpis.headline_kpis(board),
        milestones=tables.milestones(board.milestones).reindex(columns=MILESTONE_COLUMNS),
        categories=tables.categories(board.categories).map(_separated),
        planned=format_money(board.planned_investment_wan_yuan),
        drawn=DRAWN,
        fields=lay_out_treemap(board.categories, board.projects, DRAWN, HEAD, GAP),
        concerns=concerns,
    )


def _unit(request: Request) -> Response:
    """What one unit leads, most urgent first."""
    board, unit = query.requested_board(request), request.query_params.get("unit", "")
    items = most_urgent_first(board.led_by(unit))
    if not items:
        return message(chinese.unknown_unit(unit), 404)
    (own,) = unit_rows(items, [unit])
    found = reports_due(items, board.as_of)
    return _sheet(
        "print_unit.html",
        board,
        unit=unit,
        own=own,
        due=count_due(found),
        frame=tables.supervision(found),
    )


def _sheet(template: str, board: Board, **found: object) -> Response:
    html = SHEETS.get_template(template).render(
        board=board, plan=board.plan, printed=format_moment(clock.now()), **found
    )
    return HTMLResponse(html, headers={"Cache-Control": "no-store"})


def message(words: str, status: int) -> Response:
    """Say in a sentence why there is nothing to print or to take."""
    html = SHEETS.get_template("print_message.html").render(words=words)
    return HTMLResponse(html, status, headers={"Cache-Control": "no-store"})
