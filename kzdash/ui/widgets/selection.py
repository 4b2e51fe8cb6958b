"""Tables and charts in which nothing is chosen any more once a click on them led somewhere.

A browser keeps what was chosen: a second click on the same would be no news to the page, and a
page that shows the table or chart again would be led away by it at once.
"""

from __future__ import annotations

import streamlit as st


def key(name: str) -> str:
    """Return the key that a table or chart has until it is renewed."""
    turn = st.session_state.get(_turns(name), 0)
    return f"{name}-{turn}" if turn else name


def renew(name: str) -> None:
    """Let a table or chart stand on the page anew, with nothing chosen, from its next run on."""
    st.session_state[_turns(name)] = st.session_state.get(_turns(name), 0) + 1


def _turns(name: str) -> str:
    return f"{name}-turns"
