"""Keeping an open page up to date: run again when somebody reports, or when a login ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from streamlit import runtime
from streamlit.runtime.stats import GaugeStat

from kzdash import clock
from kzdash.errors import KzdashError
from kzdash.ui.source import store
from kzdash.ui.who import who

if TYPE_CHECKING:
    import datetime as dt

    from streamlit.delta_generator import DeltaGenerator

    from kzdash.ui.source import Version

EVERY_SECONDS = 2


def sessions() -> int:
    """How many browser tabs are connected now."""
    if not runtime.exists():
        return 0
    family = "active_sessions"
    found = runtime.get_instance().stats_mgr.get_stats([family])[family]
    return sum(int(stat.value) for stat in found if isinstance(stat, GaugeStat))


def watch(place: DeltaGenerator) -> None:
    """Look every other second whether the page shows what the store has, to whom, and today.

    It is done in a place of the page that shows nothing of it.

    The run of the whole page that follows keeps what is typed in an open form.
    """
    me = who(touch=False)
    with place:
        _look(store().version(), me.name if me else None, clock.today())


@st.fragment(run_every=EVERY_SECONDS)
def _look(shown: Version, name: str | None, today: dt.date) -> None:
    try:
        me = who(touch=False)
        stale = _version() > shown or (me.name if me else None) != name
        stale = stale or clock.today() != today
    except KzdashError:
        return  # the page stays as it is until the store can be read again
    if stale:
        st.rerun()


@st.cache_data(ttl=1, show_spinner=False)
def _version() -> Version:
    """The store's version, asked for once a second however many pages are open."""
    return store().version()
