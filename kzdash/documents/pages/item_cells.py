"""The cells that tables of items have in common: state, name, lead unit, last words, figures."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash.documents.pages.item_table import Cell
from kzdash.documents.pages.item_words import age_words, last_words, state_words
from kzdash.domain.formatting import format_date
from kzdash.domain.progress import State

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.board.items import BoardItem, ReportEntry
    from kzdash.documents.pages.links import PageLinks


def state_cell(item: BoardItem) -> Cell:
    """Return shape, word and colour of an item's state; sorted, the most serious comes first."""
    state, words = item.state, state_words(item)
    # of one state, the larger shortfall comes first
    place = state.seriousness * Decimal(10**6) - item.shortfall
    return Cell(words, order=place, shape=state.shape, look=state_look(state))


def state_look(state: State) -> str:
    """Return the classes by which the style sheet colours a state."""
    return f"{state.tone} due" if state is State.DUE_UNREPORTED else str(state.tone)


def name_cell(item: BoardItem, links: PageLinks) -> Cell:
    """Return kind, number and name, with the link to the item."""
    return Cell(item.titled, address=links.item(item))


def units_cell(item: BoardItem) -> Cell:
    """Return the lead unit, with those that support it."""
    supporting = item.supporting_words
    return Cell(
        item.lead_words if item.units else "",
        note="" if supporting == "—" else f"配合：{supporting}",
    )


def part_cell(part: ReportEntry | None) -> Cell:
    """Return how a supporting unit's part stands, and the day that it is about."""
    if part is None or part.status is None:
        state = State.UNREPORTED
        return Cell(state.word, state.seriousness, shape=state.shape, look=state_look(state))
    state = part.status.state
    words = f"{part.status.label}：{flat}" if (flat := " ".join(part.note.split())) else ""
    return Cell(
        words or part.status.label,
        order=state.seriousness,
        note=format_date(part.fresh_on),
        shape=state.shape,
        look=state_look(state),
    )


def due_cell(item: BoardItem) -> Cell:
    """Return the due date, with the original one where it was adjusted."""
    return Cell() if item.due_on is None else Cell(item.due_words, item.due_on.isoformat())


def said_cell(item: BoardItem, as_of: dt.date) -> Cell:
    """Return what was said last and how long ago; sorted, the newest comes first."""
    if item.fresh_on is None:
        return Cell()
    age = (as_of - item.fresh_on).days
    return Cell(last_words(item) or "没有说明", order=age, note=age_words(item, as_of))


def figure_cell(value: Decimal | None, words: str) -> Cell:
    """Return a figure in words, none where nobody reported it; sorted by the figure itself."""
    return Cell() if value is None else Cell(words, order=value)
