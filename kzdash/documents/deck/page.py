"""A page of the deck: its placeholders, and adding text, tables and pictures to it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Inches, Pt

from kzdash.charts import palette
from kzdash.documents.deck.master import (
    COVER_TITLE,
    LINE_SHARE,
    POINTS,
    SMALL,
    TEXT,
    TITLE_LINE_SHARE,
    TITLES,
    Place,
    fitting_size,
    inches,
    placeholder,
)
from kzdash.documents.slides.fitting import HEAD, column_widths, row_height
from kzdash.domain.formatting import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.documents.deck.master import Master
    from kzdash.documents.slides import Table
    from kzdash.domain.progress import Tone

# what follows the theme of the master; a state has its own colour whatever the theme
THEMED = {
    palette.INK: MSO_THEME_COLOR.TEXT_1,
    palette.GROUND: MSO_THEME_COLOR.BACKGROUND_1,
    palette.MUTED: MSO_THEME_COLOR.TEXT_2,
    palette.ACCENT: MSO_THEME_COLOR.ACCENT_1,
}


def paint(colour: Any, css: str) -> None:
    """Set a colour of the palette, as #RRGGBB, or the theme's own of the same meaning."""
    if css in THEMED:
        colour.theme_color = THEMED[css]
    else:
        colour.rgb = RGBColor.from_string(css.removeprefix("#"))


class Page:
    """A slide being drawn; python-pptx has no types, so its objects are typed as Any."""

    def __init__(self, master: Master, *, is_cover: bool = False) -> None:
        self.master = master
        self.has_cover = is_cover and master.cover is not None
        layout = master.cover if self.has_cover else master.inside
        self.slide = master.presentation.slides.add_slide(layout)
        # the runs of texts that lead to another slide, with its number
        self._leading: list[tuple[Any, int]] = []

    def place(self, x: float, y: float, width: float, height: float) -> Place:
        """Return a place in the page's body from shares of its width and height."""
        body = self.master.body
        return Place(
            body.x + x * body.width,
            body.y + y * body.height,
            width * body.width,
            height * body.height,
        )

    def points(self, size: float) -> float:
        """Return a size of type of the product's master as it is in this one."""
        return size * self.master.scale

    def title(self, message: str) -> None:
        """Put the message into the placeholder of the title, on two lines at most."""
        title = placeholder(self.slide, *TITLES)
        size = fitting_size(message, self.master.title, self.master.title_size)
        self._fill(title, "标题", message, size, TITLE_LINE_SHARE)

    def cover(self, topic: str, message: str, notes: tuple[str, ...]) -> None:
        """Fill the first slide: issuer, title, and notes with the day."""
        if not self.has_cover:
            self.title(message)
            self.text(self.place(0, 0, 1, 1), "\n".join((topic, *notes)), TEXT, palette.MUTED)
            return
        above = placeholder(self.slide, PP_PLACEHOLDER.BODY)
        lines = notes if above is not None else (topic, *notes)
        for shape, name, words, most in (
            (above, "印发单位", topic, TEXT),
            (placeholder(self.slide, *TITLES), "标题", message, COVER_TITLE),
            (placeholder(self.slide, PP_PLACEHOLDER.SUBTITLE), "副标题", "\n".join(lines), TEXT),
        ):
            if shape is not None:
                sides = (shape.left, shape.top, shape.width, shape.height)
                where = Place(*(side.inches for side in sides))
                size = fitting_size(words, where, self.points(most))
                self._fill(shape, name, words, size, TITLE_LINE_SHARE)

    def footer(self, words: str) -> None:
        """Add the plan and day, and the slide's number, where the layout has them."""
        master = self.master
        most = min(self.points(SMALL), master.footer.height * POINTS / LINE_SHARE)
        size = fitting_size(words, master.footer, most)
        footer = self._foot(PP_PLACEHOLDER.FOOTER, master.footer, words, size)
        footer.name = "页脚"
        number = self._foot(PP_PLACEHOLDER.SLIDE_NUMBER, master.number, "", size)
        number.name = "页码"
        add_slide_number(number, size)

    def clear(self) -> None:
        """Remove the placeholders that nothing was put into."""
        for shape in list(self.slide.placeholders):
            if not shape.has_text_frame or not shape._element.xpath(".//a:t"):
                shape._element.getparent().remove(shape._element)

    def text(self, where: Place, words: str, size: float, ink: str, *, bold: bool = False) -> Any:
        """Add a text box and return it; `size` is in points of the product's master."""
        box = self.slide.shapes.add_textbox(*inches(where))
        _without_margins(box.text_frame)
        self._write(box, words, self.points(size), ink, bold=bold)
        return box

    def picture(self, where: Place, jpeg: bytes, name: str) -> None:
        """Add a picture as large as fits into the place, in its middle."""
        box = inches(where)
        shape = self.slide.shapes.add_picture(io.BytesIO(jpeg), *box[:2])
        share = min(box[2] / shape.width, box[3] / shape.height)
        shape.width, shape.height = int(shape.width * share), int(shape.height * share)
        shape.left = int(box[0] + (box[2] - shape.width) / 2)
        shape.name = printable(name)
        shape._element._nvXxPr.cNvPr.set("descr", printable(name))

    def table(self, where: Place, table: Table, *, beside: bool) -> None:
        """Add a table, each row as high as its texts need; `beside` is whether a chart is."""
        widths, head = column_widths(table, beside=beside), [HEAD] if table.heads else []
        heights = head + [row_height(row, widths) for row in table.rows]
        em = self.points(TEXT) / POINTS
        box = inches(Place(where.x, where.y, where.width, sum(heights) * em))
        grid = self.slide.shapes.add_table(len(heights), len(table.widths), *box).table
        grid.first_row, grid.horz_banding = bool(table.heads), False
        for column, share in zip(grid.columns, table.widths, strict=True):
            column.width = Inches(where.width * share / sum(table.widths))
        for row, height in zip(grid.rows, heights, strict=True):
            row.height = Inches(height * em)
        rows = list(grid.rows)
        if table.heads:
            for cell, words in zip(rows.pop(0).cells, table.heads, strict=True):
                self._fill_cell(cell, words, SMALL, palette.GROUND, palette.ACCENT)
        for row, cells in zip(rows, table.rows, strict=True):
            for cell, content in zip(row.cells, cells, strict=True):
                colours = _cell_colours(content.tone)
                runs = self._fill_cell(cell, content.words, TEXT, *colours)
                self._leading += [(run, content.slide) for run in runs if content.slide]

    def link(self, pages: Sequence[Page]) -> None:
        """Let the texts that lead to a slide open it by a click; `pages` are all of the deck."""
        for run, number in self._leading:
            key = self.slide.part.relate_to(pages[number - 1].slide.part, RT.SLIDE)
            click = run._r.get_or_add_rPr().add_hlinkClick(key)
            click.set("action", "ppaction://hlinksldjump")

    def _fill_cell(self, cell: Any, words: str, size: float, ink: str, ground: str) -> list[Any]:
        cell.fill.solid()
        paint(cell.fill.fore_color, ground)
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        cell.margin_left = cell.margin_right = Inches(0.08 * self.master.scale)
        cell.margin_top = cell.margin_bottom = Inches(0.02 * self.master.scale)
        return self._write(cell, words, self.points(size), ink, bold=ground == palette.ACCENT)

    def _write(self, shape: Any, words: str, size: float, ink: str, *, bold: bool) -> list[Any]:
        """Write a text that has the font of the theme, and return its runs."""
        runs = write_lines(shape.text_frame, words, size, LINE_SHARE)
        for run in runs:
            run.font.bold = bold
            paint(run.font.color, ink)
        return runs

    def _fill(self, shape: Any, name: str, words: str, size: float, line_share: float) -> None:
        """Write into a placeholder, which has font, colour and alignment from the master."""
        shape.name = name
        _without_margins(shape.text_frame)
        write_lines(shape.text_frame, words, size, line_share)

    def _foot(self, kind: Any, where: Place, words: str, size: float) -> Any:
        """Add a placeholder of the layout's foot, or a text box where it has none."""
        layout = placeholder(self.slide.slide_layout, kind)
        if layout is None:
            return self.text(where, words, size / self.master.scale, palette.MUTED)
        self.slide.shapes.clone_placeholder(layout)
        shape = placeholder(self.slide, kind)
        shape.left, shape.top, shape.width, shape.height = inches(where)
        self._fill(shape, shape.name, words, size, LINE_SHARE)
        return shape


def add_slide_number(shape: Any, size: float = 0) -> None:
    """Put the field with the slide's number into a shape, in so many points if it has no own."""
    paragraph = shape.text_frame.paragraphs[0]._p
    for run in paragraph.findall(qn("a:r")):
        paragraph.remove(run)
    field = OxmlElement("a:fld")
    field.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    field.set("type", "slidenum")
    properties = OxmlElement("a:rPr")
    properties.set("lang", "zh-CN")
    if size:
        properties.set("sz", str(round(size * 100)))
    words = OxmlElement("a:t")
    words.text = "‹#›"
    field.append(properties)
    field.append(words)
    paragraph.append(field)


def write_lines(frame: Any, words: str, size: float, line_share: float) -> list[Any]:
    """Write a text into a frame, a paragraph a line, and return its runs."""
    frame.word_wrap = True
    if hasattr(frame, "auto_size"):
        frame.auto_size = MSO_AUTO_SIZE.NONE
    runs = []
    for index, line in enumerate(printable(words).split("\n")):
        paragraph = frame.add_paragraph() if index else frame.paragraphs[0]
        paragraph.line_spacing = Pt(size * line_share)
        run = paragraph.add_run()
        run.text = line
        run.font.size = Pt(size)
        run._r.get_or_add_rPr().set("lang", "zh-CN")
        runs.append(run)
    return runs


def _without_margins(frame: Any) -> None:
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def _cell_colours(tone: Tone | None) -> tuple[str, str]:
    """Return the text colour and the background of a cell."""
    return (palette.TONES[tone], palette.TINTS[tone]) if tone else (palette.INK, palette.GROUND)
