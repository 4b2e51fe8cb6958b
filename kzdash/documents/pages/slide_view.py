"""One slide of a briefing as HTML: on the presentation, and before Streamlit is there.

Sizes are shares of the screen's height, so that a slide looks alike on a projector of any size.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash.charts.svg.style import slide_stylesheet
from kzdash.charts.theme import DARK, LIGHT
from kzdash.documents.pages.evidence_view import picture_of
from kzdash.documents.pages.item_table import FOLDER, TEMPLATES
from kzdash.documents.pages.slide_links import no_links, slide_links
from kzdash.documents.pages.view import View
from kzdash.documents.slides import backup_slides
from kzdash.documents.slides.fitting import TABLE_SHARE
from kzdash.domain.formatting import format_date

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import EvidenceEntry
    from kzdash.documents.slides import BriefingRequest, Slide

TITLE = "投屏汇报"
# the share of a bar's room at which its target stands
TARGET_AT, MOST_SHARE = 80, Decimal("1.25")
BAR_HEADS = {"progress": "完成率（竖线为目标）", "money": "占计划（竖线为计划）"}
LOOKS = {"light": LIGHT, "dark": DARK}
STYLES = {
    theme: slide_stylesheet(".slide", look) + (FOLDER / "slide.css").read_text("utf-8")
    for theme, look in LOOKS.items()
}


@dataclass(frozen=True, slots=True)
class SlideOn:
    """The slide that is on: the `number` of `count`, and `part` of `parts` of a backup slide.

    `parts` is 0 where no backup slide is open.
    """

    slide: Slide
    number: int
    count: int
    part: int = 0
    parts: int = 0

    @property
    def place_words(self) -> str:
        """The number of the slide; of a backup slide, how to get back to the one it was."""
        if not self.parts:
            return f"{self.number} / {self.count}"
        part = f" {self.part} / {self.parts}" if self.parts > 1 else ""
        return f"备用页{part} · 退出键返回"


def slide_on(board: Board, slides: Sequence[Slide], request: BriefingRequest) -> SlideOn:
    """Return the slide that a request names; a backup slide of what is not there is not open."""
    number = request.slide_within(len(slides))
    backup = backup_slides(board, request.show[-1]) if request.show else ()
    if not backup:
        return SlideOn(slides[number - 1], number, len(slides))
    part = min(request.part, len(backup))
    return SlideOn(backup[part - 1], number, len(slides), part, len(backup))


def corner_words(board: Board) -> str:
    """Return what stands beneath each slide: whose figures of which day."""
    return f"{board.plan.short_title} · 截至{format_date(board.as_of)}"


def compose_slide(board: Board, slides: Sequence[Slide], request: BriefingRequest) -> View:
    """Compose the slide that a briefing's url names."""
    shown = slide_on(board, slides, request)
    html = TEMPLATES.get_template("slide.html").render(
        slide=shown.slide,
        body=compose_slide_body(shown.slide, slide_links(board, request)),
        corner=(corner_words(board), shown.place_words),
    )
    return View(TITLE, html, style=STYLES[request.theme], fills_screen=True)


def compose_slide_body(
    slide: Slide,
    linked: Callable[[str, int], Sequence[tuple[str, str]]] = no_links,
    picture: Callable[[EvidenceEntry], str] = picture_of,
) -> str:
    """Compose all of a slide but its corner, to stand within an element of the class `slide`.

    `linked` returns a text in parts, each with the address that it leads to; what has none of its
    own leads to the slide of a number. `picture` returns where the picture of a photo is.
    """
    bars = slide.table.bars if slide.table else ()
    return TEMPLATES.get_template("slide_body.html").render(
        slide=slide,
        linked=linked,
        photo=picture(slide.photo) if slide.photo else "",
        column_shares=_shares(slide),
        bars=[None if bar.share is None else _length(bar.share) for bar in bars],
        bar_head=BAR_HEADS.get(slide.chart, ""),
    )


def _shares(slide: Slide) -> list[float]:
    """Return the widths of the columns, that of the bars last, in percent."""
    if slide.table is None:
        return []
    room = TABLE_SHARE if slide.table.bars else 1
    shares = [100 * room * width / sum(slide.table.widths) for width in slide.table.widths]
    return [round(share, 2) for share in (*shares, *((100 - 100 * room,) if room < 1 else ()))]


def _length(share: Decimal) -> Decimal:
    return round(min(max(share, Decimal(0)), MOST_SHARE) * TARGET_AT, 1)
