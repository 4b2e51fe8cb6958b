"""A list of files and sheets, each with a sentence on its use and the link that opens it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kzdash.charts.svg.style import stylesheet
from kzdash.documents.jinja import template_environment
from kzdash.documents.pages.links import HtmlPage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kzdash.documents.document import Document

FOLDER = Path(__file__).parent / "templates"
TEMPLATES = template_environment(FOLDER)
STYLE = stylesheet(".file-list") + (FOLDER / "file_list.css").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file: its title, a sentence on its use, and what its link says and where it leads."""

    title: str
    use: str
    label: str
    address: str


def link_to_document(document: Document, address: str) -> FileLink:
    """Return the link by which a document is downloaded."""
    label = download_words(document)
    return FileLink(document.title, document.description, label, address)


def download_words(document: Document) -> str:
    """Return what a link or a button says that gives a document."""
    return f"下载（.{document.suffix}）"


def compose_files(files: Iterable[FileLink]) -> HtmlPage:
    """Compose the list; the browser itself opens its links, in a tab of their own."""
    html = TEMPLATES.get_template("file_list.html").render(files=tuple(files))
    return HtmlPage(html, frozenset(), STYLE)
