"""Where in a presentation a tab is: its url says so, and what its keys led to stands above that.

A browser sends the url with everything it asks for, also with the check for news that it makes
every two seconds. If that leaves before the answer to a key has come, it still has the url of the
slide before, and where there is news the whole page would be drawn anew for that url: the key
would be lost.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from kzdash.documents.slides.request import PLACE
from kzdash.ui.frame.view import put
from kzdash.ui.session.state import state_of

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass
class PlaceState:
    """The parameters of the url that the last key led to; none before the first key."""

    parameters: dict[str, str] = field(default_factory=dict)


def turn_to(place: Mapping[str, Any]) -> None:
    """Put the place that a key led to in the url, and remember it."""
    wanted = {name: str(place.get(name) or "") for name in PLACE}
    state_of(PlaceState).parameters = wanted
    _write(wanted)


def turned_to() -> dict[str, str]:
    """Return the parameters of the url that the last key led to, none before the first key."""
    return dict(state_of(PlaceState).parameters)


def follow_keys() -> None:
    """Let what the last key led to stand above an older url; Back and Forward stand above both."""
    state, run = state_of(PlaceState), get_script_run_ctx()
    if run is not None and run.is_history_navigation:
        state.parameters = {}
    elif state.parameters:
        _write(state.parameters)


def forget_keys() -> None:
    """Let the url alone say where the tab is, because something else than a key wrote it."""
    state_of(PlaceState).parameters = {}


def _write(wanted: Mapping[str, str]) -> None:
    if any(st.query_params.get(name, "") != value for name, value in wanted.items()):
        put(**wanted)
