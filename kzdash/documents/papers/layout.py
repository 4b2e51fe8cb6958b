"""An official document by GB/T 9704—2012, written in the styles of a template and put in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

from kzdash.documents.papers import marks
from kzdash.documents.papers.filling import Template, Words
from kzdash.documents.papers.marks import Mark
from kzdash.documents.papers.template_files import LETTER, PLAIN
from kzdash.documents.papers.wording import in_cell, official
from kzdash.domain.formatting import as_clause

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kzdash.domain.letterhead import Letterhead

MAX_ROWS_KEPT_TOGETHER = 8  # of a table on one page
# a name in the list of annexes that goes on stands beneath its own first character
NUMBERED_LEFT, NUMBERED_HANGING = Pt(92), Pt(60)


class Paper:
    """An official document in the making, in one of `template_files.NAMES`.

    Where a document system sets the head, all are made without one.
    """

    def __init__(self, head: Letterhead, issuer: str, year: int, template: str) -> None:
        self._template = Template(template if head.red_head else PLAIN)
        if template == LETTER and not head.red_head:
            # the first page of a letter bears no number
            self._template.document.sections[0].different_first_page_header_footer = True
        self._document = self._template.writable
        self._body_ends: int | None = None
        self._annexes: list[Any] = []
        self._day = f"{year}年【月】月【日】日"
        self._words = _head_words(head, official(issuer), year)
        self._words[Mark.PRINTED] = Words(f"{self._day}印发", blank=True)

    def title(self, words: str) -> None:
        """Set the title."""
        self._words[Mark.TITLE] = Words(official(words))

    def addressee(self, words: str, *, blank: bool = False) -> None:
        """Set the addressee; `blank` marks it as one to fill in."""
        self._words[Mark.ADDRESSEE] = Words(official(words), blank)

    def heading(self, words: str, level: int = 1) -> None:
        """Add a heading; by the standard 一、 is level 1, （一） level 2 and 1. level 3."""
        self._add(f"Heading {level}", official(words))

    def text(self, words: str) -> None:
        """Add a paragraph of the body."""
        self._add(marks.BODY, official(words))

    def blank(self, words: str) -> None:
        """Add a marked place for text that only people can write."""
        paragraph = self._add(marks.BODY)
        run = paragraph.add_run(official(f"【此处由人工填写：{words}】"))
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW

    def text_or_blank(self, words: str, blank: str) -> None:
        """Add a paragraph, or where nothing is said a marked place for it."""
        if words:
            self.text(words)
        else:
            self.blank(blank)

    def close(self, annexes: Sequence[str]) -> None:
        """Set the list of annexes, the issuer and the day, which stay on a page with the text."""
        for paragraph in self._document.paragraphs[-1:]:
            paragraph.paragraph_format.keep_with_next = True
        self._end_body()
        self._annexes = self._list_annexes(annexes)
        self._words[Mark.SIGNATURE] = self._words[Mark.ISSUER]
        self._words[Mark.DAY] = Words(self._day, True)

    def annex(self, number: int, title: str) -> None:
        """Begin an annex on a page of its own; number 0 is that of the only one."""
        self._end_body()
        self._add(marks.ANNEX_MARK, f"附件{number or ''}")
        self._document.add_paragraph()
        self._add(marks.ANNEX_TITLE, official(title))
        self._document.add_paragraph()

    def table(
        self, widths_mm: Sequence[float], rows: Iterable[Sequence[str]], least_mm: float = 0
    ) -> None:
        """Add a table; the first row is the header, repeated on every page.

        The others are at least `least_mm` high.
        """
        content = list(rows)
        table = self._document.add_table(len(content), len(widths_mm), style=marks.GRID)
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, widths_mm, strict=True):
            column.width = Mm(width)
        text_style, head_style = (self._template.style_ids[name] for name in marks.IN_TABLE)
        for index, (row, texts) in enumerate(zip(table.rows, content, strict=True)):
            _keep_together(row, header=not index)
            if index and least_mm:
                row.height = Mm(least_mm)
            for cell, text, width in zip(row.cells, texts, widths_mm, strict=True):
                cell.width = Mm(width)
                _fill_cell(cell.paragraphs[0], text, text_style if index else head_style)
                cell.paragraphs[0].paragraph_format.keep_with_next = (
                    len(content) <= MAX_ROWS_KEPT_TOGETHER and index < len(content) - 1
                )
        self._document.add_paragraph()

    def to_bytes(self) -> bytes:
        """Return the document as a DOCX file."""
        self._end_body()
        written = self._document.element.body.inner_content_elements
        blocks = {
            Mark.BODY: written[: self._body_ends],
            Mark.ANNEX_LIST: self._annexes,
            Mark.ANNEXES: written[self._body_ends :],
        }
        return self._template.fill(self._words, blocks)

    def _add(self, style: str, words: str = "") -> Any:
        """Add a paragraph in one of the template's styles, and return it."""
        paragraph = self._document.add_paragraph(words)
        paragraph._p.style = self._template.style_ids[style]
        return paragraph

    def _end_body(self) -> None:
        """Let what is written from now on be part of the annexes."""
        if self._body_ends is None:
            self._body_ends = len(self._document.element.body.inner_content_elements)

    def _list_annexes(self, titles: Sequence[str]) -> list[Any]:
        """Return the paragraphs that name the annexes, with an empty line above."""
        if not titles:
            return []
        paragraphs = [self._document.add_paragraph()]
        paragraphs[0].paragraph_format.keep_with_next = True
        for number, title in enumerate(titles, 1):
            lead = "附件：" if number == 1 else "　　　"
            count = f"{number}." if len(titles) > 1 else ""
            line = self._add(marks.ANNEX_LIST, official(f"{lead}{count}{title}"))
            if count:
                line.paragraph_format.left_indent = NUMBERED_LEFT
                line.paragraph_format.first_line_indent = -NUMBERED_HANGING
            paragraphs.append(line)
        for paragraph in paragraphs:
            self._document.element.body.remove(paragraph._p)
        return [paragraph._p for paragraph in paragraphs]


def _head_words(head: Letterhead, issuer: str, year: int) -> dict[Mark, Words]:
    number = f"{head.code or '【发文机关代字】'}〔{year}〕【序号】号"
    return {
        Mark.ISSUER: Words(issuer),
        Mark.NUMBER: Words(official(number), blank=True),
        Mark.SIGNER: _or_blank(head.signer, "【姓名】"),
        Mark.COPIES: _or_blank(as_clause(head.copies), "【抄送机关】"),
        Mark.PRINTER: Words(issuer),
    }


def _or_blank(words: str, blank: str) -> Words:
    """Return what the seed says, or else a blank to fill in."""
    return Words(official(words or blank), blank=not words)


def _keep_together(row: Any, *, header: bool) -> None:
    """Keep a row on one page, and repeat the header on each page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))


def _fill_cell(paragraph: Any, text: str, style_id: str) -> None:
    paragraph._p.style = style_id
    paragraph.add_run(in_cell(text))
