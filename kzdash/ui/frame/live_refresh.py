"""Keeping an open page up to date: run again when somebody reports, or when a login ends.

And when the reader's system goes dark, which Streamlit follows at once and figures by a new run.
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
from kzdash.ui.session.identity import current_user
from kzdash.ui.widgets import theme

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from streamlit.delta_generator import DeltaGenerator

    from kzdash.store import Version

EVERY_SECONDS = 2
# a report makes every open page run again: where this many run already, the others let those who
# asked for a page go first, and try at their next look, each time beside one more
AT_ONCE = 2


class _Drawing:
    """How many pages this process is drawing now."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.count = 0

    def add(self, change: int) -> None:
        with self._lock:
            self.count += change


_pages = _Drawing()


@contextmanager
def count_drawing() -> Iterator[None]:
    """Count a page among those that are being drawn until the block ends."""
    st.session_state.put_off = 0
    _pages.add(1)
    try:
        yield
    finally:
        _pages.add(-1)


def is_running() -> bool:
    """Whether what runs the pages is there and has not stopped."""
    over = {runtime.RuntimeState.STOPPING, runtime.RuntimeState.STOPPED}
    return runtime.exists() and runtime.get_instance().state not in over


def count_sessions() -> int:
    """How many browser tabs are connected now."""
    if not runtime.exists():
        return 0
    family = "active_sessions"
    found = runtime.get_instance().stats_mgr.get_stats([family])[family]
    return sum(int(stat.value) for stat in found if isinstance(stat, GaugeStat))


def refresh_on_news(place: DeltaGenerator) -> None:
    """Look every other second whether the page shows what the store has, to whom, when and how.

    It is done in a place of the page that shows nothing of it.

    The run of the whole page that follows keeps what is typed in an open form.
    """
    me = current_user(touch=False)
    # a version cached a moment ago would make the page run once more, and lose what was clicked
    _version.clear()
    with place:
        _look(_version(), me.name if me else None, clock.today(), theme.is_dark())


@st.fragment(run_every=EVERY_SECONDS)
def _look(shown: Version, name: str | None, today: dt.date, dark: bool) -> None:
    try:
        me = current_user(touch=False)
        stale = _version() != shown or (me.name if me else None) != name
        stale = stale or clock.today() != today or theme.is_dark() != dark
    except KzdashError:
        return  # the page stays as it is until the store can be read again
    if not stale:
        return
    if _pages.count >= AT_ONCE + st.session_state.put_off:
        st.session_state.put_off += 1
        return
    st.rerun()


@st.cache_data(ttl=1, show_spinner=False)
def _version() -> Version:
    """The store's version, asked for once a second however many pages are open."""
    return store().version()
