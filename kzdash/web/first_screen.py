"""The first screen of a page: composed on the server, and seen before Streamlit is there.

It stands where the page will stand, honours url and log-in as the page does, and needs no script.
"""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
from starlette.requests import Request

from kzdash.documents.pages.view import View
from kzdash.errors import KzdashError, ParseError
from kzdash.runtime import config
from kzdash.web import identity
from kzdash.web.page_frame import TEMPLATES, frame, kept_links, reporting_view, requested_view

if TYPE_CHECKING:
    from kzdash.accounts import User

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
        return await anyio.to_thread.run_sync(
            partial(_compose, request, later, by_provider=by_provider),
            limiter=LIMITER,
            abandon_on_cancel=True,
        )
    return _render(request, later, None)


def compose_todays_overview() -> None:
    """Compute the board of today and compose 总览, so that its first reader does not wait for it.

    Without a store the page itself says what is wrong.
    """
    request = Request({"type": "http", "path": "/", "query_string": b"", "headers": []})
    try:
        _render(request, "", requested_view(request, "", "/"))
    except KzdashError as error:
        LOG.info("总览 is not composed yet: %s", error)
    except Exception:
        # nothing that only saves time may end a server
        LOG.exception("总览 is not composed yet")


def _compose(request: Request, later: str, *, by_provider: bool) -> str:
    try:
        # only Streamlit can read the login of an identity provider
        me = None if by_provider else identity.current_user(request)
        if config.current().login_to_read and not (me and me.may_read):
            return _render(request, later, None)
        return _render(request, later, _view(request, me, by_provider=by_provider), me)
    except (KzdashError, ParseError) as error:
        # the page itself says what is wrong
        LOG.info("no first screen: %s", error)
    except Exception:
        # the page itself fails in the same way, and gives the number of its line in the log
        LOG.exception("a first screen failed")
    return _render(request, later, None)


def _view(request: Request, me: User | None, *, by_provider: bool) -> View | None:
    page = _page(request)
    if page == "reporting":
        return reporting_view(request, me, asks_to_log_in=me is None and not by_provider)
    # nothing of the accounts stands in a page that Streamlit has not checked
    return View("账号", "") if page == "accounts" else requested_view(request, page, "/")


def _render(request: Request, later: str, view: View | None, me: User | None = None) -> str:
    page = _page(request)
    return TEMPLATES.get_template("first_screen.html").render(
        **frame(request, page, view, "/", me),
        plain=kept_links(request, "/plain/").page(page),
        later=later,
        room_above=ROOM_ABOVE,
        load_later=LOAD_LATER,
    )


def _page(request: Request) -> str:
    return request.url.path.strip("/")
