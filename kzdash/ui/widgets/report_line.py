"""How a report reads in a line: what was said, by whom and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board import report_text
from kzdash.board.assembly import SEED_WORDS
from kzdash.domain.formatting import MOST_DECIMALS, NO_DATA, day, moment
from kzdash.ui.widgets.plain_text import inline, plain, source

if TYPE_CHECKING:
    from kzdash.board.items import Said
    from kzdash.board.report_text import Part

JUDGED = {"status", "value", "stage"}


def content(said: Said, unit: str = "", decimals: int = MOST_DECIMALS) -> str:
    """What a report says, as Markdown; `unit` is that of an indicator's values."""
    return " · ".join(map(_marked, report_text.parts(said, unit, decimals))) or NO_DATA


def _marked(part: Part) -> str:
    words = part.words
    if part.field in JUDGED:
        words = f"**{inline(words)}**"
    elif part.field == "evidence":
        words = source(words)
    elif part.field in report_text.TYPED:
        words = plain(words)
    return f"{part.lead}{words}"


def signature(said: Said) -> str:
    """Who reported and when, as Markdown."""
    until = f"数据截至{day(said.fresh_on)}"
    if said.reporter == SEED_WORDS:
        return f"{SEED_WORDS}，{until}"
    act = "填报" if said.restores is None else f"撤销第{said.seq - 1}次填报"
    return f"{plain(said.reporter)} {moment(said.recorded_at)}{act}，{until}"
