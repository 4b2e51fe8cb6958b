"""Plain pages that need no script: for browsers too old for Streamlit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse
from starlette.routing import Route

from kzdash.web import query
from kzdash.web.caching import NO_STORE
from kzdash.web.page_frame import TEMPLATES, frame, requested_view
from kzdash.web.views.print_pages import message_page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

FOLDER = "/plain/"
NOT_PLAIN = (
    "这一页要用新版浏览器打开：112版以上的Edge、Chrome，或新版的360、奇安信浏览器（极速模式）。"
)


def routes() -> list[Route]:
    """Return the routes of the plain pages."""
    return [
        Route(FOLDER, query.queued(_plain_page, message_page)),
        Route(f"{FOLDER}{{page}}", query.queued(_plain_page, message_page)),
    ]


def _plain_page(request: Request) -> Response:
    """Return a page's view; say so where a page has none."""
    page = request.path_params.get("page", "")
    view = requested_view(request, page, FOLDER)
    if view is None:
        return message_page(NOT_PLAIN, 404)
    html = TEMPLATES.get_template("plain.html").render(
        **frame(request, page, view, FOLDER), day_words=query.requested_board(request).as_of_words
    )
    return HTMLResponse(html, headers=NO_STORE)
