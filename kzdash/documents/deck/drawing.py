"""Draw each kind of slide as a page of the PowerPoint deck."""

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
from kzdash.documents.slides.slide import state_cell
from kzdash.domain.formatting import format_money, printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes
    from kzdash.charts.treemap_layout import CategoryTile, ProjectTile
    from kzdash.documents.slides import Slide

HEADER_HEIGHT, GAP = 0.36, 0.05
# the least size of a tile, in inches, with a number, with a name, and with an amount
NUMBER_WIDTH, NUMBER_HEIGHT, MIN_HEADER_HEIGHT = 0.3, 0.17, 0.25
NAME_WIDTH, NAME_HEIGHT = 0.95, 0.5
AMOUNT_WIDTH, AMOUNT_HEIGHT = 1.5, 0.8
CHARACTER_WIDTH = 0.17
FONT = re.compile(rb'<a:(latin|ea) typeface="[^"]*"')


def make(
    board: Board, changes: Changes, read_photo: Callable[[str], bytes | None] = lambda _sha256: None
) -> bytes:
    """Return the deck of a board and the changes until its day as a PPTX file.

    `read_photo` gives the picture of a photo by its SHA-256, as a JPEG.
    """
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(WIDTH), Inches(HEIGHT)
    presentation.core_properties.title = printable(board.plan.title)
    presentation.core_properties.author = printable(board.plan.office)
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


def _set_theme_font(presentation: Any) -> None:
    """Set the Chinese font in the theme, which text that people add later takes."""
    for part in presentation.part.package.iter_parts():
        if "/theme/" in str(part.partname):
            xml = FONT.sub(rb'<a:\1 typeface="%b"' % FACE.encode(), part.blob)
            part._blob = xml


def _draw(page: Page, board: Board, slide: Slide) -> None:
    if slide.name == "cover":
        page.cover(slide.topic, slide.message, slide.notes)
        return
    page.title(slide.topic, slide.message)
    if not slide.is_empty:
        BODIES.get(slide.name, _table)(page, board, slide)


def _photo(page: Page, slide: Slide, jpeg: bytes | None) -> None:
    room, below = place(0, 0, 1, 0.92), place(0, 0.93, 1, 0.07)
    if jpeg and slide.photo:
        page.picture(room, jpeg, slide.photo.name)
    else:
        page.text(room, "照片在服务器上缺失", 18, palette.MUTED)
    page.text(below, "\n".join(slide.notes), 14, palette.MUTED)


def _overview(page: Page, _board: Board, slide: Slide) -> None:
    _figures(page, slide, across=2, y=0.06, height=0.86, size=54)


def _figures(
    page: Page, slide: Slide, *, across: int, y: float, height: float, size: float
) -> None:
    row_height = height / max(-(-len(slide.figures) // across), 1)
    for index, figure in enumerate(slide.figures):
        row, column = divmod(index, across)
        left, top, width = column / across, y + row * row_height, 1 / across - 0.02
        label, value, note = (
            place(left, top + row_height * start, width, row_height * share)
            for start, share in ((0, 0.2), (0.2, 0.45), (0.68, 0.25))
        )
        page.text(label, figure.label, 18, palette.MUTED)
        page.text(value, figure.value, size, palette.INK, bold=True)
        if figure.note:
            ink = palette.TONES[figure.tone] if figure.tone else palette.MUTED
            page.text(note, figure.note, 18, ink)


def _indicators(page: Page, _board: Board, slide: Slide) -> None:
    items = [item for item in slide.items if isinstance(item, IndicatorItem)]
    has_chart = charts.progress(page, place(0.68, 0, 0.32, 1), items, f"{slide.topic}的完成率")
    rows = tuple(_indicator_row(item) for item in items)
    table = Table(("指标", "最新值", "目标", "状态"), (13, 9, 9, 10), rows)
    page.table(place(0, 0, 0.66 if has_chart else 1, 1), table, 14)


def _indicator_row(item: IndicatorItem) -> tuple[Cell, ...]:
    return (
        Cell(f"{item.number}. {item.short_name}"),
        Cell(item.format_value(item.assessment.value)),
        Cell(item.target_words),
        state_cell(item),
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
    for tile in lay_out_treemap(board.categories, board.projects, whole, HEADER_HEIGHT, GAP):
        _category_tile(page, tile)


def _category_tile(page: Page, tile: CategoryTile) -> None:
    category, box = tile.category, tile.box
    ground = palette.category(category.number)
    name = f"{category.short_name} {format_money(category.planned_investment_wan_yuan)}"
    fits = len(name) * CHARACTER_WIDTH < box.width
    page.shape(_place(box), ground)
    if box.width > NUMBER_WIDTH and tile.header_height > MIN_HEADER_HEIGHT:
        page.text(
            _place(Rectangle(box.x, box.y, box.width, tile.header_height)),
            name if fits else category.short_name[:1],
            14,
            palette.GROUND,
            bold=True,
        )
    for project in tile.projects:
        _project_tile(page, project, ground)


def _project_tile(page: Page, tile: ProjectTile, ground: str) -> None:
    """Draw a project with as much of its number, name and amount as fits."""
    item, box = tile.item, tile.box
    words, size = "", 11.0
    if box.width > NUMBER_WIDTH and box.height > NUMBER_HEIGHT:
        words = str(item.number)
    if box.width > NAME_WIDTH and box.height > NAME_HEIGHT:
        words, size = f"{item.number}. {item.short_name}", 12
    if box.width > AMOUNT_WIDTH and box.height > AMOUNT_HEIGHT:
        words, size = f"{words}\n{format_money(item.planned_investment_wan_yuan)}", 14
    page.shape(_place(box), ground, words, size)


def _place(box: Rectangle) -> Place:
    return Place(box.x, box.y, box.width, box.height)


BODIES: dict[str, Callable[[Page, Board, Slide], None]] = {
    "overview": _overview,
    "indicators": _indicators,
    "behind": _behind,
    "treemap": _treemap,
    "categories": _categories,
    "milestones": _milestones,
}
