"""Of very many cards a page draws as many as a browser draws in a moment, and says so."""

from __future__ import annotations

import streamlit as st

# a browser takes too long to draw more
MOST_CARDS = 60


def say_not_all_drawn(count: int, which: str, rest: str) -> None:
    """Say where more cards could be drawn than are, which are, and how to find the rest."""
    if count > MOST_CARDS:
        st.info(f"共 {count} 项，画出{which} {MOST_CARDS} 项。{rest}")
