"""The presenter's keys and the marks beside a slide: a component in plain JavaScript.

Streamlit binds a shortcut only to a visible button, one key each, and has none for digits, full
screen or a lost connection. So `remote.js` handles all keys, reports the size of the screen, counts
down to the next slide, and marks a server that does not answer; `frozen_slide.js` covers a slide
with a copy of it until the next one is drawn; `place.js` asks for a slide until it is there;
`meeting_tools.js` has the pointer and the timer; `notes_window.js` opens the speaker's notes and
keeps them told.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable

_PARTS = (
    Path(__file__).parent / f"{name}.js"
    for name in ("remote_look", "frozen_slide", "meeting_tools", "notes_window", "place", "remote")
)
_mount = st.components.v2.component(
    "kzdash_remote", js="".join(part.read_text("utf-8") for part in _PARTS)
)


def listen_to_keys(key: str, data: dict[str, Any], go: Callable[[], None]) -> Any:  # noqa: ANN401 - Streamlit's result
    """Listen to keys; `go` is called when a key turns to another slide.

    The result has `settings` after the key S, `numbers` after D, and `search` after /.
    """
    return _mount(
        key=key,
        data=data,
        on_size_change=lambda: None,
        on_go_change=go,
        on_settings_change=lambda: None,
        on_numbers_change=lambda: None,
        on_search_change=lambda: None,
    )
