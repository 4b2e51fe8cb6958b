"""What came of something that was done, in a box of its own."""

from __future__ import annotations

from typing import Literal

import streamlit as st

Kind = Literal["error", "warning", "success"]


def show_outcome(kind: Kind, words: str) -> None:
    """Show words as those of a failure, a warning, or a success with its mark."""
    match kind:
        case "error":
            st.error(words)
        case "warning":
            st.warning(words)
        case "success":
            st.success(words, icon=":material/check_circle:")
