"""The parts of a slide."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kzdash.board.items import MilestoneItem

if TYPE_CHECKING:
    from decimal import Decimal

    from kzdash.board.items import BoardItem, EvidenceEntry
    from kzdash.domain.progress import Tone


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One large figure with its label and a note below it."""

    label: str
    value: str
    note: str = ""
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a table cell, with a tone if it is a status.

    `slide` is the number of the slide that it leads to, 0 where it leads to none.
    """

    words: str
    tone: Tone | None = None
    slide: int = 0


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """How far something has come, as a share of its target; None where nobody has said."""

    share: Decimal | None
    tone: Tone


@dataclass(frozen=True, slots=True)
class Table:
    """Column heads, none where rows speak for themselves, relative column widths, and rows.

    `bars` has one for each row, or none at all.
    """

    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One slide: its topic in a word, and its message, a finding, as its title.

    `name` selects how it is drawn. `items` are those that it names, in their order. `chart` is what
    the deck draws beside the table. `is_continued` is whether it goes on from the slide before.
    """

    name: str
    topic: str
    message: str
    figures: tuple[KeyFigure, ...] = ()
    items: tuple[BoardItem, ...] = ()
    table: Table | None = None
    notes: tuple[str, ...] = ()
    photo: EvidenceEntry | None = None
    chart: Literal["", "progress", "money"] = ""
    is_continued: bool = False


def state_cell(item: BoardItem) -> Cell:
    """Return a cell with an item's state by shape and word."""
    return Cell(keep_together(item.marked), item.state.tone)


def due_cell(item: BoardItem) -> Cell:
    """Return the cell of a state without the working days left, which take a second row of text."""
    if isinstance(item, MilestoneItem) and item.working_days_words:
        return Cell(keep_together(f"{item.state.shape} {item.due.words}"), item.state.tone)
    return state_cell(item)


def keep_together(words: str) -> str:
    """Keep a state's words whole: a line may only end before a number, or in a long text.

    A word is joined within, and to the shape before it; a number is joined to what it counts.
    """
    joined = JOINED.sub(lambda found: WORD_JOINER.join(found[0]), words)
    return BEFORE_NUMBER.sub(" ", joined.replace(" ", NO_BREAK))


def text_cell(words: str) -> Cell:
    """Return a cell with a text on one line, however many lines it was written on."""
    return Cell(" ".join(words.split()))


WORD_JOINER, NO_BREAK = "\N{WORD JOINER}", "\N{NO-BREAK SPACE}"
JOINED = re.compile("逾期|滞后|受阻|到期|还有|推进中|个百分点|个工作日")
BEFORE_NUMBER = re.compile(f"(?<=[\u4e00-\u9fff]){NO_BREAK}(?=[0-9])")
