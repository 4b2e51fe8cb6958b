"""What is made once for everybody and kept, as long as there is room for it: boards above all."""

from __future__ import annotations

from threading import Condition
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from cachetools import LRUCache, cached
from cachetools.keys import hashkey

from kzdash.board.board import compute_board
from kzdash.board.changes import compare_boards

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Hashable

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes
    from kzdash.store import Store, Version

KEPT_BOARDS, KEPT_CHANGES = 40, 20
P = ParamSpec("P")
R = TypeVar("R")


def memoized(
    most: int, key: Callable[..., Hashable] = hashkey
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep so many results of a function, by the key of its arguments, those asked for last.

    Who asks for one that is being made waits for it. Streamlit's own cache keeps something of every
    result there ever was, so that a server grows with every report and every day that is looked at.
    """
    room: LRUCache[Hashable, Any] = LRUCache(most)
    return cached(room, key=key, condition=Condition())


def cached_board(store: Store, as_of: dt.date, *, entered: bool = False) -> Board:
    """Return the board of a day, computed once for all who ask until the store changes.

    The version is read before the rows are: what is reported in between may be on a board that is
    kept for the version before it, and the next who asks has a new one computed.
    """
    return _board(store, store.version(), as_of, entered)


def cached_changes(store: Store, start: dt.date, end: dt.date) -> Changes:
    """Return what changed after a day until the end of another, kept as boards are."""
    return _changes(store, store.version(), start, end)


def _key(store: Store, *given: Hashable) -> Hashable:
    return store.url, *given


@memoized(KEPT_BOARDS, _key)
def _board(store: Store, _version: Version, as_of: dt.date, entered: bool) -> Board:
    return compute_board(store, as_of, entered=entered)


@memoized(KEPT_CHANGES, _key)
def _changes(store: Store, version: Version, start: dt.date, end: dt.date) -> Changes:
    before, after = (_board(store, version, on, True) for on in (start, end))
    return compare_boards(store, before, after)
