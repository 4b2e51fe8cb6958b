"""The place of a form beside a list: it comes into sight when the form is opened or sent."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.ui.reporting.form_state import report_form

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACE = "chosen-form"
_mount = st.components.v2.component(
    "kzdash_in_sight",
    # first_screen.js takes a component for drawn once each part of it has something in it
    html="<div><div></div></div>",
    js=(Path(__file__).parent / "in_sight.js").read_text("utf-8"),
)


@contextmanager
def place() -> Iterator[None]:
    """Hold a form, and what comes of it."""
    with st.container(key=PLACE):
        yield
        _mount(key="in-sight", data={"name": PLACE, "turn": report_form().turn})
