"""A table of words that is no list of items: reports, sources, corrections of the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kzdash.documents.pages.item_table import Cell, Column, ItemTable, Part

if TYPE_CHECKING:
    import pandas as pd

# a column with no longer words than these is as narrow as they are
SHORT = 16
DAY = re.compile(r"\d+年\d+月\d+日")
NOTHING = {"", "—"}


def words_table(name: str, frame: pd.DataFrame, named_by: str) -> ItemTable:
    """Return a frame as a table; `named_by` is the column that tells its rows apart.

    Where that holds nothing but days, it takes no more room than they need.
    """
    columns = [
        Column(head, _part([str(it) for it in frame[head]], is_name=head == named_by))
        for head in map(str, frame.columns)
    ]
    rows = [[_cell(value) for value in row] for row in frame.to_numpy().tolist()]
    return ItemTable(name, columns, rows)


def _part(words: list[str], *, is_name: bool) -> Part:
    if is_name and not all(map(DAY.fullmatch, words)):
        return Part.NAME
    return Part.SHORT if max(map(len, words), default=0) <= SHORT else Part.LONG


def _cell(value: object) -> Cell:
    words = str(value)
    return Cell() if words in NOTHING else Cell(words)
