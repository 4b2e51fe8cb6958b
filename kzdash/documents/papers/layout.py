"""An official document by GB/T 9704—2012, written from its head to its annexes and its foot."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from kzdash.documents.papers import heads
from kzdash.documents.papers.page_setup import BODY, HEAD, THIRD, TITLE, set_font, set_up
from kzdash.documents.papers.wording import in_cell, official

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kzdash.domain.letterhead import Letterhead

SECOND, IN_TABLE = Pt(22), Pt(10.5)
TITLE_LINE, TABLE_LINE = Pt(36), Pt(16)
TWO_CHARACTERS = Pt(32)
MAX_ROWS_KEPT_TOGETHER = 8  # of a table on one page
TEXT_WIDTH = 442  # in points
DAY_WIDTH, DAY_INDENT = 128, 64


class Paper:
    """An official document in the making; `as_letter` is one to a unit, else it is a report."""

    def __init__(self, head: Letterhead, issuer: str, year: int, *, as_letter: bool) -> None:
        self._document = Document()
        self._head, self._issuer, self._year = head, issuer, year
        self._as_letter = as_letter
        set_up(self._document, as_letter=as_letter)
        number = (f"{head.code or '【发文机关代字】'}〔{year}〕【序号】号", True)
        if head.red_head and as_letter:
            heads.letter_head(self._document, official(issuer), number)
        elif head.red_head:
            signer = head.signer or "【姓名】"
            heads.report_head(self._document, official(issuer), number, (signer, not head.signer))

    def title(self, words: str) -> None:
        """Add the title, centred, with an empty line after it."""
        paragraph = self._add_paragraph("", WD_ALIGN_PARAGRAPH.CENTER)
        paragraph.paragraph_format.line_spacing = TITLE_LINE
        set_font(paragraph.add_run(official(words)), TITLE, SECOND)
        self._add_paragraph("", WD_ALIGN_PARAGRAPH.CENTER)

    def addressee(self, words: str, *, blank: bool = False) -> None:
        """Add the addressee at the left margin; `blank` marks it as one to fill in."""
        self._add_paragraph(words, WD_ALIGN_PARAGRAPH.LEFT, blank=blank)

    def heading(self, words: str, level: int = 1) -> None:
        """Add a heading; by the standard 一、 is level 1, （一） level 2 and 1. level 3."""
        _indent(self._document.add_paragraph(official(words), style=f"Heading {level}"))

    def text(self, words: str) -> None:
        """Add a paragraph of the body."""
        paragraph = self._document.add_paragraph(official(words))
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        _indent(paragraph)

    def blank(self, words: str) -> None:
        """Add a marked place for text that only people can write."""
        paragraph = self._document.add_paragraph()
        _indent(paragraph)
        run = paragraph.add_run(official(f"【此处由人工填写：{words}】"))
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW

    def close(self, annexes: Sequence[str]) -> None:
        """Add the list of annexes, the issuer and the day, which stay on a page with the text."""
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True
        closing = self._list_annexes(annexes)
        closing += [self._add_paragraph("", WD_ALIGN_PARAGRAPH.LEFT) for _ in range(2)]
        name = official(self._issuer)
        half = max(len(name) * THIRD.pt, DAY_WIDTH) / 2
        centre = TEXT_WIDTH - max(half + TWO_CHARACTERS.pt, DAY_WIDTH / 2 + DAY_INDENT)
        for words, blank in ((name, False), (f"{self._year}年【月】月【日】日", True)):
            paragraph = self._add_paragraph("\t", WD_ALIGN_PARAGRAPH.LEFT)
            stops = paragraph.paragraph_format.tab_stops
            stops.add_tab_stop(Pt(centre), WD_TAB_ALIGNMENT.CENTER)
            heads.add_blank(paragraph, words, blank)
            closing.append(paragraph)
        for paragraph in closing[:-1]:
            paragraph.paragraph_format.keep_with_next = True

    def annex(self, number: int, title: str) -> None:
        """Begin an annex on a page of its own; number 0 is that of the only one."""
        mark = self._add_paragraph("", WD_ALIGN_PARAGRAPH.LEFT)
        mark.paragraph_format.page_break_before = True
        set_font(mark.add_run(f"附件{number or ''}"), HEAD, THIRD)
        self._add_paragraph("", WD_ALIGN_PARAGRAPH.LEFT)
        head = self._add_paragraph("", WD_ALIGN_PARAGRAPH.CENTER)
        head.paragraph_format.line_spacing = TITLE_LINE
        set_font(head.add_run(official(title)), TITLE, SECOND)
        self._add_paragraph("", WD_ALIGN_PARAGRAPH.CENTER)

    def table(
        self, widths_mm: Sequence[float], rows: Iterable[Sequence[str]], least_mm: float = 0
    ) -> None:
        """Add a table; the first row is the header, repeated on every page.

        The others are at least `least_mm` high.
        """
        content = list(rows)
        table = self._document.add_table(len(content), len(widths_mm), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, widths_mm, strict=True):
            column.width = Mm(width)
        for index, (row, texts) in enumerate(zip(table.rows, content, strict=True)):
            _keep_together(row, header=not index)
            if index and least_mm:
                row.height = Mm(least_mm)
            for cell, text, width in zip(row.cells, texts, widths_mm, strict=True):
                cell.width = Mm(width)
                _fill_cell(cell.paragraphs[0], text, BODY if index else HEAD)
                cell.paragraphs[0].paragraph_format.keep_with_next = (
                    len(content) <= MAX_ROWS_KEPT_TOGETHER and index < len(content) - 1
                )
        self._add_paragraph("", WD_ALIGN_PARAGRAPH.LEFT)

    def to_bytes(self) -> bytes:
        """Add the foot, and return the document as a DOCX file."""
        if self._head.red_head:
            copies = (self._head.copies or "【抄送机关】", not self._head.copies)
            printer = "" if self._as_letter else self._issuer
            heads.imprint(self._document, copies, printer, f"{self._year}年【月】月【日】日印发")
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _list_annexes(self, titles: Sequence[str]) -> list[Any]:
        if not titles:
            return []
        paragraphs = [self._add_paragraph("", WD_ALIGN_PARAGRAPH.LEFT)]
        for number, title in enumerate(titles, 1):
            lead = "附件：" if number == 1 else "　　　"
            count = f"{number}." if len(titles) > 1 else ""
            line = self._add_paragraph(f"{lead}{count}{title}", WD_ALIGN_PARAGRAPH.LEFT)
            line.paragraph_format.left_indent = TWO_CHARACTERS
            # a name that goes on stands beneath its own first character
            hanging = THIRD * 3 + (Pt(12) if count else 0)
            line.paragraph_format.left_indent = TWO_CHARACTERS + hanging
            line.paragraph_format.first_line_indent = -hanging
            paragraphs.append(line)
        return paragraphs

    def _add_paragraph(self, words: str, alignment: Any, *, blank: bool = False) -> Any:
        paragraph = self._document.add_paragraph()
        paragraph.alignment = alignment
        heads.add_blank(paragraph, words, blank)
        return paragraph


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
    set_font(paragraph.add_run(in_cell(text)), font, IN_TABLE)
