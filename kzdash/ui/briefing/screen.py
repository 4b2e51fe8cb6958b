"""The screen of a presentation, which a slide covers: its type is sized by the screen's height."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from kzdash.charts.theme import ChartTheme

# the size of the root's type, a background that covers the screen, and where what is not of the
# slide itself stands; it selects only the keys that this page gives its own elements
STYLE = """<style>
html {{ font-size: calc(100vh * 33 / 1080); scrollbar-width: none; }}
.st-key-briefing {{ position: fixed; inset: 0; z-index: 999992; width: 100vw; height: 100vh;
  padding: 0; overflow: hidden; border-radius: 0; line-height: 1.4;
  background: {look.ground}; color: {look.ink}; }}
.st-key-corner {{ position: absolute; bottom: 2.4vh; left: 4vw; width: 92vw; }}
.st-key-decide-form {{ position: absolute; bottom: 9vh; left: 4vw; width: 92vw; }}
</style>"""


def cover_screen(look: ChartTheme) -> DeltaGenerator:
    """Cover the whole screen with a container, and return the container."""
    st.html(STYLE.format(look=look))
    return st.container(key="briefing", height="stretch", gap=None)
