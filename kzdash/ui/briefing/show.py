"""The presentation: find the slide of the url, draw it or its notes, and follow the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from kzdash.board.meetings import last_meeting_day
from kzdash.documents import slides as presentation
from kzdash.documents.pages.slide_view import LOOKS
from kzdash.runtime import clock
from kzdash.ui.briefing import draw, notes, numbers, settings
from kzdash.ui.briefing.remote import listen_to_keys
from kzdash.ui.briefing.screen import cover_screen
from kzdash.ui.frame.board import board_on
from kzdash.ui.parts.changes import changes_between
from kzdash.ui.session.fragments import fragment
from kzdash.ui.session.identity import office_user

if TYPE_CHECKING:
    from kzdash.documents.slides import BriefingRequest

KEY = "remote"


def show_briefing() -> None:
    """Show the slide that the url names or its notes, and follow the keys."""
    _slides()


@fragment
def _slides() -> None:
    request = presentation.read_request(notes.followed_query())
    board = board_on(request.as_of or clock.today(), entered=request.entered)
    changes = changes_between(
        request.changes_since(board.as_of, last_meeting_day(board)), board.as_of
    )
    # what is decided is put down for today alone
    decides = office_user() is not None and board.as_of == clock.today()
    slides = presentation.list_slides(board, changes, decides=decides)
    number = request.slide_within(len(slides))
    remote_state = st.session_state.get(KEY) or {}
    look = LOOKS[request.theme]
    if request.notes:
        notes.show_notes(look, board, slides, request)
        return
    with cover_screen(look):
        draw.draw_slide(look, request.theme, board, slides, number, request.invalid_days)
    result = listen_to_keys(
        KEY,
        {
            "slide": number,
            "shown": notes.shown_query(number),
            "count": len(slides),
            "auto": request.auto,
            "sized": "size" in remote_state,
            "end": exit_address(request),
            "numbers": slides[number - 1].name in numbers.FRAMES,
            "colours": {"ink": look.ink, "ground": look.ground, "accent": look.accent},
        },
        _go,
    )
    if result.settings:
        settings.show_settings(request)
    elif result.numbers:
        numbers.show_numbers(board, slides[number - 1])


def _go() -> None:
    """Put the slide that a key turned to in the url."""
    st.query_params["slide"] = str(st.session_state[KEY]["go"])


def exit_address(request: BriefingRequest) -> str:
    """Return the url on which the presentation ends: the overview of the same day."""
    query = urlencode(presentation.day_query(request))
    return f"/?{query}" if query else "/"
