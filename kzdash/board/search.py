"""Find items, units and owners by part of a name, its pinyin initials, or a place in the plan."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pypinyin import Style, lazy_pinyin

from kzdash.board.items import KIND_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem

MOST = 8
UNIT, OWNER = "单位", "业主"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be found: an item, a lead unit, or an owner of projects.

    `names` are what it goes by, `initials` the pinyin initials of each, `more` what else is said of
    it; all folded, so that width and case do not matter.
    """

    kind: str
    label: str
    item: BoardItem | None
    names: tuple[str, ...]
    initials: tuple[str, ...]
    more: str


def build_index(board: Board) -> tuple[Entry, ...]:
    """Return all that can be found on a board: units first, then items, then owners."""
    owners = dict.fromkeys(item.owner for item in board.projects)
    return (
        *(_entry(UNIT, unit, None, (unit,)) for unit in board.units),
        *(_item(item) for item in _items(board)),
        *(_entry(OWNER, owner, None, (owner,)) for owner in owners if owner not in board.units),
    )


def find(entries: Iterable[Entry], typed: str) -> tuple[list[Entry], int]:
    """Return the best few entries that have every typed word in them, and how many there are.

    A name that begins with what was typed comes first, then one that holds it, then initials,
    then what else is said.
    """
    words = _folded(typed).split()
    if not words:
        return [], 0
    ranked = [(max(_rank(entry, word) for word in words), entry) for entry in entries]
    fitting = sorted((pair for pair in ranked if pair[0] < NOWHERE), key=lambda pair: pair[0])
    return [entry for _, entry in fitting[:MOST]], len(fitting)


NAME_BEGINS, NAME_HOLDS, INITIALS_BEGIN, INITIALS_HOLD, SAID, NOWHERE = range(6)


def _rank(entry: Entry, word: str) -> int:
    if any(name.startswith(word) for name in entry.names):
        return NAME_BEGINS
    if any(word in name for name in entry.names):
        return NAME_HOLDS
    if any(initials.startswith(word) for initials in entry.initials):
        return INITIALS_BEGIN
    if any(word in initials for initials in entry.initials):
        return INITIALS_HOLD
    return SAID if word in entry.more else NOWHERE


def _items(board: Board) -> Iterator[BoardItem]:
    paragraphs = {part.item_id for item in board.directions for part in item.paragraphs}
    yield from (item for item in board.items if item.item_id not in paragraphs)


def _item(item: BoardItem) -> Entry:
    kind = KIND_WORDS[item.kind]
    parts = getattr(item, "paragraphs", ())
    report = (item.citation, item.summary, item.units_words, getattr(item, "owner", ""))
    of_parts = (words for part in parts for words in (part.citation, part.name, part.summary))
    names = (item.name, item.short_name, f"{kind}{item.number}")
    return _entry(kind, f"{item.number}. {item.short_name}", item, names, (*report, *of_parts))


def _entry(
    kind: str, label: str, item: BoardItem | None, names: Sequence[str], more: Iterable[str] = ()
) -> Entry:
    return Entry(
        kind=kind,
        label=label,
        item=item,
        names=tuple(_folded(name) for name in names),
        initials=tuple(_initials(name) for name in names),
        more=" ".join(_folded(words) for words in more),
    )


def _initials(name: str) -> str:
    """The first letter of every sound, other signs left out: 水利局 is slj."""
    letters = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))
    return "".join(sign for sign in _folded(letters) if sign.isalnum())


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
