"""What a paper says, as an independent reader of Word's files finds it."""

from __future__ import annotations

import io
from typing import Any

from docx import Document


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
