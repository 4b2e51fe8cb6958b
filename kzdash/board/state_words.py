"""How an item stands in the words of papers and slides: one word for one state.

Where no judgement could be made they tell apart why: nobody reported, nobody reported and it was
due, or what was reported lacks the figure that counts. 待填报 is left to figures that are missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.items import IndicatorLine
from kzdash.domain.progress import Status

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.board.items import Line

SILENT, SILENT_AND_DUE, LACKING = "未报", "到期未报", "缺数据"
WITHOUT_DATA = (SILENT_AND_DUE, SILENT, LACKING)


def label(line: Line, as_of: dt.date) -> str:
    """Return the word for how an item stands on a day."""
    if line.status is not Status.NO_DATA:
        return line.status.label
    if line.said is not None:
        return LACKING
    return SILENT_AND_DUE if line.due_on is not None and line.due_on < as_of else SILENT


def words(line: Line, as_of: dt.date) -> str:
    """Return the word with what belongs to it: days, or the year whose figure is missing."""
    found = label(line, as_of)
    if found == LACKING and isinstance(line, IndicatorLine) and line.assessment.missing:
        return f"缺{line.assessment.missing[-1]}年数据"
    return line.status_words if found == line.status.label else found


def marked(line: Line, as_of: dt.date) -> str:
    """Return shape and words: a state is never told by colour alone."""
    return f"{line.status.shape} {words(line, as_of)}"
