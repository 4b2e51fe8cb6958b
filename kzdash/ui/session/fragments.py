"""Fragments and dialogs: they run by themselves, if the current user may read the page."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from kzdash.runtime import config
from kzdash.ui.frame.failures import failures_in_words
from kzdash.ui.session.identity import current_user, may_read, remember_user

if TYPE_CHECKING:
    from collections.abc import Callable


def fragment(draw: Callable[..., None]) -> Callable[..., None]:
    """Let a part of a page run by itself, as long as the current user may read the page."""
    fragment_of_page: Callable[..., None] = st.fragment(_for_readers(draw))
    return fragment_of_page


def dialog(
    title: str,
    width: Literal["small", "large"] = "small",
    on_dismiss: Callable[[], None] | Literal["ignore"] = "ignore",
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Let a function draw a dialog, which Streamlit runs by itself like a fragment.

    `on_dismiss` is run when somebody closes it, before the page runs again.
    """

    def decorate(draw: Callable[..., None]) -> Callable[..., None]:
        open_dialog = st.dialog(title, width=width, on_dismiss=on_dismiss)
        dialog_of_page: Callable[..., None] = open_dialog(_for_readers(draw))
        return dialog_of_page

    return decorate


def _for_readers(draw: Callable[..., None]) -> Callable[..., None]:
    """Let a function draw only if the current user may read the page.

    A browser can ask for a fragment after its login has ended. Then the whole page runs instead,
    which asks for a new login.
    """

    @wraps(draw)
    def guarded(*args: Any) -> None:
        with remember_user(), failures_in_words():
            if config.current().login_to_read and not may_read(current_user(touch=False)):
                st.rerun()
            draw(*args)

    return guarded
