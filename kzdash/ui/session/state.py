"""What a session remembers between two runs of a page, apart from its widgets: a value a form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeVar

import streamlit as st

State = TypeVar("State")


@dataclass(frozen=True, slots=True)
class Notice:
    """What came of the last answers, or undo, on an item, in words."""

    item_id: int
    kind: Literal["error", "warning", "success"]
    words: str


def state_of(form: type[State]) -> State:
    """Return the session's state of a form; a session starts with the form's defaults."""
    state: State = st.session_state.setdefault(form.__name__, form())
    return state
