"""Pages laid out for A4, which a browser prints or saves as PDF."""

from __future__ import annotations

import math
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse
from starlette.routing import Route

from kzdash.board import kpis
from kzdash.board.attention import group_by_unit
from kzdash.board.by_unit import unit_rows
from kzdash.board.due_reports import count_due, reports_due
from kzdash.board.matters import supported_list, unit_list
from kzdash.board.verdict import compose_verdict, unit_finding
from kzdash.charts import palette
from kzdash.charts.svg.style import stylesheet
from kzdash.charts.treemap_layout import Rectangle, lay_out_treemap
from kzdash.documents.jinja import template_environment
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
from kzdash.web.caching import NO_STORE

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from kzdash.board.board import Board

FOLDER = "/print/"
TEMPLATES = template_environment(Path(__file__).parents[1] / "templates")
STYLE = stylesheet("body", on_paper=True)
MILESTONE_COLUMNS = ["序号", "时间节点", "到期日", "状态", "完成日期", "牵头单位"]
TREEMAP, TREEMAP_HEADER, TREEMAP_GAP = Rectangle(0, 0, 190, 80), 8, 0.8  # mm


def _format_cell(cell: object) -> object:
    """Format a number with thousands separators; leave other values as they are."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return NO_DATA
    return format_number(Decimal(str(cell))) if isinstance(cell, int | float) else cell


TEMPLATES.globals.update(
    day=format_date, money=format_money, percent=format_percent, colour=palette.category
)


def routes() -> list[Route]:
    """Return the routes of the pages to print."""
    return [
        Route(f"{FOLDER}overview", query.queued(_overview, message_page)),
        Route(f"{FOLDER}unit", query.queued(_unit, message_page)),
    ]


def _overview(request: Request) -> Response:
    """Return 总览 for paper: headline figures, indicators, milestones, investment, concerns."""
    from kzdash.documents import tables, unit_tables  # noqa: PLC0415 - with pandas

    board = query.requested_board(request)
    concerns = unit_tables.unit_concerns(group_by_unit(board.concerns))
    # as many columns as the sheet needs
    concerns = concerns.loc[:, (concerns != 0).any()]
    return _sheet(
        "print_overview.html",
        board,
        style=STYLE,
        verdict=compose_verdict(board).parts,
        indicators=indicator_rows(board.indicators),
        tiles=kpis.headline_kpis(board),
        milestones=tables.milestones(board.milestones).reindex(columns=MILESTONE_COLUMNS),
        categories=tables.categories(board.categories).map(_format_cell),
        planned=format_money(board.planned_investment_wan_yuan),
        drawn=TREEMAP,
        fields=lay_out_treemap(
            board.categories, board.projects, TREEMAP, TREEMAP_HEADER, TREEMAP_GAP
        ),
        concerns=concerns,
    )


def _unit(request: Request) -> Response:
    """Return the items that one unit leads, the most urgent first, then those that it supports."""
    from kzdash.documents import unit_tables  # noqa: PLC0415 - with pandas

    board, unit = query.requested_board(request), request.query_params.get("unit", "")
    items, supported = unit_list(board, unit), supported_list(board, unit)
    if not items and not supported:
        return message_page(chinese.unknown_unit(unit), 404)
    (own,) = unit_rows(board.followed, [unit])
    due_reports = reports_due(items, board.as_of)
    return _sheet(
        "print_unit.html",
        board,
        unit=unit,
        style=STYLE,
        finding=unit_finding(board, unit),
        own=own,
        due=count_due(due_reports),
        frame=unit_tables.supervision(due_reports),
        supported=unit_tables.supported(unit, supported),
    )


def _sheet(template: str, board: Board, **context: object) -> Response:
    html = TEMPLATES.get_template(template).render(
        board=board, plan=board.plan, printed=format_moment(clock.now()), **context
    )
    return HTMLResponse(html, headers=NO_STORE)


def message_page(words: str, status: int) -> Response:
    """Return a page with one sentence, such as why a document cannot be made."""
    html = TEMPLATES.get_template("print_message.html").render(words=words)
    return HTMLResponse(html, status, headers=NO_STORE)
