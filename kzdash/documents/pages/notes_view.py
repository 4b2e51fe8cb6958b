"""The speaker's notes of a slide as HTML: in their window, and before Streamlit is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.charts.svg.style import slide_stylesheet
from kzdash.documents.pages.item_table import FOLDER, TEMPLATES
from kzdash.documents.pages.slide_view import LOOKS, corner_words
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
    number = request.slide_within(len(slides))
    slide = slides[number - 1]
    html = TEMPLATES.get_template("speaker_notes.html").render(
        slide=slide,
        number=number,
        count=len(slides),
        following=slides[number] if number < len(slides) else None,
        notes=speaker_notes(slide, board),
        nothing=NOTHING_NAMED,
        about=corner_words(board, number, len(slides))[0],
    )
    return View(TITLE, html, style=STYLES[request.theme], fills_screen=True)
