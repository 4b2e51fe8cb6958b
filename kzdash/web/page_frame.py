"""The view that a url names, in the frame of a page: menu, title, day and tools.

First screens and plain pages have the same frame, where Streamlit has its own.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from kzdash.board import cached_board, cached_changes
from kzdash.board.meetings import last_meeting_day
from kzdash.board.monthly_round import count_due_from
from kzdash.board.reporting_period import read_reporting_period
from kzdash.charts.svg.style import stylesheet
from kzdash.documents.jinja import template_environment
from kzdash.documents.pages.day_words import other_day_words, reporting_day_words, until_words
from kzdash.documents.pages.links import PageLinks, links_of_view, sheet_of
from kzdash.documents.pages.menu import menu_with
from kzdash.documents.pages.period_page import (
    OFFICE,
    PERIOD,
    VIEW,
    PeriodRequest,
    compose_period,
    day_of_month,
)
from kzdash.documents.pages.view import ViewRequest
from kzdash.documents.pages.views import compose_view
from kzdash.documents.pages.work_list import ReportingRequest, compose_reporting
from kzdash.documents.slides import BriefingRequest
from kzdash.domain.parsing import parse_date
from kzdash.runtime import clock
from kzdash.store import contacts
from kzdash.web import identity, query

if TYPE_CHECKING:
    import datetime as dt

    from starlette.requests import Request

    from kzdash.accounts import User
    from kzdash.documents.pages.view import View

FOLDER = Path(__file__).parent / "templates"
TEMPLATES = template_environment(FOLDER)
STYLE = stylesheet(".screen") + (FOLDER / "frame.css").read_text("utf-8")
KEPT = ("as_of", "entered")
BRIEFING = "briefing"
CONTAINER_RULES = re.compile(r"^@container ([^{]+)(\{.*?^\})", re.DOTALL | re.MULTILINE)


def requested_view(request: Request, page: str, folder: str) -> View | None:
    """Return the view of a page that a url asks for, None if the page has none.

    Its links lead to pages in `folder`. KzdashError if the store cannot be read, ParseError if the
    url's day is none.
    """
    board = query.requested_board(request)
    parameters = _parameters(request)
    asked = parse_date(request.query_params.get("since", ""))
    since = BriefingRequest(since=asked).changes_since(board.as_of, last_meeting_day(board))
    return compose_view(
        page,
        ViewRequest(
            board,
            parameters,
            links_of_view(page, parameters, kept_links(request, folder).kept, folder),
            lambda: cached_changes(identity.store(), since, board.as_of, board.version),
        ),
    )


def reporting_view(request: Request, me: User | None, *, asks_to_log_in: bool) -> View:
    """Return 填报 as its user sees it first; its items are today's whatever day the url names."""
    as_of, _ = query.requested_day(request)
    today = clock.today()
    kept = kept_links(request, "/").kept
    if me is not None and request.query_params.get(VIEW) == OFFICE:
        return _period_view(request, me, as_of, today)
    here = "?".join(filter(None, (request.url.path, request.url.query)))
    return compose_reporting(
        ReportingRequest(
            board=cached_board(identity.store(), today),
            asked=dict(request.query_params),
            links=links_of_view("reporting", _parameters(request), kept),
            me=me,
            day_note=reporting_day_words(as_of, today),
            login_address=f"/login?{urlencode({'next': here})}" if asks_to_log_in else "",
        )
    )


def _period_view(request: Request, me: User, as_of: dt.date, today: dt.date) -> View:
    """Return the month of all units, or of a user's own, as it is seen first."""
    latest = min(as_of, today)
    day = day_of_month(request.query_params.get(PERIOD, ""), latest, today) or latest
    store = identity.store()
    board = cached_board(store, day)
    return compose_period(
        PeriodRequest(
            board=board,
            period=read_reporting_period(store, board),
            contacts={} if me.must_change else contacts(store),
            links=kept_links(request, "/"),
            today=today,
            unit=me.unit,
        )
    )


def _parameters(request: Request) -> dict[str, list[str]]:
    return {name: request.query_params.getlist(name) for name in request.query_params}


def kept_links(request: Request, folder: str) -> PageLinks:
    """Return what makes links to pages in a folder, about the day of a request."""
    parameters = request.query_params
    return PageLinks({name: parameters[name] for name in KEPT if name in parameters}, folder=folder)


def frame(
    request: Request, page: str, view: View | None, folder: str, me: User | None = None
) -> dict[str, object]:
    """Return what the template `frame.html` needs to show a view; its links lead to `folder`.

    Without a view it shows the menu alone, and a briefing not even that. `me` is who is logged in.
    """
    links = kept_links(request, folder)
    menu = [(title, name, links.page(name)) for title, name in menu_with(_due_from(me))]
    return {
        "view": view,
        "style": STYLE + (_with_media_rules(view.style) if view else ""),
        "menu": () if page == BRIEFING else menu,
        "page": page,
        "today": request.url.path,
        # a day that cannot be read has no view
        **(_of_day(request, page, me) if view else {}),
    }


def _due_from(me: User | None) -> int:
    """Count the reports due from a user; the board is not needed where nobody is logged in."""
    if me is None or me.unit is None:
        return 0
    return count_due_from(cached_board(identity.store(), clock.today()), me.unit)


def _of_day(request: Request, page: str, me: User | None) -> dict[str, object]:
    """Return what a frame says of the day: in its tools, and beneath them if it is not today.

    The tools stand where Streamlit's buttons of the same names will be.
    """
    as_of, entered = query.requested_day(request)
    today = clock.today()
    return {
        "tools": (
            (until_words(as_of, today, entered=entered), ""),
            ("搜索", ""),
            ("打印", _print_address(request, page)),
            ("复制链接", ""),
            ("投屏", kept_links(request, "/").page(BRIEFING)),
            (me.person, "") if me else ("登录", "/login"),
        ),
        "other_day": other_day_words(as_of, today, entered=entered),
    }


def _print_address(request: Request, page: str) -> str:
    """Return the address of a view's sheet for paper, with its filters; else of that of 总览."""
    parameters, links = _parameters(request), kept_links(request, "/print/")
    sheet = sheet_of(page, parameters)
    return links.page(sheet, parameters) if sheet else links.page("overview")


@cache
def _with_media_rules(style: str) -> str:
    """Say the rules for narrow containers once more for browsers that know windows only.

    No Chromium before 105 knows containers. A page leaves 48 pixels of the window to its margins.
    """
    rules = "\n".join(
        f"@media {re.sub(r'[0-9]+', lambda px: str(int(px[0]) + 48), condition)}{body}"
        for condition, body in CONTAINER_RULES.findall(style)
    )
    return f"{style}\n@supports not (container-type: inline-size) {{\n{rules}\n}}"
