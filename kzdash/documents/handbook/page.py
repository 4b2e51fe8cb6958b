"""The page 帮助: the contents of the handbook, and the chapter that the url names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kzdash.charts.svg.style import stylesheet
from kzdash.documents.handbook.chapters import read_handbook
from kzdash.documents.handbook.html import TEMPLATES, Addresses, to_html
from kzdash.documents.pages.links import HtmlPage

if TYPE_CHECKING:
    from kzdash.documents.pages.links import PageLinks

RULES = Path(__file__).parent / "templates" / "handbook.css"
STYLE = stylesheet(".handbook") + RULES.read_text("utf-8")
PAGE, CHAPTER = "help", "chapter"


def compose_help(asked: str | None, links: PageLinks) -> HtmlPage:
    """Compose the page: the chapter of a key, what stands before all where there is none."""
    handbook = read_handbook()
    shown = handbook.by_key.get(asked or "")
    addresses = Addresses(lambda key: links.page(PAGE, {CHAPTER: key}))
    html = TEMPLATES.get_template("help.html").render(
        chapters=[(chapter, addresses.chapter(chapter.key)) for chapter in handbook.chapters],
        shown=shown,
        contents=links.page(PAGE),
        html=to_html(shown.tokens if shown else handbook.opening, addresses),
    )
    return HtmlPage(html, frozenset(links.made), STYLE)
