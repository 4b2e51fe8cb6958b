"""Tables of items as HTML: rows where there is room for them, cards on narrow screens."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from kzdash.charts.svg.style import stylesheet
from kzdash.documents.jinja import template_environment
from kzdash.documents.pages.links import HtmlPage
from kzdash.domain.formatting import NO_DATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from kzdash.documents.pages.links import PageLinks

FOLDER = Path(__file__).parent / "templates"
TEMPLATES = template_environment(FOLDER)
STYLE = stylesheet(".item-tables") + (FOLDER / "item_table.css").read_text("utf-8")
# a browser takes too long to draw more
MOST_ROWS = 200
# of a text that may be cut on the screen, and is whole under the pointer
LONG = 12


class Part(StrEnum):
    """What a column is to its rows; it settles its width, and its place on a card.

    What is SAID and a TEXT are cut after two lines, what is LONG is not; a card leaves a TEXT out.
    """

    STATE = "state"
    NAME = "name"
    UNIT = "unit"
    SAID = "said"
    FIGURE = "figure"
    SHORT = "short"
    TEXT = "text"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; a table of less than `least` pixels, of 800, 1000, 1250 or 1560, does not show it.

    `reported` is whether people report what it says: where nobody has, it steps back.
    """

    name: str
    part: Part
    least: int = 0
    reported: bool = False

    @property
    def classes(self) -> str:
        """Its classes in the style sheet."""
        return f"{self.part} from{self.least}" if self.least else str(self.part)

    @property
    def missing(self) -> str:
        """What a cell without words says."""
        return NO_DATA if self.reported else "—"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a row says in a column; no words where there is nothing to say.

    `order` is what the column is sorted by instead of the words, `note` what stands after them in
    grey, `shape` and `look`, classes of the style sheet, are those of a state.
    """

    words: str = ""
    order: Decimal | int | str | None = None
    note: str = ""
    shape: str = ""
    look: str = ""
    address: str = ""

    @property
    def whole(self) -> str:
        """The words where they may be cut, else nothing."""
        return self.words if len(self.words) > LONG else ""


@dataclass(frozen=True, slots=True)
class ItemTable:
    """A table with what stands above it; `none` is said where it has no row.

    Of very many rows it shows the first MOST_ROWS, and says how many there are.
    `name` tells it from the other tables of its page, and keeps how it is sorted.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    title: str = ""
    caption: str = ""
    none: str = ""

    @property
    def cut(self) -> str:
        """How many rows there are, where there are more than are shown."""
        if len(self.rows) <= MOST_ROWS:
            return ""
        return f"共 {len(self.rows):,} 行，列出前 {MOST_ROWS} 行。用筛选缩小范围，或下载看全部。"

    @property
    def unreported(self) -> tuple[str, ...]:
        """The names of the columns that are left out because nobody has reported any of them."""
        shown = self.shown
        return tuple(it.name for it in self.columns if it.reported and it not in shown)

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns in which any row says something."""
        said = [any(row[place].words for row in self.rows) for place in range(len(self.columns))]
        return tuple(column for column, says in zip(self.columns, said, strict=True) if says)

    def cells(self) -> Iterator[list[tuple[Column, Cell]]]:
        """Return each row's cells in the columns shown."""
        shown = self.shown
        places = [place for place, column in enumerate(self.columns) if column in shown]
        for row in self.rows[:MOST_ROWS]:
            yield [(self.columns[place], row[place]) for place in places]


def compose_tables(tables: Iterable[ItemTable], links: PageLinks) -> HtmlPage:
    """Compose tables one beneath the other; `links` made the addresses in their cells."""
    html = TEMPLATES.get_template("item_table.html").render(tables=tuple(tables))
    return HtmlPage(html, frozenset(links.made), STYLE)


def compose_facts(facts: Mapping[str, str]) -> HtmlPage:
    """Compose a table of two columns: what it is about, and what is said of it."""
    html = TEMPLATES.get_template("item_facts.html").render(facts=facts)
    return HtmlPage(html, frozenset(), STYLE)
