"""Draw each slide as a page of the PowerPoint deck."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.util import Inches

from kzdash.charts import palette
from kzdash.documents import slides
from kzdash.documents.deck import charts
from kzdash.documents.deck.page import FACE, HEIGHT, SMALL, TEXT, TITLE_ONLY, WIDTH, Page, place
from kzdash.documents.slides.fitting import TABLE_SHARE
from kzdash.domain.formatting import printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes
    from kzdash.documents.slides import Slide

FONT = re.compile(rb'<a:(latin|ea) typeface="[^"]*"')
CHART_LEFT = TABLE_SHARE + 0.02
FIGURES_HEIGHT = 0.48
VALUE_SIZE = 36


def make(
    board: Board, changes: Changes, read_photo: Callable[[str], bytes | None] = lambda _sha256: None
) -> bytes:
    """Return the deck of a board and the changes until its day as a PPTX file.

    `read_photo` gives the picture of a photo by its SHA-256, as a JPEG.
    """
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(WIDTH), Inches(HEIGHT)
    _set_properties(presentation, board)
    _set_theme_font(presentation)
    for slide in slides.list_slides(board, changes):
        layout = presentation.slide_layouts[TITLE_ONLY]
        page = Page(presentation.slides.add_slide(layout))
        _draw(page, board, slide)
        if slide.photo:
            _photo(page, slide, read_photo(slide.photo.sha256))
        page.footer(f"{board.plan.short_title} · {board.as_of_words} · {board.closing_words}")
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def _set_properties(presentation: Any, board: Board) -> None:
    """Say whose the deck is and of which day: the library's template names its own author."""
    core, office = presentation.core_properties, printable(board.plan.office)
    core.title = printable(board.plan.title)
    core.author = core.last_modified_by = office
    core.subject, core.keywords, core.comments = printable(board.as_of_words), "", ""
    core.created = core.modified = dt.datetime.combine(board.as_of, dt.time())


def _set_theme_font(presentation: Any) -> None:
    """Set the Chinese font in the theme, which text that people add later takes."""
    for part in presentation.part.package.iter_parts():
        if "/theme/" in str(part.partname):
            part._blob = FONT.sub(rb'<a:\1 typeface="%b"' % FACE.encode(), part.blob)


def _draw(page: Page, board: Board, slide: Slide) -> None:
    if slide.name == "cover":
        page.cover(slide.topic, slide.message, slide.notes)
        return
    page.title(slide.message)
    if slide.figures:
        _figures(page, slide)
    if slide.table:
        top = FIGURES_HEIGHT if slide.figures else 0
        width = TABLE_SHARE if slide.chart else 1
        page.table(place(0, top, width, 1 - top), slide.table, beside=bool(slide.chart))
    if slide.chart:
        charts.DRAWN[slide.chart](page, place(CHART_LEFT, 0, 1 - CHART_LEFT, 1), board, slide)


def _photo(page: Page, slide: Slide, jpeg: bytes | None) -> None:
    room, below = place(0, 0, 1, 0.88), place(0, 0.9, 1, 0.1)
    if jpeg and slide.photo:
        page.picture(room, jpeg, slide.photo.name)
    else:
        page.text(room, "照片在服务器上缺失", TEXT, palette.MUTED)
    page.text(below, "\n".join(slide.notes), SMALL, palette.MUTED)


def _figures(page: Page, slide: Slide) -> None:
    across = len(slide.figures)
    for index, figure in enumerate(slide.figures):
        label, value, note = (
            place(index / across, top * FIGURES_HEIGHT, 1 / across - 0.02, height * FIGURES_HEIGHT)
            for top, height in ((0, 0.18), (0.18, 0.36), (0.54, 0.42))
        )
        page.text(label, figure.label, SMALL, palette.MUTED)
        page.text(value, figure.value, VALUE_SIZE, palette.INK, bold=True)
        if figure.note:
            ink = palette.TONES[figure.tone] if figure.tone else palette.MUTED
            page.text(note, figure.note, SMALL, ink)
