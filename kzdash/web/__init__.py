"""What surrounds the pages on the wire: headers, compression, the shell, and who may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.web.middleware import shell
from kzdash.web.middleware.compression import Compressed
from kzdash.web.middleware.file_names import PlainFileNames
from kzdash.web.middleware.gate import Gate
from kzdash.web.middleware.open_pages import PagesOpen
from kzdash.web.middleware.own_hosts import OwnHosts
from kzdash.web.middleware.plain_days import PlainDays
from kzdash.web.middleware.security_headers import POLICY, SecurityHeaders
from kzdash.web.middleware.shell import LEAVING, SHELL, WORDS, ChineseShell
from kzdash.web.middleware.uploads import Uploads
from kzdash.web.views import calendar, documents, health, login, print_pages
from kzdash.web.views.unexpected import unforeseen

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.routing import Route

__all__ = [
    "LEAVING",
    "POLICY",
    "SHELL",
    "WORDS",
    "ChineseShell",
    "Compressed",
    "Gate",
    "OwnHosts",
    "PagesOpen",
    "PlainDays",
    "PlainFileNames",
    "SecurityHeaders",
    "Uploads",
    "routes",
    "unforeseen",
]


def routes(pages_run: Callable[[], bool]) -> list[Route]:
    """Return the routes beside Streamlit's own; `pages_run` says whether its runtime does."""
    rooms = (shell, login, print_pages, documents, calendar)
    return [*(route for room in rooms for route in room.routes()), *health.routes(pages_run)]
