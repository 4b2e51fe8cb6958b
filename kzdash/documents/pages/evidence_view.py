"""The files that came with the reports on an item: photos as small pictures, papers by name."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from kzdash.charts.svg.style import stylesheet
from kzdash.documents.jinja import template_environment
from kzdash.documents.pages.links import HtmlPage
from kzdash.domain.formatting import format_date, format_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.items import BoardItem, EvidenceEntry

FOLDER = Path(__file__).parent / "templates"
TEMPLATES = template_environment(FOLDER)
STYLE = stylesheet(".evidence") + (FOLDER / "evidence.css").read_text("utf-8")
KB, MB = 1024, 1024 * 1024
# where web/views/evidence.py gives them out
ADDRESS = "/evidence/"


def address_of(file: EvidenceEntry) -> str:
    """Return where a file can be downloaded; a picture of a photo is beneath it."""
    return f"{ADDRESS}{file.file_id}"


def picture_of(file: EvidenceEntry) -> str:
    """Return where the picture of a photo is, large enough for a slide."""
    return f"{address_of(file)}/large.jpg"


def small_picture_of(file: EvidenceEntry) -> str:
    """Return where the picture of a photo is, as small as a list has it."""
    return f"{address_of(file)}/small.jpg"


def compose_evidence(
    item: BoardItem, *, downloads: bool, picture: Callable[[EvidenceEntry], str] = small_picture_of
) -> HtmlPage:
    """Compose the files of an item, the newest first; with `downloads` each is a link to itself.

    It is empty where no report brought any. Those of a report that was taken back are left to the
    history, which names them. `picture` returns where the picture of a photo is.
    """
    files = [file for file in item.evidence_files if not file.taken_back]
    if not files:
        return HtmlPage("", frozenset(), STYLE)
    html = TEMPLATES.get_template("evidence.html").render(
        files=files,
        photos=[file for file in files if file.is_photo],
        papers=[file for file in files if not file.is_photo],
        downloads=downloads,
        address=address_of,
        picture=picture,
        size=size_words,
        said=_said,
    )
    return HtmlPage(html, frozenset(), STYLE)


def size_words(size: int) -> str:
    """Return a size in words: 320 KB, 4.2 MB."""
    if size < MB:
        return f"{max(size // KB, 1)} KB"
    return f"{format_number(Decimal(size) / MB, 1)} MB"


def _said(file: EvidenceEntry) -> str:
    return f"{format_date(file.as_of)}，{file.reporter}"
