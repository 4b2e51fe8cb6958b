"""How many files this process may open, and how they are shared out.

Without a file left neither the store nor the log can be opened, and a server that cannot accept a
connection for want of one tells its log so thousands of times a second. So connections and open
pages are turned away before, while there still are files for the store.
"""

from __future__ import annotations

import sys

if sys.platform != "win32":  # which has no such limit
    import resource

MOST_FILES = 65_536
# the store's connections, the log, measurements, libraries and what is being made at the moment;
# and the loops of 128 pages that were closed, which Streamlit keeps for two minutes
KEPT_BACK = 256 + 128 * 3
# a page has a connection, and its script a loop of its own in a thread
OF_A_PAGE = 6
MOST_PAGES, MOST_CONNECTIONS = 400, 2_000


def raise_limit() -> None:
    """Raise the limit that this process was started with as far as it may."""
    if sys.platform == "win32":
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def max_pages() -> int:
    """Return how many pages may be open at once."""
    return max(1, min(MOST_PAGES, _files() * 2 // 3 // OF_A_PAGE))


def max_connections() -> int:
    """Return how many connections may be open at once, those of open pages among them."""
    return max(max_pages() + 1, min(MOST_CONNECTIONS, max_pages() + _files() // 3))


def _files() -> int:
    """How many files there are beside those kept back."""
    if sys.platform == "win32":
        return MOST_FILES
    soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST_FILES if soft == resource.RLIM_INFINITY else max(0, soft - KEPT_BACK)
