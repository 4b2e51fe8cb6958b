"""Live refresh: an open page runs again when somebody reports, or when its login ends.

It also runs again when the system's theme changes: Streamlit follows at once, figures do not.
"""

from __future__ import annotations

from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

import streamlit as st
from streamlit import runtime
from streamlit.runtime.stats import GaugeStat

from kzdash.errors import KzdashError
from kzdash.runtime import clock
from kzdash.ui.frame.board import store
from kzdash.ui.frame.view import note_run_by_itself
from kzdash.ui.session.identity import current_user
from kzdash.ui.widgets import theme

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from streamlit.delta_generator import DeltaGenerator

    from kzdash.store import Version

EVERY_SECONDS = 2
# A report makes every open page run again. While this many pages run, the others wait, so that a
# page somebody has just opened goes first; each further check lets a page run beside one more.
MAX_RUNNING = 2


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
    st.session_state.put_off = 0
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
    me = current_user(touch=False)
    # a version cached a moment ago would make the page run once more, and lose what was clicked
    _version.clear()
    with place:
        _check(_version(), me.name if me else None, clock.today(), theme.is_dark())


@st.fragment(run_every=EVERY_SECONDS)
def _check(shown: Version, name: str | None, today: dt.date, dark: bool) -> None:
    note_run_by_itself()
    try:
        me = current_user(touch=False)
        stale = _version() != shown or (me.name if me else None) != name
        stale = stale or clock.today() != today or theme.is_dark() != dark
    except KzdashError:
        return  # the page stays as it is until the store can be read again
    if not stale:
        return
    if _running.count >= MAX_RUNNING + st.session_state.put_off:
        st.session_state.put_off += 1
        return
    st.rerun()


@st.cache_data(ttl=1, show_spinner=False)
def _version() -> Version:
    """Return the store's version, read at most once a second however many pages are open."""
    return store().version()
