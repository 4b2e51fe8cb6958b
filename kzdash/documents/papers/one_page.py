"""The one page (一页纸) for a leader: how the plan stands, what moved, is worst and is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.attention import most_urgent_first
from kzdash.board.verdict import changes_finding, compose_verdict
from kzdash.documents.papers import item_sentences, sentences
from kzdash.documents.papers.beginning import begin
from kzdash.documents.papers.fitting import count_lines, fit
from kzdash.documents.papers.template_files import PLAIN
from kzdash.documents.papers.wording import chinese_numeral, official, state
from kzdash.documents.slides.attention import decision_points, to_decide
from kzdash.domain.formatting import text_width, truncate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes

LINES, HEADINGS = 22, 3
# of a line of the title in characters, of a title and the empty line below it in lines
TITLE_WIDTH, LONGEST_TITLE, SHORT_TITLE_LINES, TITLE_LINES = 19.5, 36, 3, 4
AT_MOST_OVERALL, AT_MOST_MOVED, AT_MOST_ASKED, OF_EACH = 5, 2, 3, 2
NOTHING_ASKED = "没有责任单位提出需要协调解决的问题。"


def make(board: Board, changes: Changes) -> bytes:
    """Return the page as a DOCX file; what has no room on it is counted.

    It has no head: it is handed over, not sent.
    """
    paper = begin(board, PLAIN)
    title = truncate(official(f"{board.plan.short_title}情况"), LONGEST_TITLE)
    paper.title(title)
    data = sentences.data(board)
    verdict = f"{board.as_of_words}，{compose_verdict(board).text}"
    moved = "".join(part.words for part in changes_finding(changes, board))
    overall = [fit(verdict, AT_MOST_OVERALL, data), fit(moved, AT_MOST_MOVED)]
    asked = _as_fits(_asked(board), AT_MOST_ASKED, NOTHING_ASKED)
    of_title = SHORT_TITLE_LINES if text_width(title) <= TITLE_WIDTH else TITLE_LINES
    room = LINES - of_title - HEADINGS - sum(map(count_lines, [*overall, *asked]))
    worst = _as_fits(_worst(board), room, sentences.NONE_PRESSING)
    parts = (("总体情况", overall), ("最紧要的问题", worst), ("请协调解决的问题", asked))
    for number, (words, said) in enumerate(parts, 1):
        paper.heading(f"{chinese_numeral(number)}、{words}")
        for one in said:
            paper.text(one)
    return paper.to_bytes()


def _worst(board: Board) -> list[str]:
    """Return what is wrong, the most serious first: how it stands, which item, and whose."""
    return [
        f"{state(item)}：{item.short_name}{_whose(item.lead_unit)}"
        for item in most_urgent_first(filter(item_sentences.is_pressing, board.followed))
    ]


def _asked(board: Board) -> list[str]:
    points = (point for point in to_decide(decision_points(board)) if point.problem)
    return [f"{point.item.short_name}{_whose(point.unit)}：{point.problem}" for point in points]


def _whose(unit: str | None) -> str:
    return f"（{unit}）" if unit else ""


def _as_fits(told: Sequence[str], room: int, none: str) -> list[str]:
    """Return all on two lines each if there is room, else as many as fit and how many more."""
    if not told:
        return [none]
    lines = [fit(f"{number}.{words}", OF_EACH) for number, words in enumerate(told, 1)]
    shown: list[str] = []
    for line in lines:
        more = len(shown) + 1 < len(lines)
        if sum(map(count_lines, [*shown, line])) + more > room:
            return [*shown, f"另有{len(lines) - len(shown)}项，不逐一列出。"]
        shown.append(line)
    return shown
