"""What surrounds the pages on the wire: headers, compression, the shell, and who may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.web import files, health, login, printing, shell, subscription
from kzdash.web.compressed import Compressed
from kzdash.web.days import PlainDays
from kzdash.web.file_names import PlainFileNames
from kzdash.web.gate import Gate
from kzdash.web.headers import POLICY, SecurityHeaders
from kzdash.web.hosts import OwnHosts
from kzdash.web.pages_open import PagesOpen
from kzdash.web.shell import LEAVING, SHELL, WORDS, ChineseShell
from kzdash.web.unforeseen import unforeseen
from kzdash.web.uploads import Held, Uploads

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
    "Held",
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
    rooms = (shell, login, printing, files, subscription)
    return [*(route for room in rooms for route in room.routes()), *health.routes(pages_run)]
