"""The speaker's notes of a slide as HTML: in their window, and before Streamlit is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.charts.svg.style import slide_stylesheet
from kzdash.documents.pages.item_table import FOLDER, TEMPLATES
from kzdash.documents.pages.slide_view import LOOKS, corner_words, slide_on
from kzdash.documents.pages.view import View
from kzdash.documents.slides import speaker_notes
from kzdash.documents.slides.speaker_notes import NOTHING_NAMED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.documents.slides import BriefingRequest, Slide

TITLE = "讲稿"
STYLES = {
    theme: slide_stylesheet(".speaker-notes", look)
    + (FOLDER / "speaker_notes.css").read_text("utf-8")
    for theme, look in LOOKS.items()
}


def compose_notes(board: Board, slides: Sequence[Slide], request: BriefingRequest) -> View:
    """Compose the notes of the slide that a url names, with the title of the one after it."""
    on = slide_on(board, slides, request)
    html = TEMPLATES.get_template("speaker_notes.html").render(
        on=on,
        opened_from=slides[on.number - 1],
        following=slides[on.number] if on.number < on.count else None,
        notes=speaker_notes(on.slide, board),
        nothing=NOTHING_NAMED,
        about=corner_words(board),
    )
    return View(TITLE, html, style=STYLES[request.theme], fills_screen=True)
