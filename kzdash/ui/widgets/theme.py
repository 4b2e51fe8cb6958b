"""The theme that a page is seen in, light or dark, and what follows from it."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from kzdash.charts.theme import NIGHT, PAGE, ChartTheme


def chart_theme() -> ChartTheme:
    """Return the colours that figures have on this page."""
    return NIGHT if is_dark() else PAGE


def emphasis() -> Literal["primary", "secondary"]:
    """Return the type of the button that a form is there for.

    Streamlit writes white on the primary colour, and one that can be read on a dark ground is too
    light for that.
    """
    return "secondary" if is_dark() else "primary"


def is_dark() -> bool:
    """Return whether the page is seen in the dark theme, as the reader's system says."""
    return st.context.theme.type == "dark"
