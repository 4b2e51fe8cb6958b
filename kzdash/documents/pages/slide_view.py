"""One slide of a briefing as HTML that covers the screen: what is seen before Streamlit is there.

It stands in the places of the slide that `ui/briefing/draw.py` draws; where a chart of Plotly's
will be, it keeps the room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.items import IndicatorItem
from kzdash.charts.svg.bullet import compute_bullet
from kzdash.charts.svg.dial import draw_dial, is_short
from kzdash.charts.svg.style import slide_stylesheet
from kzdash.charts.theme import DARK, LIGHT
from kzdash.documents.pages.evidence_view import picture_of
from kzdash.documents.pages.item_table import FOLDER, TEMPLATES
from kzdash.documents.pages.view import View
from kzdash.domain.formatting import format_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.documents.slides import BriefingRequest, Slide

TITLE = "投屏汇报"
# a slide is laid out for a height of so many lines, and scaled up to the screen
LINES = 540
GAUGE_COLUMNS, GAUGE_NAME = 4, 22
GAUGES_HEIGHT, TREEMAP_HEIGHT, COUNTDOWN_HEIGHT = 356, 392, 172
# charts that have their room alone
ROOM = {"treemap": TREEMAP_HEIGHT, "milestones": COUNTDOWN_HEIGHT}
LOOKS = {"light": LIGHT, "dark": DARK}
STYLES = {
    theme: slide_stylesheet(".slide", look) + (FOLDER / "slide.css").read_text("utf-8")
    for theme, look in LOOKS.items()
}


def gauge_lines(count: int) -> float:
    """Return the height of a gauge on a slide of so many, in lines of the slide."""
    return GAUGES_HEIGHT / -(-count // GAUGE_COLUMNS) - GAUGE_NAME


def compose_slide(board: Board, slides: Sequence[Slide], request: BriefingRequest) -> View:
    """Compose the slide that a briefing's url names."""
    number = request.slide_within(len(slides))
    slide = slides[number - 1]
    indicators = [item for item in slide.items if isinstance(item, IndicatorItem)]
    html = TEMPLATES.get_template("slide.html").render(
        slide=slide,
        photo=picture_of(slide.photo) if slide.photo else "",
        corner=(
            f"{board.plan.short_title} · 截至{format_date(board.as_of)}",
            f"{number} / {len(slides)}",
        ),
        gauges=[
            (item, draw_dial(compute_bullet(item)), item.format_value(item.assessment.value))
            for item in indicators
        ],
        is_short=is_short,
        gauge_columns=GAUGE_COLUMNS,
        gauge_height=_height(gauge_lines(len(indicators) or 1)),
        room=_height(ROOM[slide.name]) if slide.name in ROOM and not slide.is_empty else "",
        figures_across=2 if slide.name == "overview" else max(len(slide.figures), 1),
    )
    return View(TITLE, html, style=STYLES[request.theme], fills_screen=True)


def _height(lines: float) -> str:
    """Return so many lines of a slide as a share of the screen's height."""
    return f"{lines / LINES * 100:.2f}vh"
