"""What surrounds the pages on the wire: headers, the shell, logging in, and who may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.web import files, health, login, printing, shell, subscription
from kzdash.web.gate import Gate
from kzdash.web.headers import POLICY, SecurityHeaders
from kzdash.web.shell import SHELL, WORDS, ChineseShell
from kzdash.web.unforeseen import unforeseen

if TYPE_CHECKING:
    from starlette.routing import Route

__all__ = [
    "POLICY",
    "SHELL",
    "WORDS",
    "ChineseShell",
    "Gate",
    "SecurityHeaders",
    "routes",
    "unforeseen",
]


def routes() -> list[Route]:
    """Return the routes beside Streamlit's own."""
    rooms = (shell, login, printing, files, subscription, health)
    return [route for room in rooms for route in room.routes()]
