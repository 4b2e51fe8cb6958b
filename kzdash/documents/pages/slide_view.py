"""One slide of a briefing as HTML: on the presentation, and before Streamlit is there.

Sizes are shares of the screen's height, so that a slide looks alike on a projector of any size.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash.charts.svg.style import slide_stylesheet
from kzdash.charts.theme import DARK, LIGHT
from kzdash.documents.pages.evidence_view import picture_of
from kzdash.documents.pages.item_table import FOLDER, TEMPLATES
from kzdash.documents.pages.view import View
from kzdash.documents.slides.fitting import TABLE_SHARE
from kzdash.domain.formatting import format_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board
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


def corner_words(board: Board, number: int, count: int) -> tuple[str, str]:
    """Return what stands beneath each slide: whose figures of which day, and its number."""
    return f"{board.plan.short_title} · 截至{format_date(board.as_of)}", f"{number} / {count}"


def compose_slide(board: Board, slides: Sequence[Slide], request: BriefingRequest) -> View:
    """Compose the slide that a briefing's url names."""
    number = request.slide_within(len(slides))
    slide = slides[number - 1]
    html = TEMPLATES.get_template("slide.html").render(
        slide=slide,
        body=compose_slide_body(slide),
        corner=corner_words(board, number, len(slides)),
    )
    return View(TITLE, html, style=STYLES[request.theme], fills_screen=True)


def compose_slide_body(slide: Slide) -> str:
    """Compose all of a slide but its corner, to stand within an element of the class `slide`."""
    bars = slide.table.bars if slide.table else ()
    return TEMPLATES.get_template("slide_body.html").render(
        slide=slide,
        photo=picture_of(slide.photo) if slide.photo else "",
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
