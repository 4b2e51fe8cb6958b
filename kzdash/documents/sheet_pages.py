"""The pages of a wide sheet: columns in letters of 9 points on A4, on several pages if need be.

The first columns, which tell what a row is about, are printed on each of them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from kzdash.documents.sheet import set_up_printing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

# how many characters of 10 pt go on a page in letters of 9 pt; Excel has room for more
PAGE_WIDTH = 136
# in percent, of letters of 10 pt
SCALE = 91


class PageColumn(NamedTuple):
    """A column: its header, its least and greatest width in characters, what it belongs to."""

    header: str
    least: float
    most: float
    group: str = ""


class SheetPages(NamedTuple):
    """The widths of all columns, and the number of the last column of each page."""

    widths: list[float]
    ends: list[int]


def lay_out(repeated: Sequence[PageColumn], columns: Sequence[PageColumn]) -> SheetPages:
    """Lay columns out beside those that each page repeats."""
    room = PAGE_WIDTH - sum(column.least for column in repeated)
    widths = [column.least for column in repeated]
    ends = []
    for page in _pages(tuple(columns), room):
        widths += _stretched(page, room)
        ends.append(len(widths))
    return SheetPages(widths, ends)


def print_columns(
    sheet: Worksheet, pages: SheetPages, repeated: int, heads: tuple[int, int] = (1, 1)
) -> None:
    """Have a sheet print these pages, the rows of its head and the first columns on each.

    What stands above its head is not printed: over a page it would be cut off.
    """
    sheet.print_area = f"A{heads[0]}:{get_column_letter(pages.ends[-1])}{sheet.max_row}"
    sheet.print_title_rows = f"{heads[0]}:{heads[1]}"
    if len(pages.ends) > 1:
        sheet.print_title_cols = f"A:{get_column_letter(repeated)}"
        for end in pages.ends[:-1]:
            sheet.col_breaks.append(Break(id=end))


def set_up_pages(sheet: Worksheet, title: str = "", day: str = "") -> None:
    """Print on A4 as other sheets are, with the breaks that there are."""
    set_up_printing(sheet, title, day)
    if sheet.col_breaks.brk:
        # breaks count where the scale is given, and not where the program finds it
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
        sheet.page_setup.scale = SCALE
        sheet.page_setup.pageOrder = "overThenDown"


def _pages(columns: tuple[PageColumn, ...], room: float) -> list[tuple[PageColumn, ...]]:
    """Divide columns into pages: into few, and where one group ends, and evenly, in this order."""

    @lru_cache(None)
    def best(first: int) -> tuple[int, int, float, tuple[int, ...]]:
        """Return the cost of the pages from a column on, and their ends."""
        if first == len(columns):
            return 0, 0, 0, ()
        found, width = [], 0.0
        for end in range(first + 1, len(columns) + 1):
            width += columns[end - 1].least
            if width > room and end > first + 1:
                break
            pages, splits, slack, ends = best(end)
            splits += end < len(columns) and columns[end - 1].group == columns[end].group
            found.append((pages + 1, splits, slack + (room - width) ** 2, (end, *ends)))
        return min(found)

    ends = best(0)[3]
    starts = (0, *ends[:-1])
    return [columns[start:end] for start, end in zip(starts, ends, strict=True)]


def _stretched(page: Sequence[PageColumn], room: float) -> list[float]:
    """Give columns of text what a page leaves, to each its share up to its greatest width."""
    spare = room - sum(column.least for column in page)
    wanted = sum(column.most - column.least for column in page)
    share = max(0.0, min(1.0, spare / wanted)) if wanted else 0.0
    return [round(column.least + share * (column.most - column.least), 1) for column in page]
