"""What a slide is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board import state_words
from kzdash.board.items import KIND_WORDS
from kzdash.board.status_counts import count_states
from kzdash.domain.formatting import truncate

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kzdash.board.items import BoardItem
    from kzdash.domain.progress import Tone

TWO_LINES = 22


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One large figure, what it is of, and a note below it."""

    label: str
    value: str
    note: str = ""
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """Words in a table; with a tone where they are a judgement."""

    words: str
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Column heads, how wide the columns are to each other, and rows under them."""

    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One slide: what it is about, and its one message as a sentence.

    `name` says how it is drawn. One that has `nothing` else to say has only that sentence.
    """

    name: str
    about: str
    message: str
    nothing: bool = False
    figures: tuple[KeyFigure, ...] = ()
    items: tuple[BoardItem, ...] = ()
    table: Table | None = None
    notes: tuple[str, ...] = ()


def counted(items: Sequence[BoardItem], as_of: dt.date) -> str:
    """How many stand how, in words, in the order they come."""
    counts = count_states(items, as_of)
    return "，".join(f"{count} 项{label}" for label, count in counts.items())


def status_cell(item: BoardItem, as_of: dt.date) -> Cell:
    """A cell that says how a line stands, by shape and word."""
    return Cell(state_words.state_with_shape(item, as_of), item.status.tone)


def item_cell(item: BoardItem) -> Cell:
    """A cell that says which item it is: its kind, number and name."""
    return text_cell(f"{KIND_WORDS[item.kind]} {item.number}. {item.short_name}")


def text_cell(words: str) -> Cell:
    """A cell of words that may be long: on a slide, as many as fit on two lines."""
    return Cell(truncate(words, TWO_LINES))
