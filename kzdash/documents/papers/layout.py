"""The layout of official documents by GB/T 9704—2012: A4, 22 lines of 28 characters a page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from kzdash.domain.formatting import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TITLE, BODY, HEAD, SUBHEAD, PAGE = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
# fonts that a machine may have if it lacks those the standard names
FALLBACK_FONTS = {
    TITLE: "小标宋体,华文中宋,STZhongsong,Noto Serif CJK SC,SimSun",
    BODY: "仿宋,FangSong,STFangsong,华文仿宋",
    HEAD: "SimHei,Noto Sans CJK SC,微软雅黑",
    SUBHEAD: "楷体,KaiTi,STKaiti,华文楷体",
    PAGE: "SimSun,Noto Serif CJK SC",
}
SECOND, THIRD, FOURTH, IN_TABLE = Pt(22), Pt(16), Pt(14), Pt(10.5)
LINE, TITLE_LINE, TABLE_LINE = Pt(28), Pt(36), Pt(16)
TWO_CHARACTERS = Pt(32)
MAX_ROWS_KEPT_TOGETHER = 8  # of a table on one page
# in 20ths of a point, so that 28 characters of 16 pt fit the 156 mm between the margins
CHARACTER_GAP = -5


class Paper:
    """An official document in the making, written from the top to the date and the tables."""

    def __init__(self) -> None:
        self._document = Document()
        self._lay_out()
        self._style("Normal", BODY, THIRD)
        self._style("Heading 1", HEAD, THIRD)
        self._style("Heading 2", SUBHEAD, THIRD)
        self._style("Heading 3", BODY, THIRD, bold=True)
        self._add_fallback_fonts()

    def number(self, words: str) -> None:
        """Add the line of the document's number, marked as a blank to fill in."""
        self._add_paragraph(words, WD_ALIGN_PARAGRAPH.CENTER, blank=True)

    def title(self, words: str) -> None:
        """Add the title, centred between empty lines."""
        self._add_paragraph("", WD_ALIGN_PARAGRAPH.CENTER)
        paragraph = self._document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.line_spacing = TITLE_LINE
        _set_font(paragraph.add_run(printable(words)), TITLE, SECOND)
        self._add_paragraph("", WD_ALIGN_PARAGRAPH.CENTER)

    def addressee(self, words: str, *, blank: bool = False) -> None:
        """Add the addressee at the left margin; `blank` marks it as one to fill in."""
        self._add_paragraph(words, WD_ALIGN_PARAGRAPH.LEFT, blank=blank)

    def heading(self, words: str, level: int = 1) -> None:
        """Add a heading; by the standard 一、 is level 1, （一） level 2 and 1. level 3."""
        _indent(self._document.add_paragraph(printable(words), style=f"Heading {level}"))

    def text(self, words: str) -> None:
        """Add a paragraph of the body."""
        paragraph = self._document.add_paragraph(printable(words))
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        _indent(paragraph)

    def blank(self, words: str) -> None:
        """Add a marked place for text that only people can write."""
        paragraph = self._document.add_paragraph()
        _indent(paragraph)
        paragraph.add_run(
            printable(f"【此处由人工填写：{words}】")
        ).font.highlight_color = WD_COLOR_INDEX.YELLOW

    def signature(self, issuer: str, day: str) -> None:
        """Add the issuer and the day at the right, the day marked as a blank to fill in."""
        self._add_paragraph("", WD_ALIGN_PARAGRAPH.LEFT)
        for words, blank in ((issuer, False), (day, True)):
            paragraph = self._add_paragraph(words, WD_ALIGN_PARAGRAPH.RIGHT, blank=blank)
            paragraph.paragraph_format.right_indent = TWO_CHARACTERS * 2

    def table(
        self,
        caption: str,
        widths_mm: Sequence[float],
        rows: Iterable[Sequence[str]],
        *,
        new_page: bool = False,
    ) -> None:
        """Add a table under its caption; the first row is the header, repeated on every page."""
        head = self._add_paragraph(caption, WD_ALIGN_PARAGRAPH.CENTER).paragraph_format
        head.keep_with_next, head.page_break_before = True, new_page
        content = list(rows)
        table = self._document.add_table(len(content), len(widths_mm), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, widths_mm, strict=True):
            column.width = Mm(width)
        for index, (row, texts) in enumerate(zip(table.rows, content, strict=True)):
            _keep_together(row, header=not index)
            for cell, text, width in zip(row.cells, texts, widths_mm, strict=True):
                cell.width = Mm(width)
                _fill_cell(cell.paragraphs[0], text, BODY if index else HEAD)
                cell.paragraphs[0].paragraph_format.keep_with_next = (
                    len(content) <= MAX_ROWS_KEPT_TOGETHER and index < len(content) - 1
                )
        self._add_paragraph("", WD_ALIGN_PARAGRAPH.LEFT)

    def to_bytes(self) -> bytes:
        """Return the document as a DOCX file."""
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _add_paragraph(self, words: str, alignment: Any, *, blank: bool = False) -> Any:
        paragraph = self._document.add_paragraph()
        paragraph.alignment = alignment
        run = paragraph.add_run(printable(words))
        if blank:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        return paragraph

    def _lay_out(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance = Mm(23)
        grid = section._sectPr.find(qn("w:docGrid"))  # docx offers no way to it
        if grid is None:
            grid = OxmlElement("w:docGrid")
            section._sectPr.append(grid)
        grid.set(qn("w:type"), "lines")
        grid.set(qn("w:linePitch"), str(int(LINE.pt * 20)))
        self._document.settings.odd_and_even_pages_header_footer = True
        _page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
        _page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)

    def _style(self, name: str, font: str, size: Pt, *, bold: bool = False) -> None:
        style = self._document.styles[name]
        _set_font(style, font, size)
        style.font.bold, style.font.italic = bold, False
        style.font.color.rgb = RGBColor(0, 0, 0)
        gap = OxmlElement("w:spacing")
        gap.set(qn("w:val"), str(CHARACTER_GAP))
        style.element.get_or_add_rPr().append(gap)
        paragraphs = style.paragraph_format
        paragraphs.space_before = paragraphs.space_after = Pt(0)
        paragraphs.line_spacing_rule, paragraphs.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
        paragraphs.widow_control = True
        paragraphs.keep_with_next = name != "Normal"

    def _add_fallback_fonts(self) -> None:
        """List in the file the fonts that may replace those it names."""
        for part in self._document.part.package.iter_parts():
            if str(part.partname) == "/word/fontTable.xml":
                table = parse_xml(part.blob)
                for name, others in FALLBACK_FONTS.items():
                    font = f'<w:font {nsdecls("w")} w:name="{name}">'
                    table.append(parse_xml(f'{font}<w:altName w:val="{others}"/></w:font>'))
                part._blob = _serialized(table)  # docx offers no way to it


def _serialized(element: Any) -> bytes:
    from docx.opc.oxml import serialize_part_xml  # noqa: PLC0415 - used only here

    content: bytes = serialize_part_xml(element)
    return content


def _set_font(target: Any, font: str, size: Pt) -> None:
    """Set the font of every script; python-docx sets only that of Western text."""
    target.font.name, target.font.size = font, size
    fonts = target.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), font)
    # quotation marks and dashes would otherwise take their Western form
    fonts.set(qn("w:hint"), "eastAsia")
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)


def _indent(paragraph: Any) -> None:
    """Indent the first line by two characters."""
    paragraph.paragraph_format.first_line_indent = TWO_CHARACTERS
    paragraph._p.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), "200")


def _keep_together(row: Any, *, header: bool) -> None:
    """Keep a row on one page, and repeat the header on each page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))


def _fill_cell(paragraph: Any, text: str, font: str) -> None:
    paragraph.paragraph_format.line_spacing = TABLE_LINE
    off_grid = OxmlElement("w:snapToGrid")
    off_grid.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(off_grid, "w:spacing")
    _set_font(paragraph.add_run(printable(text)), font, IN_TABLE)


def _page_number(footer: Any, alignment: Any) -> None:
    """Add the page number, — 1 — in 四号 宋体, one character from the outer edge."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = alignment
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = FOURTH
    for kind, text in (("", "— "), ("begin", ""), ("", "PAGE"), ("end", ""), ("", " —")):
        run = paragraph.add_run(text if text != "PAGE" else "")
        _set_font(run, PAGE, FOURTH)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)  # docx has no fields
        elif text == "PAGE":
            code = OxmlElement("w:instrText")
            code.text = " PAGE "
            run._r.append(code)
