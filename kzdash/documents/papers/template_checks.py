"""What keeps a template from being filled in, found when its file is read."""

from __future__ import annotations

import io
import re
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from jinja2 import TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables

from kzdash.documents.papers.marks import BLOCKS, GRID, NEEDED, STYLES, Mark, sandbox, shown
from kzdash.errors import BadTemplateError, TemplateProblem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import Any

    from docx.document import Document as OpenDocument

# by zipfile, lxml (of XML) and python-docx, of a file that is no document or is damaged
UNREADABLE = (
    AttributeError,
    BadZipFile,
    EOFError,
    LookupError,
    NotImplementedError,
    OpcError,
    OSError,
    RuntimeError,
    SyntaxError,
    ValueError,
    zlib.error,
)
# as Word and WPS call them in Chinese
SHOWN = {**{f"Heading {level}": f"标题 {level}" for level in (1, 2, 3)}, GRID: "网格型"}
# as an input method for Chinese types them
WIDE = re.compile(r"｛\s*[｛{]|\{\s*｛|[}｝]\s*｝|｝\s*\}|[{｛]％|％[}｝]")
PAIRS = (("{{", "}}"), ("{%", "%}"))
# {%p if … %} is about the whole paragraph that it stands in
SCOPE = re.compile(r"(\{%)(?:p|tr|tc|r)(?=\s)")
UNENDED = "Unexpected end of template"  # of an {% if … %} without its {% endif %}, in Jinja's words
QUOTES = str.maketrans("“”‘’", "\"\"''")


def read(file: Path) -> bytes:
    """Return a template, checked when it is new; BadTemplateError if it cannot be filled in."""
    try:
        state = file.stat()
        return _checked(file, state.st_mtime_ns, state.st_size)
    except UNREADABLE as error:
        words = getattr(error, "strerror", None) or str(error)
        raise BadTemplateError(TemplateProblem.UNREADABLE, file, words) from error


@lru_cache(maxsize=8)
def _checked(file: Path, _changed: int, _size: int) -> bytes:
    content = file.read_bytes()
    check(file, Document(io.BytesIO(content)))
    return content


def check(file: Path, document: OpenDocument) -> None:
    """Raise BadTemplateError for the first thing in a template that keeps it from being filled."""
    inside = [_text(paragraph) for paragraph in document.element.body.iter(qn("w:p"))]
    texts = [*inside, *_around(document)]
    for text in texts:
        _check_braces(file, text)
    names = _names(file, texts)
    for mark in NEEDED:
        if mark not in names:
            raise BadTemplateError(TemplateProblem.NO_MARK, file, shown(mark))
    for mark in BLOCKS:
        marked = re.compile(rf"\{{\{{\s*{mark}\s*\}}\}}")
        alone = [text for text in inside if marked.fullmatch(text)]
        if len(alone) != 1 or len([text for text in texts if marked.search(text)]) != 1:
            raise BadTemplateError(TemplateProblem.NOT_ALONE, file, shown(mark))
    present = {style.name for style in document.styles}
    for name in STYLES:
        if name not in present:
            raise BadTemplateError(TemplateProblem.NO_STYLE, file, SHOWN.get(name, name))


def _text(paragraph: Any) -> str:
    return "".join(node.text or "" for node in paragraph.iter(qn("w:t"))).strip()


def _around(document: OpenDocument) -> Iterator[str]:
    """Yield the texts of headers and footers."""
    for relation in document.part.rels.values():
        if relation.reltype in (RT.HEADER, RT.FOOTER):
            for paragraph in relation.target_part.element.iter(qn("w:p")):
                yield _text(paragraph)


def _check_braces(file: Path, text: str) -> None:
    if WIDE.search(text):
        raise BadTemplateError(TemplateProblem.WIDE_BRACES, file, text)
    if any(text.count(left) != text.count(right) for left, right in PAIRS):
        raise BadTemplateError(TemplateProblem.OPEN_BRACES, file, text)


def _names(file: Path, texts: Sequence[str]) -> set[str]:
    """Return the names in the marks of a template; BadTemplateError for one that no paper has."""
    # a line a paragraph, so that an error's line tells which
    source = "\n".join(SCOPE.sub(r"\1", text).translate(QUOTES) for text in texts)
    try:
        tree = sandbox().parse(source)
        unknown = find_undeclared_variables(tree) - {*Mark}
    except TemplateSyntaxError as error:
        place = texts[min(error.lineno, len(texts)) - 1]
        if (error.message or "").startswith(UNENDED):
            place = next((text for text in reversed(texts) if "{%" in text), place)
        raise BadTemplateError(TemplateProblem.UNREADABLE_MARK, file, place) from error
    if unknown:
        raise BadTemplateError(TemplateProblem.NO_SUCH_MARK, file, shown(min(unknown)))
    return {node.name for node in tree.find_all(nodes.Name)}
