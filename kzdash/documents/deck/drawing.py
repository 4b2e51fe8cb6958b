"""How each kind of slide of the presentation is drawn as a page of the deck."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.util import Inches

from kzdash.board.items import IndicatorItem
from kzdash.charts import palette
from kzdash.charts.treemap_layout import Rectangle, lay_out_treemap
from kzdash.documents import slides
from kzdash.documents.deck import charts
from kzdash.documents.deck.page import BODY, FACE, HEIGHT, TITLE_ONLY, WIDTH, Page, Place, place
from kzdash.documents.slides import Cell, Table
from kzdash.documents.slides.slide import status_cell
from kzdash.domain.formatting import format_money, printable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes
    from kzdash.charts.treemap_layout import CategoryTile, ProjectTile
    from kzdash.documents.slides import Slide

HEAD, GAP = 0.36, 0.05
NAMED_WIDTH, PRICED_WIDTH, PRICED_HEIGHT, NAMED_HEIGHT = 0.95, 1.5, 0.8, 0.5
LEAST_WIDTH, LEAST_HEIGHT, LEAST_HEAD = 0.3, 0.17, 0.25
CHARACTER = 0.17
FONT = re.compile(rb'<a:(latin|ea) typeface="[^"]*"')


def make(board: Board, changed: Changes) -> bytes:
    """Draw the deck of a board, and of what changed until its day."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(WIDTH), Inches(HEIGHT)
    presentation.core_properties.title = printable(board.plan.title)
    presentation.core_properties.author = printable(board.plan.office)
    _speak_chinese(presentation)
    for slide in slides.list_slides(board, changed):
        layout = presentation.slide_layouts[TITLE_ONLY]
        page = Page(presentation.slides.add_slide(layout))
        _draw(page, board, slide)
        page.corner(f"{board.plan.short_title} · {board.as_of_words}")
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def _speak_chinese(presentation: Any) -> None:
    """Name the Chinese font in the theme, for whatever is added to the deck later."""
    for part in presentation.part.package.iter_parts():
        if "/theme/" in str(part.partname):
            named = FONT.sub(rb'<a:\1 typeface="%b"' % FACE.encode(), part.blob)
            part._blob = named  # python-pptx offers no way to it


def _draw(page: Page, board: Board, slide: Slide) -> None:
    if slide.name == "cover":
        page.cover(slide.about, slide.message, slide.notes)
        return
    page.title(slide.about, slide.message)
    if not slide.nothing:
        PARTS.get(slide.name, _table)(page, board, slide)


def _overview(page: Page, _board: Board, slide: Slide) -> None:
    _figures(page, slide, across=2, y=0.06, height=0.86, size=54)


def _figures(
    page: Page, slide: Slide, *, across: int, y: float, height: float, size: float
) -> None:
    each = height / max(-(-len(slide.figures) // across), 1)
    for at, one in enumerate(slide.figures):
        row, column = divmod(at, across)
        left, top, wide = column / across, y + row * each, 1 / across - 0.02
        label, value, note = (
            place(left, top + each * begin, wide, each * share)
            for begin, share in ((0, 0.2), (0.2, 0.45), (0.68, 0.25))
        )
        page.text(label, one.label, 18, palette.MUTED)
        page.text(value, one.value, size, palette.INK, bold=True)
        if one.note:
            page.text(note, one.note, 18, palette.TONES[one.tone] if one.tone else palette.MUTED)


def _indicators(page: Page, board: Board, slide: Slide) -> None:
    found = [item for item in slide.items if isinstance(item, IndicatorItem)]
    drawn = charts.progress(page, place(0.68, 0, 0.32, 1), found, f"{slide.about}的完成率")
    rows = tuple(_indicator_row(item, board.as_of) for item in found)
    table = Table(("指标", "最新值", "目标", "状态"), (13, 9, 9, 10), rows)
    page.table(place(0, 0, 0.66 if drawn else 1, 1), table, 14)


def _indicator_row(item: IndicatorItem, as_of: dt.date) -> tuple[Cell, ...]:
    return (
        Cell(f"{item.number}. {item.short_name}"),
        Cell(item.shown(item.assessment.value)),
        Cell(item.target_words),
        status_cell(item, as_of),
    )


def _table(page: Page, _board: Board, slide: Slide) -> None:
    if slide.table:
        page.table(BODY, slide.table)


def _behind(page: Page, board: Board, slide: Slide) -> None:
    _table(page, board, slide)
    across = max(len(slide.figures), 1)
    top = 0.64 if slide.table else 0.2
    _figures(page, slide, across=across, y=top, height=0.36, size=28)


def _categories(page: Page, board: Board, slide: Slide) -> None:
    if slide.table:
        page.table(place(0, 0, 1, 0.46), slide.table, 14)
    charts.money(page, place(0, 0.48, 1, 0.52), board.categories, slide.message)


def _milestones(page: Page, board: Board, slide: Slide) -> None:
    if slide.table:
        page.table(place(0, 0, 0.64, 1), slide.table, 15)
    charts.days_left(page, place(0.66, 0, 0.34, 1), board.milestones, slide.message)


def _treemap(page: Page, board: Board, _slide: Slide) -> None:
    whole = Rectangle(BODY.x, BODY.y, BODY.width, BODY.height)
    for field in lay_out_treemap(board.categories, board.projects, whole, HEAD, GAP):
        _field(page, field)


def _field(page: Page, field: CategoryTile) -> None:
    ground = palette.category(field.category.number)
    box = field.box
    name = f"{field.category.short_name} {format_money(field.category.planned_investment_wan_yuan)}"
    fits = len(name) * CHARACTER < box.width
    page.shape(_at(box), ground)
    if box.width > LEAST_WIDTH and field.head > LEAST_HEAD:
        page.text(
            _at(Rectangle(box.x, box.y, box.width, field.head)),
            name if fits else field.category.short_name[:1],
            14,
            palette.GROUND,
            bold=True,
        )
    for stone in field.stones:
        _stone(page, stone, ground)


def _stone(page: Page, stone: ProjectTile, ground: str) -> None:
    """A project: as much of number, name and money as there is room for."""
    item, box = stone.item, stone.box
    words, size = "", 11.0
    if box.width > LEAST_WIDTH and box.height > LEAST_HEIGHT:
        words = str(item.number)
    if box.width > NAMED_WIDTH and box.height > NAMED_HEIGHT:
        words, size = f"{item.number}. {item.short_name}", 12
    if box.width > PRICED_WIDTH and box.height > PRICED_HEIGHT:
        words, size = f"{words}\n{format_money(item.planned_investment_wan_yuan)}", 14
    page.shape(_at(box), ground, words, size)


def _at(box: Rectangle) -> Place:
    return Place(box.x, box.y, box.width, box.height)


PARTS: dict[str, Callable[[Page, Board, Slide], None]] = {
    "overview": _overview,
    "indicators": _indicators,
    "behind": _behind,
    "treemap": _treemap,
    "categories": _categories,
    "milestones": _milestones,
}
