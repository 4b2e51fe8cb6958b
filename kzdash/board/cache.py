"""Caches shared by everything that reads a board, each limited to its latest results."""

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
    from kzdash.board.closing import Closing
    from kzdash.store import Store, Version

MAX_BOARDS, MAX_CHANGES, MAX_CLOSED = 40, 20, 5
P = ParamSpec("P")
R = TypeVar("R")


def memoized(
    most: int, key: Callable[..., Hashable] = hashkey
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Cache the `most` latest used results of a function, by the `key` of its arguments.

    A caller waits for a result that another is computing. Streamlit's own cache keeps a trace of
    every result, so that a server's memory would grow with every report and every day viewed.
    """
    results: LRUCache[Hashable, Any] = LRUCache(most)
    return cached(results, key=key, condition=Condition())


def cached_board(
    store: Store, as_of: dt.date, *, entered: bool = False, version: Version | None = None
) -> Board:
    """Return the board of a day, computed once for all callers until the store changes.

    `version` is the store's, if the caller has just read it. It is read before the rows. A report
    stored in between may show on the board cached for the earlier version; the next caller finds
    the later version and computes a new board.
    """
    return _board(store, version or store.version(), as_of, entered)


def cached_closed_board(store: Store, closing: Closing) -> Board:
    """Return the board of a period that was closed, cached as others are."""
    return _closed_board(store, store.version(), closing)


def cached_changes(
    store: Store, start: dt.date, end: dt.date, version: Version | None = None
) -> Changes:
    """Return what changed after `start` until the end of `end`, cached as boards are.

    `version` is the store's, as that of a board that the changes are shown beside.
    """
    return _changes(store, version or store.version(), start, end)


def _key(store: Store, *arguments: Hashable) -> Hashable:
    return store.url, *arguments


@memoized(MAX_BOARDS, _key)
def _board(store: Store, version: Version, as_of: dt.date, entered: bool) -> Board:
    return compute_board(store, as_of, entered=entered, version=version)


@memoized(MAX_CLOSED, _key)
def _closed_board(store: Store, version: Version, closing: Closing) -> Board:
    return compute_board(store, closing.as_of, version=version, closing=closing)


@memoized(MAX_CHANGES, _key)
def _changes(store: Store, version: Version, start: dt.date, end: dt.date) -> Changes:
    before, after = (_board(store, version, on, True) for on in (start, end))
    return compare_boards(store, before, after)
