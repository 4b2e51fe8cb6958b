"""How much a slide has room for: what does not fit goes on on the next one, and is never cut.

All is measured in widths of a character of the slide's text, 44 pixels of 1080 on a screen and 22
points in the deck: beneath a title on two lines there are 17 of them, and 36 across, on a slide of
16:9 as on one of 4:3 with its smaller type.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING

from kzdash.documents.slides.slide import WORD_JOINER, Cell, Row, Slide, Table
from kzdash.domain.formatting import text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

ACROSS, DOWN = 36.0, 16.8
LINE, PADDING, HEAD = 1.3, 0.6, 1.7
CELL_MARGIN = 0.9
FEWEST_LINES = 3  # of a text that goes on on the next slide
# of the width, where a chart or bars stand beside the table
TABLE_SHARE = 0.69


def paginate(slide: Slide, room: float = DOWN) -> tuple[Slide, ...]:
    """Spread the rows of a slide evenly over as many slides as they need.

    Where one row alone is higher than a slide, all are set one after the other like a text.
    """
    table = slide.table
    if table is None:
        return (slide,)
    widths = column_widths(table, beside=bool(slide.chart))
    left = room - (HEAD if table.heads else 0)
    heights = [row_height(row, widths) for row in table.rows]
    if max(heights, default=0) > left:
        flown = _flow(table.rows, widths, left)
        return tuple(_page(slide, replace(table, rows=rows), at) for at, rows in enumerate(flown))
    pages, start = [], 0
    for number, count in enumerate(_spread(heights, left)):
        chosen = slice(start, start + count)
        start += count
        own = replace(table, rows=table.rows[chosen], bars=table.bars[chosen])
        # a slide on one thing has no item a row
        items = slide.items[chosen] if len(slide.items) == len(table.rows) else slide.items
        pages.append(_page(replace(slide, items=items), own, number))
    return tuple(pages)


def _page(slide: Slide, table: Table, number: int) -> Slide:
    mark = WORD_JOINER.join(f"（续{number}）") if number else ""
    return replace(slide, table=table, message=slide.message + mark, is_continued=number > 0)


def first_rows(table: Table, room: float) -> Table:
    """Return a table with as many of its first rows as there is room for."""
    widths, left, count = column_widths(table, beside=False), room, 0
    for row in table.rows:
        left -= row_height(row, widths)
        if left < 0:
            break
        count += 1
    return replace(table, rows=table.rows[:count])


def column_widths(table: Table, *, beside: bool) -> tuple[float, ...]:
    """Return the room for text in each column."""
    across = ACROSS * (TABLE_SHARE if beside else 1)
    return tuple(across * share / sum(table.widths) - CELL_MARGIN for share in table.widths)


def row_height(row: Row, widths: Sequence[float]) -> float:
    """Return the height of a row whose texts are broken into lines."""
    lines = max(count_lines(cell.words, width) for cell, width in zip(row, widths, strict=True))
    return lines * LINE + PADDING


def count_lines(words: str, width: float) -> int:
    """Return how many lines a text takes: each may lack a character that no line can begin with."""
    return max(ceil(text_width(words) / max(width - 1, 1)), 1) if text_width(words) > width else 1


def _flow(rows: Sequence[Row], widths: Sequence[float], room: float) -> list[tuple[Row, ...]]:
    """Fill slides with rows, and let one that is too high go on on the next slide."""
    pages: list[list[Row]] = [[]]
    left = room
    waiting = list(rows)
    while waiting:
        row = waiting.pop(0)
        lines = int((left - PADDING) / LINE)
        if row_height(row, widths) > left and lines < FEWEST_LINES:
            pages.append([])
            left, lines = room, int((room - PADDING) / LINE)
        if row_height(row, widths) > left:
            row, rest = _cut(row, widths, lines)
            waiting.insert(0, rest)
        pages[-1].append(row)
        left -= row_height(row, widths)
    return [tuple(page) for page in pages]


def _cut(row: Row, widths: Sequence[float], lines: int) -> tuple[Row, Row]:
    """Cut the texts of a row after so many lines."""
    places = [
        _fitting(cell.words, lines * max(width - 1, 1))
        for cell, width in zip(row, widths, strict=True)
    ]
    both = list(zip(row, places, strict=True))
    first = tuple(Cell(cell.words[:place], cell.tone) for cell, place in both)
    return first, tuple(Cell(cell.words[place:], cell.tone) for cell, place in both)


def _fitting(words: str, most: float) -> int:
    """Return how many characters of a text are at most so wide."""
    widths = accumulate(map(text_width, words))
    return sum(1 for width in widths if width <= most)


def _spread(heights: Sequence[float], room: float) -> list[int]:
    """Return how many rows stand on each page, as few pages as possible and evenly filled."""
    pages, limit = _fill(heights, room), room
    fewest = len(pages)
    while limit > max(heights, default=room):
        limit -= LINE / 2
        tighter = _fill(heights, limit)
        if len(tighter) > fewest:
            break
        pages = tighter
    return pages


def _fill(heights: Sequence[float], room: float) -> list[int]:
    pages, left = [0], room
    for height in heights:
        if height > left and pages[-1]:
            pages.append(0)
            left = room
        pages[-1] += 1
        left -= height
    return pages
