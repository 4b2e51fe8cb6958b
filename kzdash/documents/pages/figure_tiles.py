"""A row of large figures, each with its label and a note, two by two on narrow screens."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kzdash.charts.svg.style import stylesheet
from kzdash.documents.jinja import template_environment
from kzdash.documents.pages.links import HtmlPage

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = Path(__file__).parent / "templates"
TEMPLATES = template_environment(FOLDER)
STYLE = stylesheet(".figure-tiles") + (FOLDER / "figure_tiles.css").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class FigureTile:
    """A figure with its unit; `explanation` is what its label says on demand.

    `address` is that of what the figure counts, if that has one.
    """

    label: str
    figure: str
    note: str = ""
    explanation: str = ""
    address: str = ""


def compose_figure_tiles(tiles: Sequence[FigureTile]) -> HtmlPage:
    """Compose the tiles side by side."""
    html = TEMPLATES.get_template("figure_tiles.html").render(tiles=tiles)
    links = frozenset(tile.address for tile in tiles if tile.address)
    return HtmlPage(html, links, STYLE)
