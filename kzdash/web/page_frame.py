"""The view that a url names, in the frame of a page: menu, title, day and tools.

First screens and plain pages have the same frame, where Streamlit has its own.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kzdash.board import cached_changes
from kzdash.charts.svg.style import stylesheet
from kzdash.documents.jinja import template_environment
from kzdash.documents.pages.links import PageLinks, links_of_view
from kzdash.documents.pages.menu import MENU
from kzdash.documents.pages.view import ViewRequest
from kzdash.documents.pages.views import compose_view
from kzdash.documents.slides import BriefingRequest
from kzdash.domain.formatting import EARLIEST, format_date
from kzdash.domain.parsing import parse_date
from kzdash.runtime import clock
from kzdash.web import identity, query

if TYPE_CHECKING:
    from starlette.requests import Request

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
    parameters = {name: request.query_params.getlist(name) for name in request.query_params}
    asked = parse_date(request.query_params.get("since", ""))
    since = max(BriefingRequest(since=asked).changes_since(board.as_of), EARLIEST)
    return compose_view(
        page,
        ViewRequest(
            board,
            parameters,
            links_of_view(page, parameters, kept_links(request, folder).kept, folder),
            lambda: cached_changes(identity.store(), since, board.as_of),
        ),
    )


def kept_links(request: Request, folder: str) -> PageLinks:
    """Return what makes links to pages in a folder, about the day of a request."""
    parameters = request.query_params
    return PageLinks({name: parameters[name] for name in KEPT if name in parameters}, folder=folder)


def frame(request: Request, page: str, view: View | None, folder: str) -> dict[str, object]:
    """Return what the template `frame.html` needs to show a view; its links lead to `folder`.

    Without a view it shows the menu alone, and a briefing not even that.
    """
    links = kept_links(request, folder)
    return {
        "view": view,
        "style": STYLE + (_with_media_rules(view.style) if view else ""),
        "menu": ()
        if page == BRIEFING
        else [(title, name, links.page(name)) for title, name in MENU],
        "page": page,
        "tools": _tools(request) if view else (),
        "other_day": _other_day(request) if view else "",
        "today": request.url.path,
    }


def _tools(request: Request) -> tuple[tuple[str, str], ...]:
    """Return the labels that stand beside the title, each with an address or none.

    They stand where Streamlit's buttons of the same names will be.
    """
    as_of, entered = query.requested_day(request)
    day = "今天" if as_of == clock.today() else format_date(as_of)
    return (
        (f"截至{day}{'已录入' if entered else ''}", ""),
        ("搜索", ""),
        ("打印", kept_links(request, "/print/").page("overview")),
        ("复制链接", ""),
        ("投屏", kept_links(request, "/").page(BRIEFING)),
        ("登录", "/login"),
    )


def _other_day(request: Request) -> str:
    """Say which day a view is about, unless it is today."""
    as_of, entered = query.requested_day(request)
    if as_of == clock.today() and not entered:
        return ""
    how = "，只计当日已录入的填报" if entered else ""
    return f"正在看{format_date(as_of)}的情况，不是今天{how}"


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
