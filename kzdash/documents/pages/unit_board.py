"""The unit board as HTML: a row a lead unit, its items as marks that are links."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kzdash.board.items import KIND_WORDS
from kzdash.board.status_counts import count_states
from kzdash.board.unit_board import unit_board
from kzdash.charts.svg.marks import draw_mark
from kzdash.charts.svg.style import stylesheet
from kzdash.documents.jinja import template_environment
from kzdash.documents.pages.links import HtmlPage
from kzdash.domain.progress import PROBLEMS, State

if TYPE_CHECKING:
    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.board.unit_board import UnitStanding
    from kzdash.documents.pages.links import PageLinks

FOLDER = Path(__file__).parent / "templates"
TEMPLATES = template_environment(FOLDER)
STYLE = stylesheet(".unit-board") + (FOLDER / "unit_board.css").read_text("utf-8")


def compose_unit_board(board: Board, links: PageLinks) -> HtmlPage:
    """Compose the board: the unit with the most problems first, and what each mark means."""
    counts = count_states(board.followed)
    html = TEMPLATES.get_template("unit_board.html").render(
        units=unit_board(board),
        legend=[(draw_mark(state), state.word) for state in State if counts[state]],
        mark=lambda item: draw_mark(item.state),
        words=_words,
        counts=_counts,
        age=_age,
        kinds=KIND_WORDS,
        item_link=links.item,
        unit_link=lambda unit: links.page("duties", {"unit": unit}),
    )
    return HtmlPage(html, frozenset(links.made), STYLE)


def _words(item: BoardItem) -> str:
    """Return what stands under the pointer, and is read aloud: the item and how it stands."""
    return f"{item.key} {item.short_name}：{item.state_words}"


def _counts(unit: UnitStanding) -> list[tuple[str, str]]:
    """Return the words and tones of what is wrong, each sort counted apart: 逾期2, 到期未报1."""
    told = (*PROBLEMS, State.BEHIND, State.DUE_UNREPORTED)
    tones = {state.word: str(state.tone) for state in told}
    return [
        (f"{word}{count}", tones[word])
        for word, count in unit.counts.apart.items()
        if count and word in tones
    ]


def _age(unit: UnitStanding) -> str:
    """Return how old the news is that the newest report brought."""
    if not unit.items:
        return "没有牵头的事项"
    if unit.report_age is None:
        return "还没有填报过"
    return f"最近填报{unit.report_age}天前" if unit.report_age else "最近填报当天"
