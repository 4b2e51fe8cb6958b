"""A button that copies a text with one click."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

FOLDER = Path(__file__).parent
HTML = '<div><textarea readonly tabindex="-1" aria-hidden="true"></textarea><button></button></div>'
_mount = st.components.v2.component(
    "kzdash_copy",
    html=HTML,
    css=(FOLDER / "copy_button.css").read_text("utf-8"),
    js=(FOLDER / "copy_button.js").read_text("utf-8"),
)


def copy_button(key: str, label: str, text: str) -> None:
    """Show a button that copies a text."""
    _mount(key=key, data={"label": label, "text": text}, width="content")
