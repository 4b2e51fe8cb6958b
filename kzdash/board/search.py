"""Find items, units and owners by part of a name, its pinyin initials, or a place in the plan."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.items import KIND_WORDS
from kzdash.domain.pinyin import initials

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem

MAX_RESULTS = 8
UNIT, OWNER = "单位", "业主"


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """An item, a lead unit, or an owner of projects that a search can find.

    `names` are its names, `initials` the pinyin initials of each, `more` any other text about it;
    all are folded, so that width and case do not matter.
    """

    kind: str
    label: str
    item: BoardItem | None
    names: tuple[str, ...]
    initials: tuple[str, ...]
    more: str


def build_index(board: Board) -> tuple[SearchEntry, ...]:
    """Return an entry for everything on a board: units first, then items, then owners."""
    owners = dict.fromkeys(item.owner for item in board.projects)
    return (
        *(_entry(UNIT, unit, None, (unit,)) for unit in board.units),
        *(_item_entry(item) for item in _items(board)),
        *(_entry(OWNER, owner, None, (owner,)) for owner in owners if owner not in board.units),
    )


def find(entries: Iterable[SearchEntry], typed: str) -> tuple[list[SearchEntry], int]:
    """Return the best `MAX_RESULTS` entries that contain every typed word, and the total count.

    A match at the beginning of a name ranks first, then one within a name, then pinyin initials,
    then a name that the word is short for, then other text.
    """
    words = _folded(typed).split()
    if not words:
        return [], 0
    ranked = [(max(_rank(entry, word) for word in words), entry) for entry in entries]
    matches = sorted((pair for pair in ranked if pair[0] < NO_MATCH), key=lambda pair: pair[0])
    return [entry for _, entry in matches[:MAX_RESULTS]], len(matches)


NAME_START, IN_NAME, INITIALS_START, IN_INITIALS, ACROSS_NAME, IN_TEXT, NO_MATCH = range(7)


def _rank(entry: SearchEntry, word: str) -> int:
    if any(name.startswith(word) for name in entry.names):
        return NAME_START
    if any(word in name for name in entry.names):
        return IN_NAME
    if any(initials.startswith(word) for initials in entry.initials):
        return INITIALS_START
    if any(word in initials for initials in entry.initials):
        return IN_INITIALS
    if (
        len(word) > 1
        and not word.isascii()
        and any(_is_short_for(word, name) for name in entry.names)
    ):
        return ACROSS_NAME
    return IN_TEXT if word in entry.more else NO_MATCH


def _is_short_for(word: str, name: str) -> bool:
    """Whether a name has all characters of a word in order: 发改委 is short for 发展改革委."""
    rest = iter(name)
    return all(character in rest for character in word)


def _items(board: Board) -> Iterator[BoardItem]:
    paragraphs = {part.item_id for item in board.directions for part in item.paragraphs}
    yield from (item for item in board.items if item.item_id not in paragraphs)


def _item_entry(item: BoardItem) -> SearchEntry:
    kind = KIND_WORDS[item.kind]
    parts = getattr(item, "paragraphs", ())
    own = (item.citation, item.summary, item.units_words, getattr(item, "owner", ""))
    of_parts = (words for part in parts for words in (part.citation, part.name, part.summary))
    names = (item.name, item.short_name, f"{kind}{item.number}")
    label = item.titled.removeprefix(f"{kind} ")
    return _entry(kind, label, item, names, (*own, *of_parts))


def _entry(
    kind: str, label: str, item: BoardItem | None, names: Sequence[str], more: Iterable[str] = ()
) -> SearchEntry:
    return SearchEntry(
        kind=kind,
        label=label,
        item=item,
        names=tuple(_folded(name) for name in names),
        initials=tuple(initials(name) for name in names),
        more=" ".join(_folded(words) for words in more),
    )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
