"""A page of the deck: its layout, and adding text, tables and shapes to it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Inches, Pt

from kzdash.charts import palette
from kzdash.documents.slides.fitting import HEAD, column_widths, row_height
from kzdash.domain.formatting import printable

if TYPE_CHECKING:
    from kzdash.documents.slides import Table
    from kzdash.domain.progress import Tone

FACE = "微软雅黑"
WIDTH, HEIGHT = 13.333, 7.5
MARGIN, TITLE_TOP, TITLE_HEIGHT = 0.53, 0.26, 1.2
TOP, BOTTOM = 1.55, 6.85
FOOTER_TOP, FOOTER_HEIGHT = 6.95, 0.4
TITLE, TEXT, SMALL = 32, 22, 16  # points, as 64, 44 and 32 pixels of a screen 1080 pixels high
LINE_SHARE = 1.3  # of a line, in sizes of its type: fonts differ in what they take by themselves
TITLE_LINE_SHARE = 1.2
EM = TEXT / 72  # inches
TITLE_ONLY = 5  # the index of that layout in python-pptx's template


@dataclass(frozen=True, slots=True)
class Place:
    """A position from the upper left corner and a size, in inches."""

    x: float
    y: float
    width: float
    height: float


BODY = Place(MARGIN, TOP, WIDTH - 2 * MARGIN, BOTTOM - TOP)


def place(x: float, y: float, width: float, height: float) -> Place:
    """Return a place in the body of a page from shares of its width and height."""
    return Place(
        BODY.x + x * BODY.width, BODY.y + y * BODY.height, width * BODY.width, height * BODY.height
    )


def colour(css: str) -> RGBColor:
    """Convert a colour of the palette, as #RRGGBB."""
    return RGBColor.from_string(css.removeprefix("#"))


class Page:
    """A slide being drawn; python-pptx has no types, so its objects are typed as Any."""

    def __init__(self, slide: Any) -> None:
        self.slide = slide

    def title(self, message: str) -> None:
        """Set the message as the slide's title, on two lines at most."""
        title = self.slide.shapes.title
        _move(title, Place(MARGIN, TITLE_TOP, BODY.width, TITLE_HEIGHT))
        self._write(title, message, TITLE, palette.INK, bold=True)

    def cover(self, topic: str, message: str, notes: tuple[str, ...]) -> None:
        """Fill the first slide: issuer, title, and notes with the day."""
        self.shape(Place(0, 0, 0.28, HEIGHT), palette.ACCENT)
        self.text(Place(1.1, 1.5, 11.2, 0.6), topic, TEXT, palette.ACCENT)
        title = self.slide.shapes.title
        _move(title, Place(1.1, 2.2, 11.2, 2.1))
        self._write(title, message, 44, palette.INK, bold=True)
        self.text(Place(1.1, 4.4, 11.2, 1.9), "\n".join(notes), TEXT, palette.MUTED)

    def footer(self, words: str) -> None:
        """Add the plan and day at the bottom left, and the slide's number at the right."""
        self.text(Place(MARGIN, FOOTER_TOP, 10.5, FOOTER_HEIGHT), words, SMALL, palette.MUTED)
        right = Place(WIDTH - MARGIN - 1, FOOTER_TOP, 1, FOOTER_HEIGHT)
        box = self.text(right, "", SMALL, palette.MUTED)
        paragraph = box.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT
        field = OxmlElement("a:fld")
        field.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
        field.set("type", "slidenum")
        properties = OxmlElement("a:rPr")
        properties.set("lang", "zh-CN")
        properties.set("sz", str(SMALL * 100))
        placeholder = OxmlElement("a:t")
        placeholder.text = "‹#›"
        field.append(properties)
        field.append(placeholder)
        paragraph._p.append(field)

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
        """Add a text box and return it; `size` is in points."""
        box = self.slide.shapes.add_textbox(*_inches(where))
        frame = box.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        self._write(box, words, size, ink, bold=bold)
        if middle:
            box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        return box

    def shape(self, where: Place, ground: str) -> None:
        """Add a rectangle."""
        shape = self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *_inches(where))
        shape.fill.solid()
        shape.fill.fore_color.rgb = colour(ground)
        shape.line.fill.background()
        shape.shadow.inherit = False

    def picture(self, where: Place, jpeg: bytes, name: str) -> None:
        """Add a picture as large as fits into the place, in its middle."""
        box = _inches(where)
        shape = self.slide.shapes.add_picture(io.BytesIO(jpeg), *box[:2])
        share = min(box[2] / shape.width, box[3] / shape.height)
        shape.width, shape.height = int(shape.width * share), int(shape.height * share)
        shape.left = int(box[0] + (box[2] - shape.width) / 2)
        shape.name = printable(name)

    def table(self, where: Place, table: Table, *, beside: bool) -> None:
        """Add a table, each row as high as its texts need; `beside` is whether a chart is."""
        widths, head = column_widths(table, beside=beside), [HEAD] if table.heads else []
        heights = head + [row_height(row, widths) for row in table.rows]
        box = _inches(Place(where.x, where.y, where.width, sum(heights) * EM))
        grid = self.slide.shapes.add_table(len(heights), len(table.widths), *box).table
        grid.first_row, grid.horz_banding = bool(table.heads), False
        for column, share in zip(grid.columns, table.widths, strict=True):
            column.width = Inches(where.width * share / sum(table.widths))
        for row, height in zip(grid.rows, heights, strict=True):
            row.height = Inches(height * EM)
        rows = list(grid.rows)
        if table.heads:
            for cell, words in zip(rows.pop(0).cells, table.heads, strict=True):
                self._fill_cell(cell, words, SMALL, palette.GROUND, palette.ACCENT)
        for row, cells in zip(rows, table.rows, strict=True):
            for cell, content in zip(row.cells, cells, strict=True):
                self._fill_cell(cell, content.words, TEXT, *_cell_colours(content.tone))

    def _fill_cell(self, cell: Any, words: str, size: float, ink: str, ground: str) -> None:
        cell.fill.solid()
        cell.fill.fore_color.rgb = colour(ground)
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        cell.margin_left = cell.margin_right = Inches(0.08)
        cell.margin_top = cell.margin_bottom = Inches(0.02)
        self._write(cell, words, size, ink, bold=ground == palette.ACCENT)

    def _write(self, shape: Any, words: str, size: float, ink: str, *, bold: bool = False) -> None:
        frame = shape.text_frame
        frame.word_wrap = True
        if hasattr(frame, "auto_size"):
            frame.auto_size = MSO_AUTO_SIZE.NONE
        for index, line in enumerate(printable(words).split("\n")):
            paragraph = frame.add_paragraph() if index else frame.paragraphs[0]
            if paragraph.alignment is None:
                paragraph.alignment = PP_ALIGN.LEFT
            run = paragraph.add_run()
            run.text = line
            paragraph.line_spacing = Pt(size * (TITLE_LINE_SHARE if size > TEXT else LINE_SHARE))
            run.font.size, run.font.bold, run.font.name = Pt(size), bold, FACE
            run.font.color.rgb = colour(ink)
            _set_chinese_font(run._r.get_or_add_rPr())


def _cell_colours(tone: Tone | None) -> tuple[str, str]:
    """Return the text colour and the background of a cell."""
    return (palette.TONES[tone], palette.TINTS[tone]) if tone else (palette.INK, palette.GROUND)


def _set_chinese_font(properties: Any) -> None:
    """Set the language, and the font of East Asian characters beside the Latin one."""
    properties.set("lang", "zh-CN")
    font = properties.find(qn("a:ea"))
    if font is None:
        font = OxmlElement("a:ea")
        properties.find(qn("a:latin")).addnext(font)
    font.set("typeface", FACE)


def _inches(where: Place) -> tuple[Any, Any, Any, Any]:
    return Inches(where.x), Inches(where.y), Inches(where.width), Inches(where.height)


def _move(shape: Any, where: Place) -> None:
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    shape.left, shape.top, shape.width, shape.height = _inches(where)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
