"""Draw each slide as a page of the PowerPoint deck."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from kzdash.charts import palette
from kzdash.documents import slides
from kzdash.documents.deck import charts
from kzdash.documents.deck.master import SMALL, TEXT, open_master
from kzdash.documents.deck.notes_page import write_notes
from kzdash.documents.deck.page import Page
from kzdash.documents.slides.fitting import TABLE_SHARE
from kzdash.domain.formatting import printable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes
    from kzdash.documents.slides import Slide

CHART_LEFT = TABLE_SHARE + 0.02
FIGURES_HEIGHT = 0.4
# where a figure's label, value and note begin, and how high they are, in shares of it
FIGURE_PARTS = ((0, 0.16), (0.16, 0.34), (0.5, 0.45))
VALUE_SIZE = 36


def make(
    board: Board,
    changes: Changes,
    read_photo: Callable[[str], bytes | None] = lambda _sha256: None,
    master_file: Path | None = None,
) -> bytes:
    """Return the deck of a board and the changes until its day as a PPTX file.

    `read_photo` gives the picture of a photo by its SHA-256, as a JPEG. `master_file` is an
    office's own master; UnreadableMasterError or UnfitMasterError if no deck can be made with it.
    """
    master = open_master(master_file)
    _set_properties(master.presentation, board)
    pages: list[Page] = []
    for slide in slides.list_slides(board, changes):
        page = Page(master, is_cover=slide.name == "cover")
        _draw(page, board, slide)
        if slide.photo:
            _photo(page, slide, read_photo(slide.photo.sha256))
        page.footer(f"{board.plan.short_title} · {board.as_of_words} · {board.closing_words}")
        page.clear()
        write_notes(page.slide, slides.speaker_notes(slide, board))
        pages.append(page)
    for page in pages:
        page.link(pages)
    out = io.BytesIO()
    master.presentation.save(out)
    return out.getvalue()


def _set_properties(presentation: Any, board: Board) -> None:
    """Say whose the deck is and of which day: a master names its own author."""
    core, office = presentation.core_properties, printable(board.plan.office)
    core.title = printable(board.plan.title)
    core.author = core.last_modified_by = office
    core.subject, core.keywords, core.comments = printable(board.as_of_words), "", ""
    core.created = core.modified = dt.datetime.combine(board.as_of, dt.time())


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
        page.table(page.place(0, top, width, 1 - top), slide.table, beside=bool(slide.chart))
    if slide.chart:
        where = page.place(CHART_LEFT, 0, 1 - CHART_LEFT, 1)
        charts.DRAWN[slide.chart](page, where, board, slide)


def _photo(page: Page, slide: Slide, jpeg: bytes | None) -> None:
    room, below = page.place(0, 0, 1, 0.88), page.place(0, 0.9, 1, 0.1)
    if jpeg and slide.photo:
        page.picture(room, jpeg, slide.photo.name)
    else:
        page.text(room, "照片在服务器上缺失", TEXT, palette.MUTED)
    page.text(below, "\n".join(slide.notes), SMALL, palette.MUTED)


def _figures(page: Page, slide: Slide) -> None:
    """Draw the figures above the table, or in larger words in the middle of a page without one."""
    across = len(slide.figures)
    start, height_of_all, beside = (0, FIGURES_HEIGHT, SMALL) if slide.table else (0.2, 0.6, TEXT)
    for index, figure in enumerate(slide.figures):
        label, value, note = (
            page.place(
                index / across,
                start + top * height_of_all,
                1 / across - 0.02,
                height * height_of_all,
            )
            for top, height in FIGURE_PARTS
        )
        page.text(label, figure.label, beside, palette.MUTED)
        page.text(value, figure.value, VALUE_SIZE, palette.INK, bold=True)
        if figure.note:
            ink = palette.TONES[figure.tone] if figure.tone else palette.MUTED
            page.text(note, figure.note, beside, ink)
