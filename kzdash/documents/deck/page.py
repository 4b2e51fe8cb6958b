"""A page of the deck: where things stand on it, and text, tables and shapes put there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Inches, Pt

from kzdash.charts import palette
from kzdash.domain.formatting import printable

if TYPE_CHECKING:
    from kzdash.documents.slides import Table
    from kzdash.domain.progress import Tone

FACE = "微软雅黑"
WIDTH, HEIGHT = 13.333, 7.5
MARGIN, TOP, BOTTOM = 0.6, 1.75, 6.85
LONGEST_LINE = 30  # characters of a title that stand on one line
ROW = 0.8  # how high a row of a table may be, in inches
TITLE_ONLY = 5  # of the layouts that python-pptx brings


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, in inches from the upper left corner."""

    x: float
    y: float
    width: float
    height: float


BODY = Place(MARGIN, TOP, WIDTH - 2 * MARGIN, BOTTOM - TOP)


def place(x: float, y: float, width: float, height: float) -> Place:
    """A place within the body of a page, each given as a share of it."""
    return Place(
        BODY.x + x * BODY.width, BODY.y + y * BODY.height, width * BODY.width, height * BODY.height
    )


def colour(of_palette: str) -> RGBColor:
    """A colour of the palette."""
    return RGBColor.from_string(of_palette.removeprefix("#"))


class Page:
    """A slide being drawn; python-pptx has no types, so its own parts are of any."""

    def __init__(self, slide: Any) -> None:
        self.slide = slide

    def title(self, about: str, message: str) -> None:
        """What the slide is about, small, and its message as its title."""
        self.text(Place(MARGIN, 0.4, BODY.width, 0.4), about, 16, palette.ACCENT)
        title = self.slide.shapes.title
        _put(title, Place(MARGIN, 0.75, BODY.width, 0.85))
        size = 28 if len(message) <= LONGEST_LINE else 22
        self._write(title, message, size, palette.INK, bold=True)

    def cover(self, about: str, message: str, notes: tuple[str, ...]) -> None:
        """The first slide: who, what, and of which day."""
        self.shape(Place(0, 0, 0.28, HEIGHT), palette.ACCENT)
        self.text(Place(1.1, 1.6, 11.2, 0.6), about, 20, palette.ACCENT)
        title = self.slide.shapes.title
        _put(title, Place(1.1, 2.2, 11.2, 1.9))
        self._write(title, message, 40, palette.INK, bold=True)
        self.text(Place(1.1, 4.4, 11.2, 1.8), "\n".join(notes), 20, palette.MUTED)

    def corner(self, words: str) -> None:
        """What board and day this is of, and the slide's number."""
        self.text(Place(MARGIN, 6.98, 10, 0.35), words, 12, palette.MUTED)
        box = self.text(Place(WIDTH - MARGIN - 1, 6.98, 1, 0.35), "", 12, palette.MUTED)
        paragraph = box.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT
        field = OxmlElement("a:fld")
        field.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
        field.set("type", "slidenum")
        properties = OxmlElement("a:rPr")
        properties.set("lang", "zh-CN")
        properties.set("sz", "1200")
        shown = OxmlElement("a:t")
        shown.text = "‹#›"
        field.append(properties)
        field.append(shown)
        paragraph._p.append(field)  # python-pptx has no fields

    def text(
        self,
        where: Place,
        words: str,
        size: float,
        ink: str,
        *,
        bold: bool = False,
        middle: bool = False,
    ) -> Any:
        """Put words somewhere."""
        box = self.slide.shapes.add_textbox(*_inches(where))
        self._write(box, words, size, ink, bold=bold)
        if middle:
            box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        return box

    def shape(self, where: Place, ground: str, words: str = "", size: float = 12) -> None:
        """Put a rectangle somewhere, with words in the middle of it."""
        shape = self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *_inches(where))
        shape.fill.solid()
        shape.fill.fore_color.rgb = colour(ground)
        shape.line.color.rgb = colour(palette.GROUND)
        shape.line.width = Pt(1)
        shape.shadow.inherit = False
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = Inches(0.03)
        frame.margin_top = frame.margin_bottom = 0
        self._write(shape, words, size, palette.GROUND)
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        for paragraph in frame.paragraphs:
            paragraph.alignment = PP_ALIGN.CENTER

    def table(self, where: Place, table: Table, size: float = 16) -> None:
        """Put a table somewhere, as high as its rows need and no higher than the place."""
        count = len(table.rows) + 1
        high = min(where.height, count * ROW)
        box = _inches(Place(where.x, where.y, where.width, high))
        made = self.slide.shapes.add_table(count, len(table.heads), *box).table
        for column, share in zip(made.columns, table.widths, strict=True):
            column.width = Inches(where.width * share / sum(table.widths))
        for row in made.rows:
            row.height = Inches(high / count)
        for cell, words in zip(made.rows[0].cells, table.heads, strict=True):
            self._cell(cell, words, size - 2, palette.GROUND, palette.ACCENT)
        for row, cells in zip(list(made.rows)[1:], table.rows, strict=True):
            for cell, shown in zip(row.cells, cells, strict=True):
                self._cell(cell, shown.words, size, *_toned(shown.tone))

    def _cell(self, cell: Any, words: str, size: float, ink: str, ground: str) -> None:
        cell.fill.solid()
        cell.fill.fore_color.rgb = colour(ground)
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        cell.margin_left = cell.margin_right = Inches(0.08)
        cell.margin_top = cell.margin_bottom = Inches(0.02)
        self._write(cell, words, size, ink, bold=ground == palette.ACCENT)

    def _write(self, thing: Any, words: str, size: float, ink: str, *, bold: bool = False) -> None:
        frame = thing.text_frame
        frame.word_wrap = True
        for at, line in enumerate(printable(words).split("\n")):
            paragraph = frame.paragraphs[0] if not at else frame.add_paragraph()
            if paragraph.alignment is None:
                paragraph.alignment = PP_ALIGN.LEFT
            run = paragraph.add_run()
            run.text = line
            run.font.size, run.font.bold, run.font.name = Pt(size), bold, FACE
            run.font.color.rgb = colour(ink)
            _in_chinese(run._r.get_or_add_rPr())  # python-pptx names no Chinese font


def _toned(tone: Tone | None) -> tuple[str, str]:
    """Ink and ground of a cell."""
    return (palette.TONES[tone], palette.TINTS[tone]) if tone else (palette.INK, palette.GROUND)


def _in_chinese(properties: Any) -> None:  # an XML element
    """Name the font for the Chinese, too, and the language."""
    properties.set("lang", "zh-CN")
    found = properties.find(qn("a:ea"))
    if found is None:
        found = OxmlElement("a:ea")
        properties.find(qn("a:latin")).addnext(found)
    found.set("typeface", FACE)


def _inches(where: Place) -> tuple[Any, Any, Any, Any]:
    return Inches(where.x), Inches(where.y), Inches(where.width), Inches(where.height)


def _put(shape: Any, where: Place) -> None:
    shape.left, shape.top, shape.width, shape.height = _inches(where)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
