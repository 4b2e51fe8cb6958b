"""The view that a url names, whole and as HTML, composed from a board.

It is the first screen of Streamlit's page, and the plain page of a browser too old for Streamlit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kzdash.board.cache import memoized
from kzdash.board.changes import group_by_unit
from kzdash.board.due_reports import reports_due
from kzdash.board.filters import duties_matching, in_state_of_unit, projects_matching
from kzdash.board.matters import MATTER_FILTERS, asked_matters, supported_list, unit_list
from kzdash.board.verdict import (
    changes_finding,
    duties_finding,
    indicators_finding,
    matters_finding,
    milestones_finding,
    policies_finding,
    projects_finding,
    unit_finding,
)
from kzdash.documents import CATALOGUE, overview
from kzdash.documents.handbook import page as handbook_page
from kzdash.documents.pages import (
    figure_lists,
    figure_tiles,
    file_list,
    item_lists,
    matter_lists,
    project_list,
    unit_board,
    year_view,
)
from kzdash.documents.pages.indicator_cards import compose_dials, in_order
from kzdash.documents.pages.item_table import TEMPLATES, compose_tables
from kzdash.documents.pages.item_view import compose_item, requested_item
from kzdash.documents.pages.links import PageLinks
from kzdash.documents.pages.notes_view import compose_notes
from kzdash.documents.pages.slide_view import TITLE, compose_slide
from kzdash.documents.pages.step_line import steps_table
from kzdash.documents.pages.view import TITLES, View, ViewRequest, about_words
from kzdash.documents.slides import asked_slides, list_slides, read_request

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kzdash.documents.pages.figure_tiles import FigureTile
    from kzdash.documents.pages.item_table import ItemTable

KEPT_VIEWS = 60
FILES = "/files/"


def _key(page: str, request: ViewRequest) -> object:
    links = request.links
    asked = tuple(sorted((name, tuple(values)) for name, values in request.parameters.items()))
    return page, request.board.key, asked, links.folder


@memoized(KEPT_VIEWS, key=_key)
def compose_view(page: str, request: ViewRequest) -> View | None:
    """Compose the view of a page, by its name in the url; None if the page has none."""
    if page == "":
        return _overview(request)
    view = _compose(page, request)
    return None if view is None else replace(view, about=about_words(request.board))


def _compose(page: str, request: ViewRequest) -> View | None:
    item = requested_item(page, request)
    if item is not None:
        return compose_item(item, request)
    unit = request.asked("unit")
    if page == "duties" and unit in request.board.units:
        return _unit(unit, request)
    compose = VIEWS.get(page)
    return None if compose is None else compose(request)


def _overview(request: ViewRequest) -> View:
    board, links = request.board, request.links
    unit = request.asked("unit") or ""
    page = overview.compose_overview(
        board,
        request.read_changes(),
        overview.OverviewRequest(
            kept=links.kept,
            folder=links.folder,
            by_unit=request.asked("group") == "unit",
            unit=unit if unit in board.units else "",
        ),
    )
    return View(board.plan.short_title, page.html, style=overview.STYLE)


def _indicators(request: ViewRequest) -> View:
    board = request.board
    items = in_state_of_unit(
        board.indicators, request.parameters.get("status", ()), request.asked("unit")
    )
    narrowed = replace(board, indicators=tuple(items))
    # a plain page has no dials to come, and rows say more on paper
    html = (
        overview.compose_part("indicators", narrowed, request.links)
        if request.is_plain
        else compose_dials(in_order(items, request.asked("sort")), request.links)
    )
    return View(TITLES["indicators"], html, indicators_finding(board))


def _projects(request: ViewRequest) -> View:
    board, links = request.board, request.links
    asked, lag = request.asked("programme"), request.asked("lag")
    items = projects_matching(board, asked, request.asked("q") or "", lag)
    html = (
        _tiles(figure_lists.projects_figures(items, board))
        + _tiles(year_view.year_figures(items, board, links))
        + year_view.compose_year(items, board).html
        + overview.compose_part("treemap", board, links)
        + _tables(request, project_list.projects_table(items, board.as_of, links))
    )
    return View(TITLES["projects"], html, projects_finding(board))


def _milestones(request: ViewRequest) -> View:
    html = overview.compose_part("milestones", request.board, request.links)
    html += _tables(request, steps_table(request.board, request.links))
    return View(TITLES["milestones"], html, milestones_finding(request.board))


def _duties(request: ViewRequest) -> View:
    board, links = request.board, request.links
    html = unit_board.compose_unit_board(board, links).html
    tables = _tables(request, *item_lists.task_tables(board, links))
    return View(TITLES["duties"], html + tables, duties_finding(board))


def _policies(request: ViewRequest) -> View:
    board = request.board
    kind, state, unit = (request.asked(name) for name in ("kind", "status", "unit"))
    items = duties_matching(board, kind, state, unit, request.asked("q") or "")
    table = item_lists.duties_table("policies", items, board.as_of, request.links)
    return View(TITLES["policies"], _tables(request, table), policies_finding(board))


def _matters(request: ViewRequest) -> View:
    board, links = request.board, request.links
    title, finding = TITLES["matters"], matters_finding(board.matters)
    if not board.matters:
        none = matter_lists.matters_table(
            "matters", (), board.as_of, links, none=matter_lists.NONE_YET
        )
        return View(title, _tables(request, none), finding)
    asked = asked_matters(board, *(request.asked(name) for name in MATTER_FILTERS))
    tables = [
        matter_lists.matters_table(name, matters, board.as_of, links, f"{len(matters)} 项{title}")
        for name, matters, title in (
            ("matters", [it for it in asked if not it.is_closed], "在办"),
            ("closed", [it for it in asked if it.is_closed], "已销号"),
        )
        if matters
    ]
    html = _tiles(matter_lists.matters_figures(board.matters)) + _tables(request, *tables)
    return View(title, html, finding)


def _changes(request: ViewRequest) -> View:
    board, difference = request.board, request.read_changes()
    groups = group_by_unit(difference.items, board.units)
    rows = [(unit, change) for unit, own in groups.items() for change in own]
    tables = [item_lists.changes_table(rows, request.links)] if rows else []
    html = _tiles(figure_lists.changes_figures(difference)) + _tables(request, *tables)
    return View(TITLES["changes"], html, changes_finding(difference, board))


def _briefing(request: ViewRequest) -> View:
    if not request.is_plain:
        asked = read_request({name: values[-1] for name, values in request.parameters.items()})
        slides = asked_slides(request.board, request.read_changes(), asked)
        compose = compose_notes if asked.notes else compose_slide
        return compose(request.board, slides, asked)
    slides = list_slides(request.board, request.read_changes())
    html = TEMPLATES.get_template("slides.html").render(slides=slides)
    return View(TITLE, html)


def _documents(request: ViewRequest) -> View:
    files = PageLinks(request.links.kept, folder=FILES)
    page = file_list.compose_files(
        file_list.link_to_document(document, files.page(document.kind))
        for document in CATALOGUE.values()
        if not document.of_unit
    )
    return View(TITLES["documents"], page.html, style=page.style)


def _help(request: ViewRequest) -> View:
    page = handbook_page.compose_help(request.asked(handbook_page.CHAPTER), request.links)
    return View(TITLES["help"], page.html, style=page.style)


VIEWS: dict[str, Callable[[ViewRequest], View]] = {
    "indicators": _indicators,
    "projects": _projects,
    "milestones": _milestones,
    "duties": _duties,
    "policies": _policies,
    "matters": _matters,
    "changes": _changes,
    "briefing": _briefing,
    "documents": _documents,
    "help": _help,
}


def _tiles(tiles: Sequence[FigureTile]) -> str:
    return figure_tiles.compose_figure_tiles(tiles).html if tiles else ""


def _tables(request: ViewRequest, *tables: ItemTable) -> str:
    return compose_tables(tables, request.links).html if tables else ""


def _unit(unit: str, request: ViewRequest) -> View:
    board, links = request.board, request.links
    items = unit_list(board, unit)
    html = ""
    if items:
        rows = reports_due(items, board.as_of)
        html = _tiles(figure_lists.unit_figures(unit, items, board)) + _tables(
            request, item_lists.supervision_table(rows, board.as_of, links)
        )
    if supported := supported_list(board, unit):
        html += _tables(request, item_lists.supported_table(unit, supported, links))
    back = ("全部责任单位", links.page("duties"))
    return View(f"{unit} 督办清单", html, unit_finding(board, unit), back)
