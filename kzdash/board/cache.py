"""What is made once for everybody and kept, as long as there is room for it."""

from __future__ import annotations

from threading import Condition
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from cachetools import LRUCache, cached
from cachetools.keys import hashkey

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

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
