"""The agenda: the topics of a briefing, where each begins, and how long it may take."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from kzdash.board.verdict.slides import agenda_title
from kzdash.documents.slides.fitting import paginate
from kzdash.documents.slides.slide import Cell, Slide, Table, text_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem

FEWEST_TOPICS = 2


def agenda_slides(
    slides: Sequence[Slide], decided: Sequence[BoardItem], board: Board, minutes: int = 0
) -> tuple[Slide, ...]:
    """List the topics with the number of the slide on which each begins, and which it leads to.

    With `minutes`, how long the meeting may take, each topic has its share of them.
    """
    topics = [slide.topic.partition(" · ")[0] for slide in slides]
    counts = {topic: topics.count(topic) for topic in topics}
    if len(counts) < FEWEST_TOPICS:
        return ()
    shares = share_minutes(list(counts.values()), minutes)
    message, pages = agenda_title(decided, board), 1
    while True:
        # behind the cover and the agenda itself
        begins = [topics.index(topic) + 2 + pages for topic in counts]
        table = _table(list(counts), begins, shares)
        found = paginate(Slide(name="agenda", topic="议程", message=message, table=table))
        if len(found) <= pages:
            return found
        pages = len(found)


def share_minutes(counts: Sequence[int], minutes: int) -> list[int]:
    """Share whole minutes out by numbers of slides, at least one each; none if they are short."""
    spare = minutes - len(counts)
    if spare < 0:
        return []
    total = sum(counts)
    exact = [spare * count / total for count in counts]
    shares = [int(share) for share in exact]
    largest = sorted(range(len(counts)), key=lambda at: shares[at] - exact[at])
    for at in largest[: spare - sum(shares)]:
        shares[at] += 1
    return [share + 1 for share in shares]


def _table(topics: Sequence[str], begins: Sequence[int], shares: Sequence[int]) -> Table:
    rows = [
        (replace(text_cell(topic), slide=page), Cell(f"第{page}页", slide=page))
        for topic, page in zip(topics, begins, strict=True)
    ]
    if shares:
        timed = zip(rows, shares, strict=True)
        cells = [(*row, Cell(f"{share}分")) for row, share in timed]
        return Table((), (10, 5, 4) * 2, _in_two_columns(cells))
    return Table((), (14, 5) * 2, _in_two_columns(rows))


def _in_two_columns(cells: Sequence[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    half = -(-len(cells) // 2)
    nothing = tuple(Cell("") for _ in cells[0])
    pairs = zip_longest(cells[:half], cells[half:], fillvalue=nothing)
    return tuple((*left, *right) for left, right in pairs)
