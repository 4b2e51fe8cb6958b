"""A finding as the first line of a page, its words in the colours of the states they tell of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.domain.progress import Tone
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from kzdash.board.verdict import Clause

# what is calm is said in the ink of the page
COLOURS = {
    Tone.GOOD: "green",
    Tone.FAIR: "blue",
    Tone.WARNING: "orange",
    Tone.BAD: "red",
    Tone.NONE: "gray",
}


def show_finding(parts: Clause) -> None:
    """Show a finding composed by `board.verdict`; plain text, not Markdown."""
    words = "".join(in_colour(plain(part.words), part.tone) for part in parts)
    st.markdown(f"**{words}**")


def in_colour(words: str, tone: Tone | None) -> str:
    """Return Markdown in the colour of a tone, if any."""
    return f":{COLOURS[tone]}[{words}]" if tone in COLOURS else words
