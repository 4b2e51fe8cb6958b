"""What a session remembers between two runs of a page, apart from its widgets: a value a form."""

from __future__ import annotations

from typing import TypeVar

import streamlit as st

State = TypeVar("State")


def state_of(form: type[State]) -> State:
    """Return the session's state of a form; a session starts with the form's defaults."""
    state: State = st.session_state.setdefault(form.__name__, form())
    return state
