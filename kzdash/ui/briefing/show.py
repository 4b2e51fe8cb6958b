"""The presentation: find the slide of the url, draw it or its notes, and follow the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from kzdash.board.meetings import last_meeting_day
from kzdash.documents import slides as presentation
from kzdash.documents.pages.slide_view import LOOKS, slide_on
from kzdash.documents.slides.request import ALL_UNITS, place_query
from kzdash.runtime import clock
from kzdash.ui.briefing import draw, find, notes, numbers, place, settings
from kzdash.ui.briefing.remote import listen_to_keys
from kzdash.ui.briefing.screen import cover_screen
from kzdash.ui.frame.board import board_on
from kzdash.ui.parts.changes import changes_since
from kzdash.ui.session.fragments import fragment
from kzdash.ui.session.identity import office_user

if TYPE_CHECKING:
    from kzdash.board.board import Board
    from kzdash.documents.pages.slide_view import SlideOn
    from kzdash.documents.slides import BriefingRequest

KEY = "remote"


def show_briefing() -> None:
    """Show the slide that the url names or its notes, and follow the keys."""
    _slides()


@fragment
def _slides() -> None:
    place.follow_keys()
    request = presentation.read_request(notes.followed_query())
    board = board_on(request.as_of or clock.today(), entered=request.entered)
    changes = changes_since(request.changes_since(board.as_of, last_meeting_day(board)), board)
    # what is decided is put down for today alone
    decides = office_user() is not None and board.as_of == clock.today()
    slides = presentation.asked_slides(board, changes, request, decides=decides)
    look = LOOKS[request.theme]
    if request.notes:
        notes.show_notes(look, board, slides, request)
        return
    on = slide_on(board, slides, request)
    remote_state = st.session_state.get(KEY) or {}
    with cover_screen(look):
        draw.draw_slide(look, request, board, on, _invalid(request, board, on))
    result = listen_to_keys(
        KEY,
        {
            "place": {
                "slide": on.number,
                "show": place_query(request).get("show", "") if on.parts else "",
                "part": on.part,
            },
            "asked": place.turned_to(),
            "count": on.count,
            "parts": on.parts,
            "auto": 0 if on.parts else request.auto,
            "minutes": request.minutes,
            "shown": notes.shown_query(on.number),
            "sized": "size" in remote_state,
            "end": exit_address(request),
            "numbers": on.slide.name in numbers.FRAMES,
            "colours": {name: getattr(look, name) for name in ("ink", "ground", "accent", "muted")},
        },
        _go,
    )
    if result.settings:
        settings.show_settings(request, board)
    elif result.numbers:
        numbers.show_numbers(board, on.slide)
    elif result.search:
        find.show_search(request, board, str(result.search.get("typed", "")))


def _invalid(request: BriefingRequest, board: Board, on: SlideOn) -> tuple[str, ...]:
    """Return the names of the url's parameters that name what there is not."""
    has_unit = request.unit in ("", ALL_UNITS, *board.units)
    has_backup = not request.show or on.parts > 0
    beside = (("unit", has_unit), ("show", has_backup))
    return (*request.invalid_days, *(name for name, is_there in beside if not is_there))


def _go() -> None:
    """Turn to where a key led."""
    place.turn_to(st.session_state[KEY]["go"])


def exit_address(request: BriefingRequest) -> str:
    """Return the url on which the presentation ends: the overview of the same day."""
    query = urlencode(presentation.day_query(request))
    return f"/?{query}" if query else "/"
