"""Live refresh: an open page runs again when somebody reports on what it shows, or at log-out.

It also runs again when the system's theme changes: Streamlit follows at once, figures do not.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import streamlit as st
from streamlit import runtime
from streamlit.runtime.stats import GaugeStat

from kzdash.board.cache import memoized
from kzdash.errors import KzdashError
from kzdash.runtime import clock
from kzdash.store import Version, items_changed_since
from kzdash.ui.frame.board import in_page_run, store, version_of_run
from kzdash.ui.frame.view import note_run_by_itself
from kzdash.ui.session.identity import current_user
from kzdash.ui.widgets import theme

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from streamlit.delta_generator import DeltaGenerator

    from kzdash.accounts import User
    from kzdash.board.items import BoardItem
    from kzdash.store import Store

EVERY_SECONDS = 2
# A report makes every open page run again that shows its item. While this many pages run, the
# others wait, so that a page somebody has just opened goes first; each further check lets a page
# run beside one more.
MAX_RUNNING = 2


@dataclass
class _Shown:
    """What the open page of a session was drawn from.

    `viewer` is its user, day and whether it is dark. `items` are the ids of the items that it
    shows something of that reports and adjustments change, None for all there are. `put_off` is
    how often it has waited for other pages with the news that it has.
    """

    version: Version
    viewer: tuple[User | None, dt.date, bool]
    items: frozenset[int] | None = None
    put_off: int = 0


class _RunningPages:
    """Count of the pages that this process runs now."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.count = 0

    def add(self, change: int) -> None:
        with self._lock:
            self.count += change


_running = _RunningPages()


@contextmanager
def count_drawing() -> Iterator[None]:
    """Count a page as running until the block ends."""
    _running.add(1)
    try:
        yield
    finally:
        _running.add(-1)


def is_running() -> bool:
    """Return whether Streamlit's runtime has started and not stopped."""
    stopped = {runtime.RuntimeState.STOPPING, runtime.RuntimeState.STOPPED}
    return runtime.exists() and runtime.get_instance().state not in stopped


def count_sessions() -> int:
    """Return how many browser tabs are connected now."""
    if not runtime.exists():
        return 0
    family = "active_sessions"
    stats = runtime.get_instance().stats_mgr.get_stats([family])[family]
    return sum(int(stat.value) for stat in stats if isinstance(stat, GaugeStat))


def refresh_on_news(place: DeltaGenerator) -> None:
    """Check every two seconds whether store, user, day or theme differ from what the page shows.

    If so the whole page runs again, which keeps what is typed in an open form. `place` holds the
    check, which shows nothing.
    """
    st.session_state.shown = _Shown(version_of_run(), _viewer())
    # a version cached a moment ago would make the page run once more, and lose what was clicked
    _version.clear()
    with place:
        _check()


def refresh_only_for(items: Iterable[BoardItem]) -> None:
    """Let reports and adjustments of other items than these leave the page as it is.

    A page says so that shows nothing of others; one that says nothing runs again for all news.
    """
    st.session_state.shown.items = frozenset(item.item_id for item in items)


def _viewer() -> tuple[User | None, dt.date, bool]:
    return current_user(touch=False), clock.today(), theme.is_dark()


@st.fragment(run_every=EVERY_SECONDS)
def _check() -> None:
    note_run_by_itself()
    if in_page_run():
        return  # the page has just read what it shows
    shown: _Shown = st.session_state.shown
    try:
        if _viewer() == shown.viewer and not _has_news(shown):
            return
    except KzdashError:
        return  # the page stays as it is until the store can be read again
    if _running.count >= MAX_RUNNING + shown.put_off:
        shown.put_off += 1
        return
    st.rerun()


def _has_news(shown: _Shown) -> bool:
    """Whether something was recorded since of what the page shows; pass over anything else."""
    version = _version()
    if version == shown.version:
        return False
    changed = None if shown.items is None else _items_changed(store(), shown.version, version)
    if shown.items is None or changed is None or not changed.isdisjoint(shown.items):
        return True
    shown.version = version
    return False


# one query for all open pages; what is recorded after `until` is found again with the next version
@memoized(40, key=lambda store, since, until: (store.url, since, until))
def _items_changed(store: Store, since: Version, until: Version) -> frozenset[int] | None:  # noqa: ARG001 - part of the cache's key
    return items_changed_since(store, since)


@st.cache_data(ttl=1, show_spinner=False)
def _version() -> Version:
    """Return the store's version, read at most once a second however many pages are open."""
    return store().version()
