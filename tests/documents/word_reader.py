"""What a paper says, as an independent reader of Word's files finds it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docx import Document

if TYPE_CHECKING:
    from collections.abc import Iterator


def opened(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def text(content: bytes) -> str:
    """All a paper says, its tables too."""
    paper = opened(content)
    cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])


def body(content: bytes) -> list[str]:
    """The paragraphs of a paper that say something."""
    return [one.text for one in opened(content).paragraphs if one.text.strip()]


def formats(paragraph: Any) -> Iterator[Any]:
    """What formats a paragraph, the strongest first: it itself, its style, what that rests on."""
    yield paragraph
    style = paragraph.style
    while style is not None:
        yield style
        style = style.base_style


def keeps_with_next(paragraph: Any) -> bool:
    said = (one.paragraph_format.keep_with_next for one in formats(paragraph))
    return bool(next((keeps for keeps in said if keeps is not None), False))
