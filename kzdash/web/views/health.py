"""The readiness check at `/ready`; Streamlit's own liveness check is `/_stcore/health`."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse
from starlette.routing import Route

from kzdash.errors import chinese
from kzdash.web import store_health
from kzdash.web.caching import NO_STORE

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

PATH = "/ready"
LOG = logging.getLogger("kzdash")


def routes(pages_run: Callable[[], bool]) -> list[Route]:
    """Return the route that checks that pages run and that the store can be read."""
    return [Route(PATH, partial(_ready, pages_run))]


async def _ready(pages_run: Callable[[], bool], _request: Request) -> PlainTextResponse:
    if not pages_run():
        LOG.error("not ready: what runs the pages has stopped; start this server again")
        return PlainTextResponse("页面服务已停止。\n", 503, NO_STORE)
    if error := await store_health.problem():
        LOG.warning("not ready: %s", error)
        return PlainTextResponse(f"{chinese.UNAVAILABLE}\n", 503, NO_STORE)
    return PlainTextResponse("ready\n", headers=NO_STORE)
