"""What surrounds the pages on the wire: headers, compression, the shell, and who may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.web import health, login, shell
from kzdash.web.compressed import Compressed
from kzdash.web.gate import Gate
from kzdash.web.headers import POLICY, SecurityHeaders
from kzdash.web.shell import SHELL, WORDS, ChineseShell

if TYPE_CHECKING:
    from starlette.routing import Route

__all__ = [
    "POLICY",
    "SHELL",
    "WORDS",
    "ChineseShell",
    "Compressed",
    "Gate",
    "SecurityHeaders",
    "routes",
]


def routes() -> list[Route]:
    """Return the routes beside Streamlit's own."""
    return [*shell.routes(), *login.routes(), *health.routes()]
