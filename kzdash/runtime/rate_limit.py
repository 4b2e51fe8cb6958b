"""A rate limit: each key may do something a number of times within a sliding window."""

from __future__ import annotations

from collections import deque
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from cachetools import TTLCache

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_KEYS = 10_000


class RateLimit:
    """Allows each key `limit` actions within any `window_s` seconds; idle keys are dropped."""

    def __init__(self, limit: int, window_s: float, timer: Callable[[], float] = monotonic) -> None:
        self.limit, self.window_s = limit, window_s
        self._timer, self._lock = timer, Lock()
        self._times: TTLCache[str, deque[float]] = TTLCache(MAX_KEYS, window_s, timer)

    def take(self, key: str) -> bool:
        """Count an action and return true, or return false if the limit is reached."""
        now = self._timer()
        with self._lock:
            times = self._times.get(key, deque())
            while times and now - times[0] >= self.window_s:
                times.popleft()
            if len(times) >= self.limit:
                return False
            times.append(now)
            self._times[key] = times
            return True

    def give_back(self, key: str) -> None:
        """Uncount the last action."""
        with self._lock:
            if times := self._times.get(key):
                times.pop()

    def reset(self) -> None:
        """Forget all actions of all keys."""
        with self._lock:
            self._times.clear()
