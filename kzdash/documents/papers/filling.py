"""A template filled in: words in the place of its marks, paragraphs in the place of its blocks."""

from __future__ import annotations

import io
import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple

from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from docxtpl import DocxTemplate
from jinja2 import TemplateError

from kzdash.documents.papers import template_checks, template_files
from kzdash.documents.papers.marks import BLOCKS, Mark, sandbox, shown
from kzdash.errors import BadTemplateError, TemplateProblem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# characters that stand for none (Unicode keeps them for a program's own use) and pass any filter
START, END, NOTHING, BLOCK = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
RESERVED = re.compile(f"[{START}{END}{NOTHING}{BLOCK}]")
EDGES = re.compile(f"([{START}{END}])")
ISSUER_MARK, SIGNED = "发文机关标志", ("署名", "成文日期")
TEXT_WIDTH = 442  # in points
TWO_CHARACTERS, CHARACTER = 32, 16
DAY_WIDTH, DAY_INDENT = 128, 64
MARK_LINE = 1.2  # of the issuer's mark, in sizes of its type
# by what a template may reckon with, beside Jinja's own
FAILURES = (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, RuntimeError)


class Words(NamedTuple):
    """What comes in the place of a mark; a `blank` is marked yellow, for people to fill in."""

    text: str
    blank: bool = False


class Template:
    """A template to be filled once.

    `writable` is a document of its styles, with nothing in it; `style_ids` are theirs by name.
    """

    def __init__(self, name: str) -> None:
        self._file = template_files.find(name)
        self._filled = DocxTemplate(io.BytesIO(template_checks.read(self._file)))
        self.document: Document = self._filled.get_docx()
        empty = deepcopy(self.document.element)
        for element in empty.body.inner_content_elements:
            empty.body.remove(element)
        self.writable = Document(empty, self.document.part)
        # python-docx would look up each name anew for each paragraph
        self.style_ids = {style.name: style.style_id for style in self.document.styles}

    def fill(self, words: Mapping[Mark, Words], blocks: Mapping[Mark, Sequence[Any]]) -> bytes:
        """Return the document, with what is written; paragraphs of marks without words go."""
        values = {mark.value: _coded(words.get(mark, Words(""))) for mark in Mark}
        values |= {mark.value: f"{BLOCK}{mark}" for mark in BLOCKS}
        try:
            self._filled.render(values, sandbox(), autoescape=True)
        except FAILURES as error:
            raise BadTemplateError(TemplateProblem.FAILED, self._file, str(error)) from error
        for root in self._stories():
            for paragraph in list(root.iter(qn("w:p"))):
                _write_words(paragraph)
        self._fit_mark()
        self._centre_signature(_plain(words, Mark.SIGNATURE))
        self._place(blocks)
        self._end_with_words()
        properties = self.document.core_properties
        properties.title, properties.author = _plain(words, Mark.TITLE), _plain(words, Mark.ISSUER)
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _stories(self) -> Iterator[Any]:
        """Yield what holds text: the body, headers and footers."""
        yield self.document.element.body
        for relation in self.document.part.rels.values():
            if relation.reltype in (RT.HEADER, RT.FOOTER):
                yield relation.target_part.element

    def _place(self, blocks: Mapping[Mark, Sequence[Any]]) -> None:
        """Put what was written in the place of the marks that stand for it."""
        places = {
            text: paragraph
            for paragraph in self.document.element.body.iter(qn("w:p"))
            if (text := _text(paragraph)).startswith(BLOCK)
        }
        for mark in BLOCKS:
            place = places.get(f"{BLOCK}{mark}")
            if place is None:
                raise BadTemplateError(TemplateProblem.NOT_ALONE, self._file, shown(mark))
            for element in blocks.get(mark, ()):
                place.addprevious(element)
            _remove(place)

    def _end_with_words(self) -> None:
        """Remove the empty lines at the end, which a paper without a signature would have."""
        paragraphs = self.document.element.body.xpath("./w:p")
        for paragraph in reversed(paragraphs):
            # a table at the end of a document needs a paragraph after it
            if paragraph.xpath(
                "./w:r | ./w:pPr/w:sectPr | self::*[preceding-sibling::*[1][self::w:tbl]]"
            ):
                return
            _remove(paragraph)

    def _fit_mark(self) -> None:
        """Set the issuer's mark smaller where it would not fit one line."""
        for paragraph in self._in_style(ISSUER_MARK):
            size = self.document.styles[ISSUER_MARK].font.size or Pt(CHARACTER)
            fits = TEXT_WIDTH // max(len(paragraph.text), 1)
            if fits < size.pt:
                paragraph.paragraph_format.line_spacing = Pt(fits * MARK_LINE)
                for run in paragraph.runs:
                    run.font.size = Pt(fits)

    def _centre_signature(self, name: str) -> None:
        """Move the middle of issuer and day to the left where the issuer is wider than the day."""
        half = len(name) * CHARACTER / 2
        centre = TEXT_WIDTH - half - TWO_CHARACTERS
        if centre < TEXT_WIDTH - DAY_WIDTH / 2 - DAY_INDENT:
            for style in SIGNED:
                for paragraph in self._in_style(style):
                    stops = paragraph.paragraph_format.tab_stops
                    stops.add_tab_stop(Pt(centre), WD_TAB_ALIGNMENT.CENTER)

    def _in_style(self, name: str) -> Iterator[Paragraph]:
        for root in self._stories():
            for paragraph in root.iter(qn("w:p")):
                if name in self.style_ids and paragraph.style == self.style_ids[name]:
                    yield Paragraph(paragraph, self.document._body)


def _plain(words: Mapping[Mark, Words], mark: Mark) -> str:
    return words.get(mark, Words("")).text


def _coded(words: Words) -> str:
    """Return words with what tells afterwards which are blanks, and where there were none."""
    text = RESERVED.sub("", words.text)
    if not text:
        return NOTHING
    return f"{START}{text}{END}" if words.blank else text


def _text(paragraph: Any) -> str:
    return "".join(node.text or "" for node in paragraph.iter(qn("w:t"))).strip()


def _write_words(paragraph: Any) -> None:
    text = _text(paragraph)
    if NOTHING in text:
        if not text.replace(NOTHING, ""):
            _remove(paragraph)
            return
        for node in paragraph.iter(qn("w:t")):
            node.text = (node.text or "").replace(NOTHING, "")
    if START in text:
        for run in list(paragraph.iter(qn("w:r"))):
            _mark_blanks(run)


def _remove(paragraph: Any) -> None:
    """Remove a paragraph, or its text where it ends a section or is all its cell or header has."""
    parent, ends_section = paragraph.getparent(), paragraph.xpath("./w:pPr/w:sectPr")
    if len(parent.findall(qn("w:p"))) > 1 and not ends_section:
        parent.remove(paragraph)
        return
    for element in paragraph.xpath("./*[not(self::w:pPr)]"):
        paragraph.remove(element)


def _mark_blanks(run: Any) -> None:
    """Split a run into blanks, which become yellow, and the rest, each formatted as it was."""
    parts: list[tuple[bool, list[Any]]] = [(False, [])]
    for child in run.xpath("./*[not(self::w:rPr)]"):
        if child.tag != qn("w:t"):
            parts[-1][1].append(child)
            continue
        for piece in EDGES.split(child.text or ""):
            if piece in (START, END):
                parts.append((piece == START, []))
            elif piece:
                parts[-1][1].append(_words(piece))
    for blank, children in parts:
        if children:
            part = OxmlElement("w:r")
            part.extend([deepcopy(run.rPr)] if run.rPr is not None else [])
            part.extend(children)
            if blank:
                Run(part, None).font.highlight_color = WD_COLOR_INDEX.YELLOW
            run.addprevious(part)
    run.getparent().remove(run)


def _words(text: str) -> Any:
    node = OxmlElement("w:t")
    node.text = text
    node.set(qn("xml:space"), "preserve")
    return node
