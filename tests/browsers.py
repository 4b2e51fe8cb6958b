"""Which browser there is, and how it is started."""

from __future__ import annotations

import os
import shutil
from typing import Any

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
HOW_TO_GET = (
    "no Chromium, Chrome or Edge was found: on Debian run "
    "'apt-get install chromium fonts-noto-cjk' as root, elsewhere install Chrome, "
    "then run 'make test' again"
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def found() -> str | None:
    """Return the path of a browser, none where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def launch() -> dict[str, Any]:
    """Return how to launch it; as root a browser refuses its own sandbox."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = [given for given in ARGUMENTS if root or given != "--no-sandbox"]
    return {"executable_path": found(), "args": arguments}
