"""The limit on open files, and how many connections and pages fit into it.

A process that has reached the limit can open neither the store nor the log, and a server that
cannot accept a connection logs thousands of errors a second. So the server turns connections and
pages away while there are still files left for the store.
"""

from __future__ import annotations

import sys

if sys.platform != "win32":  # Windows has no such limit
    import resource

MAX_FILES = 65_536
# for the store's connections, logs, metrics, libraries and files being written; and for the event
# loops of 128 closed pages, which Streamlit keeps for two minutes
RESERVED_FILES = 256 + 128 * 3
# the connection of a page, and the event loop in the thread of its script
FILES_PER_PAGE = 6
MAX_PAGES, MAX_CONNECTIONS = 400, 2_000


def raise_limit() -> None:
    """Raise the soft limit of this process as far as its hard limit allows."""
    if sys.platform == "win32":
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    highest = MAX_FILES if hard == resource.RLIM_INFINITY else min(hard, MAX_FILES)
    if soft != resource.RLIM_INFINITY and soft < highest:
        resource.setrlimit(resource.RLIMIT_NOFILE, (highest, hard))


def max_pages() -> int:
    """Return how many pages may be open at once."""
    return max(1, min(MAX_PAGES, _available_files() * 2 // 3 // FILES_PER_PAGE))


def max_connections() -> int:
    """Return how many connections may be open at once, including those of open pages."""
    return max(max_pages() + 1, min(MAX_CONNECTIONS, max_pages() + _available_files() // 3))


def _available_files() -> int:
    """Return how many files connections may use: the limit without the reserved ones."""
    if sys.platform == "win32":
        return MAX_FILES
    soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MAX_FILES if soft == resource.RLIM_INFINITY else max(0, soft - RESERVED_FILES)
