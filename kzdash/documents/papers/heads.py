"""The head and the foot of an official document by GB/T 9704—2012: 版头, 信函格式, 版记."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt, RGBColor

from kzdash.documents.papers.page_setup import (
    FOOTER_DISTANCE,
    FOURTH,
    SUBHEAD,
    THIRD,
    TITLE,
    set_font,
)
from kzdash.documents.papers.wording import official

if TYPE_CHECKING:
    from docx.document import Document

RED = RGBColor(0xFF, 0, 0)
TEXT_WIDTH_MM, LETTER_WIDTH_MM = 156, 170
# the mark of the issuer is as large as fits one line, and never larger than 小初
LARGEST_MARK = 36
MARK_BELOW_TEXT_EDGE, LETTER_MARK_EDGE, LINE_BELOW = Mm(35), Mm(30), 4 / 25.4 * 72
LETTER_LINE_EDGE = Mm(20)
Blank = tuple[str, bool]


def report_head(document: Document, issuer: str, number: Blank, signer: Blank) -> None:
    """Add the head of a report: issuer, number at the left, signer at the right, a red line."""
    mark = document.add_paragraph()
    mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
    mark.paragraph_format.space_before = MARK_BELOW_TEXT_EDGE
    _write_mark(mark, f"{issuer}文件")
    for _ in range(2):
        document.add_paragraph()
    line = document.add_paragraph()
    line.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH_MM) - THIRD, WD_TAB_ALIGNMENT.RIGHT)
    line.paragraph_format.left_indent = THIRD
    add_blank(line, *number)
    line.add_run("\t签发人：")
    run = add_blank(line, *signer)
    set_font(run, SUBHEAD, THIRD)
    # a paragraph of its own, so that the line is as wide as the text
    rule = document.add_paragraph()
    rule.paragraph_format.line_spacing = Pt(LINE_BELOW)
    _border(rule, "bottom", "single", 12, "FF0000")
    for _ in range(2):
        document.add_paragraph()


def letter_head(document: Document, issuer: str, number: Blank) -> None:
    """Set the head of a letter: issuer between the edges, red double lines, number at the right."""
    section = document.sections[0]
    section.header_distance = LETTER_MARK_EDGE
    mark = section.first_page_header.paragraphs[0]
    mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
    beyond = Mm((LETTER_WIDTH_MM - TEXT_WIDTH_MM) // 2)
    mark.paragraph_format.left_indent = mark.paragraph_format.right_indent = -beyond
    _write_mark(mark, issuer)
    _border(mark, "bottom", "thickThinSmallGap", 24, "FF0000", round(LINE_BELOW))
    section.footer_distance = LETTER_LINE_EDGE
    foot = section.first_page_footer.paragraphs[0]
    foot.paragraph_format.left_indent = foot.paragraph_format.right_indent = -beyond
    _border(foot, "bottom", "thinThickSmallGap", 24, "FF0000")
    for footer in (section.footer, section.even_page_footer):
        # the number stays where it is on other papers
        footer.paragraphs[0].paragraph_format.space_after = FOOTER_DISTANCE - LETTER_LINE_EDGE
    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    add_blank(line, *number)
    for _ in range(2):
        document.add_paragraph()


def imprint(document: Document, copies: Blank, issuer: str, day: str) -> None:
    """Add the foot of a document at the bottom of its last page: who gets a copy, who printed it.

    Without `issuer` there is neither printer nor line, as on a letter.
    """
    table = document.add_table(2 if issuer else 1, 1)
    table._tbl.tblPr.insert(
        1,
        parse_xml(
            f'<w:tblpPr {nsdecls("w")} w:horzAnchor="page" w:tblpXSpec="center" '
            'w:vertAnchor="margin" w:tblpYSpec="bottom"/>'
        ),
    )
    lines = [cell.paragraphs[0] for cell in table.columns[0].cells]
    for cell in table.columns[0].cells:
        cell.width = Mm(TEXT_WIDTH_MM)
    add_blank(lines[0], "抄送：", blank=False)
    add_blank(lines[0], *copies)
    if issuer:
        stop = Mm(TEXT_WIDTH_MM) - FOURTH * 2
        lines[1].paragraph_format.tab_stops.add_tab_stop(stop, WD_TAB_ALIGNMENT.RIGHT)
        lines[1].add_run(official(issuer) + "\t")
        add_blank(lines[1], day, blank=True)
        _rule_imprint(table)
    # the paragraph that the table hangs on, of no height
    document.add_paragraph().paragraph_format.line_spacing = Pt(1)
    for line in lines:
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = FOURTH
        for run in line.runs:
            run.font.size = FOURTH


def _rule_imprint(table: Any) -> None:
    """Draw the lines above, between and below: thick, thin, thick."""
    sides = (("top", 8), ("bottom", 8), ("insideH", 6))
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in sides
    )
    table._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>"))


def add_blank(paragraph: Any, words: str, blank: bool) -> Any:
    """Add words to a paragraph, on yellow if they stand where people must fill something in."""
    run = paragraph.add_run(official(words))
    if blank:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    return run


def _write_mark(paragraph: Any, words: str) -> None:
    width = TEXT_WIDTH_MM / 25.4 * 72
    size = min(LARGEST_MARK, int(width / len(words)))
    paragraph.paragraph_format.line_spacing = Pt(size * 1.2)
    run = paragraph.add_run(official(words))
    set_font(run, TITLE, Pt(size))
    run.font.color.rgb = RED


def _border(
    paragraph: Any, side: str, kind: str, eighths: int, colour: str = "000000", space: int = 0
) -> None:
    properties = paragraph._p.get_or_add_pPr()
    borders = properties.find(f"{{{properties.nsmap['w']}}}pBdr")
    if borders is None:
        borders = parse_xml(f"<w:pBdr {nsdecls('w')}/>")
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
    look = f'w:val="{kind}" w:sz="{eighths}" w:space="{space}" w:color="{colour}"'
    borders.append(parse_xml(f"<w:{side} {nsdecls('w')} {look}/>"))
