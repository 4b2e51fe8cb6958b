"""What units did and said in a period, gathered from their reports by programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.attention import PRESSING
from kzdash.documents.papers.period import done_in, reports_in
from kzdash.documents.papers.wording import chinese_numeral, told_by_text, told_once
from kzdash.domain.progress import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.documents.papers.layout import Paper
    from kzdash.documents.papers.period import Period
    from kzdash.documents.papers.quotes import Quotes


# a note of one of these says no more than the state does
STATE_WORDS = {status.label for status in Status}


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary in the making: its paper, its board, its period, and what it quotes."""

    paper: Paper
    board: Board
    period: Period
    quotes: Quotes


def write_practice(it: Summary, numeral: str) -> None:
    """Write by programme what was done in the period, and what the units say of it."""
    it.paper.heading(f"{numeral}、主要做法和成效")
    groups = [
        (category.name, [item for item in it.board.followed if item.programme == category.number])
        for category in it.board.categories
    ]
    rest: list[BoardItem] = [*it.board.policies, *it.board.reforms]
    named = [(name, items) for name, items in groups if items]
    if rest:
        named.append(("政策和改革", rest))
    for number, (name, items) in enumerate(named, 1):
        it.paper.heading(f"（{chinese_numeral(number)}）{name}", 2)
        _write_group(it, name, items)
    if not named:
        it.paper.blank("主要做法和成效")


def _write_group(it: Summary, name: str, items: list[BoardItem]) -> None:
    going = [item for item in items if item.state not in PRESSING]
    told, done = told_once(_said(it, going, "note")), done_in(items, it.period)
    if told:
        it.paper.text(f"{'；'.join(told)}。")
    if done:
        names = "、".join(item.name for item in done)
        it.paper.text(f"{it.period.short_words}完成{len(done)}项：{names}。")
    missing = "和".join([*([] if told else ["主要做法"]), *([] if done else ["成效"])])
    if missing:
        it.paper.blank(f"{name}的{missing}")


def write_said(it: Summary, field: str, lead: str, blank: str) -> None:
    """Write what the last reports say in a field, equal texts once, or a blank where nothing."""
    if told := told_by_text(_said(it, it.board.followed, field)):
        it.paper.text(f"{lead}：{told}。")
    else:
        it.paper.blank(blank)


def _said(it: Summary, items: Iterable[BoardItem], field: str) -> Iterator[tuple[str, str]]:
    """Yield by item what the newest report of the period, that fills a field, says in it."""
    for item in items:
        quoted = (
            it.quotes.of_report(item.name, report, field) for report in reports_in(item, it.period)
        )
        words = next(filter(None, quoted), "")
        if words and words not in STATE_WORDS:
            yield item.name, words
