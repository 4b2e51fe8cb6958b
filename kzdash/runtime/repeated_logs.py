"""What is said over and over: written a few times a minute, and otherwise counted.

A server that fails at the same place thousands of times a second would write over its whole log.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

EACH_MINUTE, WINDOW_S = 30, 60.0
# places in the code are few, and so are the ways in which they fail
MOST_KEPT = 1_000


@dataclass(slots=True)
class _Said:
    """Since when something was said, and how often."""

    since: float
    record: logging.LogRecord
    count: int = 1


class RepeatCounter(logging.Handler):
    """Hands on to other handlers what was not said too often; how often it was, when that ends."""

    def __init__(self, handlers: list[logging.Handler]) -> None:
        super().__init__()
        self._handlers = handlers
        self._said: dict[Hashable, _Said] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Write an event, unless it was written often enough just now."""
        if getattr(record, "audit", False):
            self._write(record)
            return
        for said in self._ended(record.created):
            self._write(_sum(said))
        if self._count(record) <= EACH_MINUTE:
            self._write(record)

    def flush(self) -> None:
        """Flush what was handed on."""
        for handler in self._handlers:
            handler.flush()

    def _write(self, record: logging.LogRecord) -> None:
        for handler in self._handlers:
            handler.handle(record)

    def _count(self, record: logging.LogRecord) -> int:
        said = self._said.setdefault(_key(record), _Said(record.created, record, 0))
        said.count += 1
        return said.count

    def _ended(self, now: float) -> list[_Said]:
        """Take out what was begun to be counted longer ago, or all where there is too much."""
        full = len(self._said) >= MOST_KEPT
        over = [key for key, said in self._said.items() if full or abs(now - said.since) > WINDOW_S]
        found = [self._said.pop(key) for key in over]
        return [said for said in found if said.count > EACH_MINUTE]


def _key(record: logging.LogRecord) -> Hashable:
    """Where in the code something is said, and of an error where that came from.

    Other programs put what differs each time into their words, this one does not.
    """
    said = record.msg if record.name == "kzdash" else ""
    error = record.exc_info[1] if record.exc_info else None
    place = error.__traceback__ if error is not None else None
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    raised = (place.tb_frame.f_code.co_filename, place.tb_lineno) if place else None
    return (record.pathname, record.lineno, record.levelno, said, type(error), raised)


def _sum(said: _Said) -> logging.LogRecord:
    """An event that says how often another one happened that was not written any more."""
    of = said.record
    more = logging.LogRecord(of.name, of.levelno, of.pathname, of.lineno, of.msg, of.args, None)
    more.facts = {"not_written": said.count - EACH_MINUTE}
    return more
