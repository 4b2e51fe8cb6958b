"""Whether this server is fit to be asked: `/ready`, beside Streamlit's own `/_stcore/health`."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse
from starlette.routing import Route

from kzdash.errors import KzdashError
from kzdash.web import visitor

if TYPE_CHECKING:
    from starlette.requests import Request

PATH = "/ready"
LOG = logging.getLogger("kzdash")
NEVER_KEPT = {"Cache-Control": "no-store"}


def routes() -> list[Route]:
    """Return the route that says whether the store can be read."""
    return [Route(PATH, _ready)]


def _ready(_request: Request) -> PlainTextResponse:
    try:
        visitor.store().version()
    except KzdashError as error:
        LOG.warning("not ready: %s", error)
        return PlainTextResponse("数据库暂不可用。\n", 503, NEVER_KEPT)
    return PlainTextResponse("ready\n", headers=NEVER_KEPT)
