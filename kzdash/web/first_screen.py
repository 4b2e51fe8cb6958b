"""The first screen of a page: composed on the server, and seen before Streamlit is there.

It stands where the page will stand, honours url and log-in as the page does, and needs no script.
"""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import anyio

from kzdash.errors import KzdashError, ParseError
from kzdash.runtime import config
from kzdash.web import identity
from kzdash.web.page_frame import BRIEFING, TEMPLATES, frame, kept_links, requested_view

if TYPE_CHECKING:
    from starlette.requests import Request

    from kzdash.documents.pages.view import View

LOG = logging.getLogger("kzdash")
LOAD_LATER = (Path(__file__).parent / "static" / "load_later.js").read_text("utf-8")
# of filters and headings on wide screens, in pixels, by the name of their page
ROOM_ABOVE = {
    "indicators": 140,
    "projects": 84,
    "milestones": 98,
    "duties": 95,
    "policies": 172,
    "matters": 84,
    "changes": 123,
}
# a first screen that takes longer than this is left to the page itself
PATIENCE_S = 1.0
LIMITER = anyio.CapacityLimiter(2)


async def compose_first_screen(request: Request, later: str, *, by_provider: bool) -> str:
    """Return what stands in a page before Streamlit does; `later` are the tags that load Streamlit.

    It holds no data where the user may not read them, or the board is not there in time.
    """
    with anyio.move_on_after(PATIENCE_S):
        view = await anyio.to_thread.run_sync(
            partial(_readable_view, request, by_provider=by_provider),
            limiter=LIMITER,
            abandon_on_cancel=True,
        )
        return _render(request, later, view)
    return _render(request, later, None)


def _readable_view(request: Request, *, by_provider: bool) -> View | None:
    try:
        # a projector shows nothing before its slide
        if _page(request) == BRIEFING or not _may_read(request, by_provider=by_provider):
            return None
        return requested_view(request, _page(request), "/")
    except (KzdashError, ParseError) as error:
        # the page itself says what is wrong
        LOG.info("no first screen: %s", error)
    except Exception:
        # the page itself fails in the same way, and gives the number of its line in the log
        LOG.exception("a first screen failed")
    return None


def _may_read(request: Request, *, by_provider: bool) -> bool:
    """Whether the plan may be shown; only Streamlit can read the login of an identity provider."""
    if not config.current().login_to_read:
        return True
    me = None if by_provider else identity.current_user(request)
    return me is not None and me.may_read


def _render(request: Request, later: str, view: View | None) -> str:
    page = _page(request)
    return TEMPLATES.get_template("first_screen.html").render(
        **frame(request, page, view, "/"),
        plain=kept_links(request, "/plain/").page(page),
        later=later,
        room_above=ROOM_ABOVE,
        load_later=LOAD_LATER,
    )


def _page(request: Request) -> str:
    return request.url.path.strip("/")
