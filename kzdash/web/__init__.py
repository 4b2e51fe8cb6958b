"""HTTP around Streamlit's pages: middleware, and routes of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.web.first_screen import compose_todays_overview
from kzdash.web.middleware import shell
from kzdash.web.middleware.compression import CompressedAssets
from kzdash.web.middleware.file_names import AsciiFileNames
from kzdash.web.middleware.gate import AccessGate
from kzdash.web.middleware.open_pages import OpenPageLimit
from kzdash.web.middleware.own_hosts import AllowedHosts
from kzdash.web.middleware.security_headers import POLICY, SecurityHeaders
from kzdash.web.middleware.shell import DICTIONARY, FIXES, LEAVING, SHELL, WORDS, ChineseShell
from kzdash.web.middleware.uploads import UploadLimits
from kzdash.web.middleware.url_dates import IsoDates
from kzdash.web.views import (
    calendar,
    documents,
    evidence,
    handbook,
    health,
    login,
    plain_pages,
    print_pages,
)
from kzdash.web.views.unexpected import unexpected_error

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.routing import Route

__all__ = [
    "DICTIONARY",
    "FIXES",
    "LEAVING",
    "POLICY",
    "SHELL",
    "WORDS",
    "AccessGate",
    "AllowedHosts",
    "AsciiFileNames",
    "ChineseShell",
    "CompressedAssets",
    "IsoDates",
    "OpenPageLimit",
    "SecurityHeaders",
    "UploadLimits",
    "compose_todays_overview",
    "routes",
    "unexpected_error",
]


def routes(pages_run: Callable[[], bool]) -> list[Route]:
    """Return the routes beside Streamlit's own; `pages_run` says whether its runtime is running."""
    modules = (shell, login, print_pages, plain_pages, documents, evidence, calendar, handbook)
    return [
        *(route for module in modules for route in module.routes()),
        *health.routes(pages_run),
    ]
