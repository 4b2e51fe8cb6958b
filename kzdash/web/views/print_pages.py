"""Pages laid out for A4, which a browser prints or saves as PDF."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.responses import HTMLResponse
from starlette.routing import Route

from kzdash.board import cached_board, cached_changes, kpis
from kzdash.board.attention import group_by_unit
from kzdash.board.audit_trail import AuditTrail, TrailFilter
from kzdash.board.by_unit import unit_rows
from kzdash.board.calendar_entries import calendar_entries
from kzdash.board.changes import group_by_unit as group_by_unit_changed
from kzdash.board.changes import silent_units
from kzdash.board.closing import closings_between
from kzdash.board.due_reports import count_due, reports_due
from kzdash.board.filters import in_state_of_unit, projects_matching
from kzdash.board.matters import supported_list, unit_list
from kzdash.board.monthly_table import table_lines
from kzdash.board.verdict import (
    changes_finding,
    compose_verdict,
    indicators_finding,
    projects_finding,
    unit_finding,
)
from kzdash.charts import palette
from kzdash.charts.svg.style import stylesheet
from kzdash.charts.treemap_layout import Rectangle, lay_out_treemap
from kzdash.documents.jinja import template_environment
from kzdash.documents.overview.indicator_rows import indicator_row, indicator_rows
from kzdash.documents.pages import figure_lists, year_view
from kzdash.documents.pages.indicator_cards import in_order
from kzdash.documents.pages.links import PageLinks
from kzdash.domain.formatting import (
    NO_DATA,
    end_of_day,
    format_date,
    format_moment,
    format_money,
    format_number,
    format_percent,
    format_quantity,
)
from kzdash.errors import chinese
from kzdash.runtime import clock
from kzdash.web import identity, query
from kzdash.web.caching import NO_STORE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from kzdash.board.board import Board
    from kzdash.board.items import Category, IndicatorItem, ProjectItem

FOLDER = "/print/"
TEMPLATES = template_environment(Path(__file__).parents[1] / "templates")
STYLE = stylesheet("body", on_paper=True)
MILESTONE_COLUMNS = ["序号", "时间节点", "到期日", "状态", "完成日期", "牵头单位"]
# mm
TREEMAP, TREEMAP_HEADER, TREEMAP_GAP = Rectangle(0, 0, 190, 80), 8, 0.8
BROAD_TREEMAP = Rectangle(0, 0, 269, 76)


def _format_cell(cell: object) -> object:
    """Format a number with thousands separators; leave other values as they are."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return NO_DATA
    return format_number(Decimal(str(cell))) if isinstance(cell, int | float) else cell


def _value_or_dash(item: IndicatorItem, value: Decimal | None) -> str:
    return "—" if value is None else item.format_value(value)


TEMPLATES.globals.update(
    day=format_date,
    money=format_money,
    percent=format_percent,
    percentage=lambda value: format_quantity(value, "%"),
    colour=palette.category,
    value_or_dash=_value_or_dash,
)


def routes() -> list[Route]:
    """Return the routes of the pages to print."""
    sheets = {
        "overview": _overview,
        "indicators": _indicators,
        "projects": _projects,
        "changes": _changes,
        "unit": _unit,
    }
    return [
        Route(f"{FOLDER}{name}", query.queued(view, message_page)) for name, view in sheets.items()
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
        verdict=compose_verdict(board).parts,
        indicators=indicator_rows(board.indicators),
        tiles=kpis.headline_kpis(board),
        milestones=tables.milestones(board.milestones).reindex(columns=MILESTONE_COLUMNS),
        categories=tables.categories(board.categories).map(_format_cell),
        projects=tables.brief_projects(board.projects),
        **_treemap(board.categories, board.projects, TREEMAP),
        concerns=concerns,
    )


def _treemap(
    categories: Sequence[Category], projects: Sequence[ProjectItem], drawn: Rectangle
) -> dict[str, object]:
    planned = sum((item.planned_investment_wan_yuan for item in projects), Decimal(0))
    own = {item.programme for item in projects}
    shown = [category for category in categories if category.number in own]
    return {
        "planned": format_money(planned),
        "drawn": drawn,
        "fields": lay_out_treemap(shown, projects, drawn, TREEMAP_HEADER, TREEMAP_GAP),
    }


def _indicators(request: Request) -> Response:
    """Return 指标 for paper: what the page lists, in its order, with all that is judged."""
    board, asked = query.requested_board(request), request.query_params
    states, unit = asked.getlist("status"), asked.get("unit")
    items = in_state_of_unit(board.indicators, states, unit)
    return _sheet(
        "print_indicators.html",
        board,
        asked=urlencode(asked.multi_items()),
        only="、".join(filter(None, (*states, unit))),
        finding=indicators_finding(board),
        indicators=[*map(indicator_row, in_order(items, asked.get("sort")))],
        texts=[(f"{item.number}. {item.name}", item.last_words) for item in items],
    )


def _projects(request: Request) -> Response:
    """Return 项目投资 for paper: the treemap, and the list by category with its sums."""
    board, asked = query.requested_board(request), request.query_params
    category, words, lag = asked.get("programme"), asked.get("q", ""), asked.get("lag")
    items = projects_matching(board, category, words, lag)
    narrowed = replace(board, projects=tuple(items))
    return _sheet(
        "print_projects.html",
        board,
        asked=urlencode(asked.multi_items()),
        only="、".join(filter(None, (category, words, lag))),
        finding=projects_finding(board),
        projects=items,
        tiles=(
            *figure_lists.projects_figures(items, board),
            *year_view.year_figures(items, board, PageLinks()),
        ),
        lines=list(table_lines(narrowed)),
        texts=[(f"{item.number}. {item.name}", item.problem_words) for item in items],
        **_treemap(board.categories, items, BROAD_TREEMAP),
    )


def _changes(request: Request) -> Response:
    """Return 动态 for paper: what changed under each unit, who is silent, and the audit trail."""
    from kzdash.documents import tables, trail_tables  # noqa: PLC0415 - with pandas

    board, asked, store = query.requested_board(request), request.query_params, identity.store()
    since = min(query.requested_start(request, board), board.as_of)
    changes = cached_changes(store, since, board.as_of, board.version)
    groups = group_by_unit_changed(changes.items, board.units)
    unit = asked.get("unit")
    rows = [(name, one) for name, own in groups.items() if unit in {None, name} for one in own]
    first, end = end_of_day(since), end_of_day(board.as_of)
    calendar = [row for row in calendar_entries(store) if first <= row.recorded_at < end]
    entered = cached_board(store, board.as_of, entered=True, version=board.version)
    trail = AuditTrail(store, since, entered).page(TrailFilter(), 1)
    shown = len(trail.entries)
    return _sheet(
        "print_changes.html",
        board,
        asked=urlencode(asked.multi_items()),
        only=unit or "",
        finding=changes_finding(changes, board),
        changes=changes,
        tiles=figure_lists.changes_figures(changes),
        silent=silent_units(changes, board),
        moved=tables.changes(rows),
        calendar=trail_tables.calendar_changes(calendar),
        closings=trail_tables.closings(closings_between(store, since, board.as_of)),
        trail=trail_tables.audit_trail(trail.entries),
        left_out={"total": trail.total, "shown": shown} if shown < trail.total else None,
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
        finding=unit_finding(board, unit),
        own=own,
        due=count_due(due_reports),
        frame=unit_tables.supervision(due_reports),
        supported=unit_tables.supported(unit, supported),
    )


def _sheet(template: str, board: Board, **context: object) -> Response:
    html = TEMPLATES.get_template(template).render(
        board=board, plan=board.plan, style=STYLE, printed=format_moment(clock.now()), **context
    )
    return HTMLResponse(html, headers=NO_STORE)


def message_page(words: str, status: int) -> Response:
    """Return a page with one sentence, such as why a document cannot be made."""
    html = TEMPLATES.get_template("print_message.html").render(words=words)
    return HTMLResponse(html, status, headers=NO_STORE)
