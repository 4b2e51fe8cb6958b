"""A view of a page as HTML, and what it is composed of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.documents import overview
from kzdash.documents.pages import (
    figure_tiles,
    indicator_cards,
    item_table,
    money_style,
    unit_board,
)
from kzdash.documents.pages.menu import MENU
from kzdash.domain.formatting import DEMONSTRATION, format_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes
    from kzdash.board.verdict.parts import Clause
    from kzdash.documents.pages.links import PageLinks

TITLES = {name: title for title, name in MENU} | {"indicators": "主要指标"}
STYLES = "".join(
    room.STYLE
    for room in (overview, unit_board, figure_tiles, indicator_cards, item_table, money_style)
)


@dataclass(frozen=True, slots=True)
class View:
    """A view: its title, its finding, what it shows as HTML, and the style sheet of that.

    `back` is the title and the address of the list that an item or a unit stands in, `about` says
    which document and day it is about. 总览 has this and its finding in its HTML. What
    `fills_screen` is a slide, which stands there without the frame of a page.
    """

    title: str
    html: str
    finding: Clause = ()
    back: tuple[str, str] | None = None
    about: str = ""
    style: str = STYLES
    fills_screen: bool = False


@dataclass(frozen=True, slots=True)
class ViewRequest:
    """What a view is composed of; `read_changes` computes what changed lately, if it is asked."""

    board: Board
    parameters: Mapping[str, Sequence[str]]
    links: PageLinks
    read_changes: Callable[[], Changes]

    @property
    def is_plain(self) -> bool:
        """Whether it is shown as a plain page, which no page of Streamlit's follows."""
        return self.links.folder != "/"

    def asked(self, name: str) -> str | None:
        """Return the last value that the url has under a name."""
        values = self.parameters.get(name)
        return values[-1] if values else None


def about_words(board: Board) -> str:
    """Say which plan document and which day a view is about."""
    plan = board.plan
    parts = [
        f"{DEMONSTRATION}，填报都是随机编造的" if plan.demonstration else "",
        plan.document_number,
        f"{format_date(plan.issued_on)}印发",
        plan.office,
        board.as_of_words,
    ]
    return " · ".join(filter(None, parts))
