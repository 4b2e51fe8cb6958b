"""Parts of a page that run by themselves, and for those alone who may read it."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import streamlit as st

from kzdash.runtime import config
from kzdash.ui.frame.failures import failures_in_words
from kzdash.ui.session.identity import current_user, may_read, remember_user

if TYPE_CHECKING:
    from collections.abc import Callable


def fragment(draw: Callable[..., None]) -> Callable[..., None]:
    """Let a part of a page run by itself, as long as whoever looks may read it.

    It stays callable when the page itself is closed to them: a log-in that has ended since then
    makes the whole page run, which asks for a new one.
    """

    @wraps(draw)
    def guarded(*given: Any) -> None:
        with remember_user(), failures_in_words():
            if config.current().login_to_read and not may_read(current_user(touch=False)):
                st.rerun()
            draw(*given)

    made: Callable[..., None] = st.fragment(guarded)
    return made
