"""The parts of a slide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.status_counts import states_by_word
from kzdash.domain.formatting import truncate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.items import BoardItem, EvidenceEntry
    from kzdash.domain.progress import Tone

TWO_LINES = 22


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One large figure with its label and a note below it."""

    label: str
    value: str
    note: str = ""
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a table cell, with a tone if it is a status."""

    words: str
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Column heads, relative column widths, and rows."""

    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One slide: its topic, and its message as a sentence.

    `name` selects how it is drawn. A slide that `is_empty` has nothing but its message.
    """

    name: str
    topic: str
    message: str
    is_empty: bool = False
    figures: tuple[KeyFigure, ...] = ()
    items: tuple[BoardItem, ...] = ()
    table: Table | None = None
    notes: tuple[str, ...] = ()
    photo: EvidenceEntry | None = None


def states_in_words(items: Sequence[BoardItem]) -> str:
    """Return the counts of items by state in words, the most serious first."""
    return "，".join(f"{count} 项{word}" for word, count in states_by_word(items).items())


def state_cell(item: BoardItem) -> Cell:
    """Return a cell with an item's state by shape and word."""
    return Cell(item.marked, item.state.tone)


def item_cell(item: BoardItem) -> Cell:
    """Return a cell that names an item by kind, number and short name."""
    return text_cell(item.titled)


def text_cell(words: str) -> Cell:
    """Return a cell with text cut to what fits on two lines."""
    return Cell(truncate(words, TWO_LINES))
