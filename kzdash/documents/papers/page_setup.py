"""The page of official documents by GB/T 9704—2012: A4, 22 lines of 28 characters, mirrored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document

TITLE, BODY, HEAD, SUBHEAD, PAGE = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
# fonts that a machine may have if it lacks those the standard names
FALLBACK_FONTS = {
    TITLE: "小标宋体,华文中宋,STZhongsong,Noto Serif CJK SC,SimSun",
    BODY: "仿宋,FangSong,STFangsong,华文仿宋",
    HEAD: "SimHei,Noto Sans CJK SC,微软雅黑",
    SUBHEAD: "楷体,KaiTi,STKaiti,华文楷体",
    PAGE: "SimSun,Noto Serif CJK SC",
}
THIRD, FOURTH = Pt(16), Pt(14)
# 22 lines on 225 mm, in whole 20ths of a point
LINE = Pt(28.95)
# the number of a page, 14 pt high, is 7 mm below the text
FOOTER_DISTANCE = Mm(23)
# in 20ths of a point, so that 28 characters of 16 pt fit the 156 mm between the margins
CHARACTER_GAP = -5


def set_up(document: Document, *, as_letter: bool) -> None:
    """Set a document's page, styles, fonts and page numbers; a letter's first page has none."""
    _lay_out(document, as_letter=as_letter)
    _style(document, "Normal", BODY)
    _style(document, "Heading 1", HEAD)
    _style(document, "Heading 2", SUBHEAD)
    _style(document, "Heading 3", BODY, bold=True)
    _add_fallback_fonts(document)


def set_font(target: Any, font: str, size: Pt) -> None:
    """Set the font of every script; python-docx sets only that of Western text."""
    target.font.name, target.font.size = font, size
    fonts = target.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), font)
    # quotation marks and dashes would otherwise take their Western form
    fonts.set(qn("w:hint"), "eastAsia")
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)


def _lay_out(document: Document, *, as_letter: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = FOOTER_DISTANCE
    section.different_first_page_header_footer = as_letter
    grid = section._sectPr.find(qn("w:docGrid"))  # docx offers no way to it
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(int(LINE.pt * 20)))
    settings = document.settings
    settings.odd_and_even_pages_header_footer = True
    # the 28 mm are on the side where pages are bound
    settings.element.insert(0, OxmlElement("w:mirrorMargins"))
    _page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def _style(document: Document, name: str, font: str, *, bold: bool = False) -> None:
    style: Any = document.styles[name]
    set_font(style, font, THIRD)
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


def _add_fallback_fonts(document: Document) -> None:
    """List in the file the fonts that may replace those it names."""
    for part in document.part.package.iter_parts():
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


def _page_number(footer: Any, alignment: Any) -> None:
    """Add the page number, — 1 — in 四号 宋体, one character from the outer edge."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = alignment
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = FOURTH
    for kind, text in (("", "— "), ("begin", ""), ("", "PAGE"), ("end", ""), ("", " —")):
        run = paragraph.add_run(text if text != "PAGE" else "")
        set_font(run, PAGE, FOURTH)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)  # docx has no fields
        elif text == "PAGE":
            code = OxmlElement("w:instrText")
            code.text = " PAGE "
            run._r.append(code)
