"""Links on a slide: each name of an item, project or unit leads to its backup slide."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from kzdash.board.cache import memoized
from kzdash.documents.slides.backup import has_backup, item_key
from kzdash.documents.slides.request import to_query

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kzdash.board.board import Board
    from kzdash.documents.slides import BriefingRequest

SHORTEST = 2


@dataclass(frozen=True, slots=True)
class _Names:
    """The key of the backup slide that each name leads to, and what finds the names in a text."""

    keys: Mapping[str, str]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class SlideLinks:
    """Finds the names in a text, and where they lead from the place of a request."""

    names: _Names
    request: BriefingRequest

    def __call__(self, words: str, slide: int = 0) -> list[tuple[str, str]]:
        """Return a text in parts, each with the address it leads to, empty where to none.

        The slide that is on has no link to itself. What is no name leads to the slide with the
        number `slide`, if there is one.
        """
        parts = self.names.pattern.split(words) if self.names.keys else [words]
        return [(part, self._address(part, slide)) for part in parts if part]

    def _address(self, name: str, slide: int) -> str:
        key = self.names.keys.get(name)
        here = self.request.show[-1:] or (self.request.unit,)
        if key is not None and key not in here:
            return _briefing(self.request.opening(key))
        return _briefing(replace(self.request, slide=slide, show=(), part=1)) if slide else ""


def _briefing(request: BriefingRequest) -> str:
    return f"/briefing?{urlencode(to_query(request))}"


def no_links(words: str, _slide: int = 0) -> list[tuple[str, str]]:
    """Return a text as one part that leads nowhere."""
    return [(words, "")]


def slide_links(board: Board, request: BriefingRequest) -> SlideLinks:
    """Return what makes the links of a slide."""
    return SlideLinks(_names(board), request)


@memoized(4, key=lambda board: board.key)
def _names(board: Board) -> _Names:
    keys = {unit: unit for unit in board.units}
    for item in filter(has_backup, board.items):
        for name in (item.short_name, " ".join(item.name.split())):
            keys.setdefault(name, item_key(item))
    keys = {name: key for name, key in keys.items() if len(name) >= SHORTEST}
    # of two names of which one begins with the other, the longer one is meant
    longest_first = sorted(keys, key=len, reverse=True)
    return _Names(keys, re.compile(f"({'|'.join(map(re.escape, longest_first))})"))
