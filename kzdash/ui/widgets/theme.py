"""The light or dark theme of a page, and what depends on it."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from kzdash.charts.theme import NIGHT, PAGE, ChartTheme


def chart_theme() -> ChartTheme:
    """Return the colours of figures on this page."""
    return NIGHT if is_dark() else PAGE


def emphasis() -> Literal["primary", "secondary"]:
    """Return the type of a form's main button.

    Streamlit writes white on the primary colour; the dark theme's is too light for that.
    """
    return "secondary" if is_dark() else "primary"


def is_dark() -> bool:
    """Return whether the page has the dark theme, which follows the system's setting."""
    return st.context.theme.type == "dark"
