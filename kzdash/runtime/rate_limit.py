"""How often somebody may do something: so many times within so many seconds, and no more."""

from __future__ import annotations

from collections import deque
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from cachetools import TTLCache

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_KNOWN = 10_000


class RateLimit:
    """Counts for each who did something of late; those who did nothing since are forgotten."""

    def __init__(self, most: int, within_s: float, timer: Callable[[], float] = monotonic) -> None:
        self.most, self.within_s = most, within_s
        self._timer, self._lock = timer, Lock()
        self._done: TTLCache[str, deque[float]] = TTLCache(MOST_KNOWN, within_s, timer)

    def take(self, who: str) -> bool:
        """Count one more, or return that there were too many."""
        now = self._timer()
        with self._lock:
            done = self._done.get(who, deque())
            while done and now - done[0] >= self.within_s:
                done.popleft()
            if len(done) >= self.most:
                return False
            done.append(now)
            self._done[who] = done
            return True

    def give_back(self, who: str) -> None:
        """Let the last one not count."""
        with self._lock:
            if done := self._done.get(who):
                done.pop()

    def forget(self) -> None:
        """Begin to count anew."""
        with self._lock:
            self._done.clear()
