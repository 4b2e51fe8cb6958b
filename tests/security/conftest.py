"""What attacks need: pages, addresses over ASGI, and stores, as the other tests have them."""

from tests.ui.conftest import components, jar, log_in, own_store, visit
from tests.web.conftest import browse, browser, hasher, join, runner, zhang

__all__ = [
    "browse",
    "browser",
    "components",
    "hasher",
    "jar",
    "join",
    "log_in",
    "own_store",
    "runner",
    "visit",
    "zhang",
]
