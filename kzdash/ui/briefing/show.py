"""The presentation: which slide is on, what turns it, and what keeps it up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from kzdash.documents import slides as presentation
from kzdash.runtime import clock
from kzdash.ui.briefing import draw, numbers, settings
from kzdash.ui.briefing.remote import listen_to_keys
from kzdash.ui.briefing.screen import cover_screen, screen_of
from kzdash.ui.frame.board import board_on
from kzdash.ui.parts.changes import changes_between
from kzdash.ui.session.fragments import fragment

if TYPE_CHECKING:
    from kzdash.documents.slides import BriefingRequest

KEY = "remote"


def show_briefing() -> None:
    """Show the slide that the url asks for, and follow the keys."""
    _slides()


@fragment
def _slides() -> None:
    asked = presentation.read_request(st.query_params)
    board = board_on(asked.as_of or clock.today(), entered=asked.entered)
    changed = changes_between(asked.changes_since(board.as_of), board.as_of)
    slides = presentation.list_slides(board, changed, hide_empty=asked.hide_empty)
    number = asked.slide_within(len(slides))
    told = st.session_state.get(KEY) or {}
    on = screen_of(told.get("size"), asked.theme)
    with cover_screen(on.look):
        draw.draw_slide(on, board, slides, number, asked.invalid_days)
    look = on.look
    result = listen_to_keys(
        KEY,
        {
            "slide": number,
            "count": len(slides),
            "auto": asked.auto,
            "end": exit_address(asked),
            "numbers": slides[number - 1].name in numbers.FRAMES,
            "colours": {"ink": look.ink, "ground": look.ground, "accent": look.accent},
        },
        _go,
    )
    if result.settings:
        settings.show_settings(asked)
    elif result.numbers:
        numbers.show_numbers(board, slides[number - 1])


def _go() -> None:
    """Note in the url which slide was asked for."""
    st.query_params["slide"] = str(st.session_state[KEY]["go"])


def exit_address(asked: BriefingRequest) -> str:
    """Return where the presentation leads back to: the overview of the same day."""
    query = urlencode(presentation.day_query(asked))
    return f"/?{query}" if query else "/"
