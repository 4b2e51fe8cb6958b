"""The handbook as a Word document: headings, paragraphs, lists, tables and pictures."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from markdown_it.tree import SyntaxTreeNode

from kzdash.documents.handbook.chapters import PICTURES, picture_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.text.paragraph import Paragraph
    from markdown_it.token import Token

    from kzdash.documents.handbook.chapters import Handbook

FONT, SIZE = "宋体", Pt(10.5)
MARGIN, PICTURE_WIDTH = Mm(22), Mm(150)


def make(handbook: Handbook) -> bytes:
    """Return a handbook as a DOCX file on A4."""
    paper = _Paper()
    paper.heading(handbook.title, 0)
    if handbook.blanks:
        paper.words(handbook.blanks)
    paper.blocks(handbook.opening)
    for chapter in handbook.chapters:
        paper.heading(chapter.heading, 1)
        paper.blocks(chapter.tokens)
    return paper.to_bytes()


class _Paper:
    """A document in the making, written from the top."""

    def __init__(self) -> None:
        self._document = Document()
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = MARGIN
        section.top_margin = section.bottom_margin = MARGIN
        for name in ("Normal", "Title", "Heading 1", "Heading 2"):
            style = self._document.styles[name]
            style.font.name = FONT
            # python-docx sets only the font of Western text
            style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
        self._document.styles["Normal"].font.size = SIZE
        self._document.styles["Normal"].paragraph_format.space_after = Pt(4)

    def heading(self, words: str, level: int) -> None:
        self._document.add_heading(words, level)

    def words(self, words: str) -> None:
        self._document.add_paragraph(words)

    def blocks(self, tokens: Sequence[Token]) -> None:
        for node in SyntaxTreeNode(tokens).children:
            self._block(node)

    def to_bytes(self) -> bytes:
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _block(self, node: SyntaxTreeNode) -> None:
        if node.type == "table":
            self._table(node)
        elif node.type == "heading":
            self.heading(node.children[0].content, int(node.tag[1:]) - 1)
        elif node.type == "paragraph":
            _fill(self._document.add_paragraph(), node.children[0])
        else:
            for place, entry in enumerate(node.children, 1):
                self._entry(entry, f"{place}. " if node.type == "ordered_list" else "")

    def _entry(self, entry: SyntaxTreeNode, number: str) -> None:
        """Write an entry of a list; Word would count on from one numbered list to the next."""
        for part in entry.children:
            paragraph = self._document.add_paragraph(number, "List" if number else "List Bullet")
            _fill(paragraph, part.children[0])

    def _table(self, node: SyntaxTreeNode) -> None:
        rows = [row.children for part in node.children for row in part.children]
        table = self._document.add_table(len(rows), len(rows[0]), style="Table Grid")
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, content in zip(row.cells, cells, strict=True):
                _fill(cell.paragraphs[0], content.children[0])


def _fill(paragraph: Paragraph, line: SyntaxTreeNode, *, bold: bool = False) -> None:
    """Write what stands in a line: words, bold ones, pictures; of a link its words."""
    for node in line.children:
        if node.type == "image":
            file = PICTURES / picture_name(node)
            paragraph.add_run().add_picture(str(file), width=PICTURE_WIDTH)
        elif node.children:
            _fill(paragraph, node, bold=bold or node.type == "strong")
        else:
            # a line of the source ends in the middle of a sentence
            paragraph.add_run("" if node.type == "softbreak" else node.content).bold = bold
