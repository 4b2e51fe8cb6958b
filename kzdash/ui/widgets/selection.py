"""Clear the selection of a table or chart after a click on it has left the page.

The browser keeps the selection: a second click on the same row would not be a change, and a page
that shows the table or chart again would leave at once. A new widget key starts without one.
"""

from __future__ import annotations

import streamlit as st


def key(name: str) -> str:
    """Return the widget key of a table or chart; it changes with `renew`."""
    turn = st.session_state.get(_turns(name), 0)
    return f"{name}-{turn}" if turn else name


def renew(name: str) -> None:
    """Give a table or chart a new key, so that the next run shows it without a selection."""
    st.session_state[_turns(name)] = st.session_state.get(_turns(name), 0) + 1


def _turns(name: str) -> str:
    return f"{name}-turns"
