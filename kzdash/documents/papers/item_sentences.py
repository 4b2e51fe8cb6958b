"""What a letter says of one item: until when it was to be done, how it stands, what units said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.attention import PRESSING
from kzdash.board.items import IndicatorItem
from kzdash.board.matters import matters_of_unit
from kzdash.board.monthly_round import due_from_unit
from kzdash.board.outlook import outlook_of
from kzdash.documents.pages.matter_lists import source_words
from kzdash.documents.papers import sentences
from kzdash.documents.papers.wording import cite, flat, state
from kzdash.domain.formatting import format_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kzdash.board.added_items import MatterItem
    from kzdash.board.board import Board
    from kzdash.board.due_reports import DueReport
    from kzdash.board.items import BoardItem
    from kzdash.documents.papers.quotes import Quotes


def listed_matters(board: Board, unit: str) -> list[MatterItem]:
    """Return the open matters of a unit, but what it raised itself and nobody took up.

    That stands among the problems of the item that it is about.
    """
    return [
        matter
        for matter in matters_of_unit(board.matters, unit)
        if not (matter.is_raised and matter.about)
    ]


def due_from(board: Board, unit: str) -> list[DueReport]:
    """Return the reports that are due from a unit; before the plan was issued nothing is asked."""
    return [] if is_before_plan(board) else due_from_unit(board, unit)


def is_before_plan(board: Board) -> bool:
    """Whether the plan was not issued yet on the board's day."""
    return board.as_of < board.plan.issued_on


def is_pressing(item: BoardItem) -> bool:
    """Whether something is wrong with an item by what was reported, a part of it too."""
    return item.state in PRESSING or bool(item.blocked_parts)


def matter_title(matter: MatterItem) -> str:
    """Return the name of a matter, its kind, and from whom it comes."""
    source = source_words(matter)
    return f"{matter.name}（{matter.matter_kind.label}{f'，{source}' if source else ''}）"


def what_is_asked(matter: MatterItem, quotes: Quotes) -> str:
    """Return what a matter asks, empty where its name says it all."""
    if flat(matter.name) == flat(matter.summary):
        return ""
    return quotes.of(matter.name, matter.summary)


def of_matter(matter: MatterItem, quotes: Quotes) -> str:
    """Return what a matter asks, until when, how it stands, and the last answer if it is new."""
    due = f"应于{matter.due_words}办结，" if matter.due_on else ""
    told = (flat(matter.name), flat(matter.summary))
    asked = what_is_asked(matter, quotes)
    what = f"{asked}。" if asked else ""
    said = matter.last_words
    is_new = said and flat(said) not in told
    last = f"；最近反馈：{quotes.of(matter.name, said)}" if is_new else ""
    return f"{what}{due}现为{state(matter)}{last}。"


def of_item(item: BoardItem, quotes: Quotes) -> str:
    """Return how an item stands, what its last report says, whose it is, and by which clause."""
    due = f"应于{item.due_words}完成，" if item.due_on else ""
    report = item.latest_report
    if isinstance(item, IndicatorItem):
        # the note of a figure says how it was worked out
        last_report = sentences.indicator(item)
    elif report is None:
        last_report = f"现为{state(item)}；尚未填报"
    else:
        note = quotes.of_report(item.name, report, "note")
        said = f"，说明为：{note}" if note else ""
        last_report = f"现为{state(item)}；最近一次填报截至{format_date(report.fresh_on)}{said}"
    place = cite(item.citation)
    expected = outlook_of(item).sentences
    parts = "".join(f"；{words}" for words in (expected, item.blocked_words) if words)
    return f"{due}{last_report}{parts}。由{item.units_words}{f'（{place}）' if place else ''}。"


def named(items: Iterable[BoardItem]) -> str:
    """Return the names of items in a row."""
    return "、".join(item.name for item in items)
