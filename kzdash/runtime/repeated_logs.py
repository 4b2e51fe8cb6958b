"""Limit repeated log events: write each a few times a minute, then only count it.

A server that fails at the same place thousands of times a second would rotate its whole log away.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

MAX_PER_WINDOW, WINDOW_S = 30, 60.0
# a guard only: a program has fewer places that log
MAX_TRACKED = 1_000


@dataclass(slots=True)
class _Repeats:
    """How often an event happened since a time, and its first record."""

    since: float
    record: logging.LogRecord
    count: int = 1


class RepeatCounter(logging.Handler):
    """Passes events on to other handlers, but of each event only the first 30 in a minute.

    Once the minute is over, one more record tells how many were left out.
    """

    def __init__(self, handlers: list[logging.Handler]) -> None:
        super().__init__()
        self._handlers = handlers
        self._repeats: dict[Hashable, _Repeats] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Pass an event on, unless it has reached the limit; an audit event always passes."""
        if getattr(record, "audit", False):
            self._write(record)
            return
        for repeats in self._take_over_limit(record.created):
            self._write(_summary(repeats))
        if self._count(record) <= MAX_PER_WINDOW:
            self._write(record)

    def flush(self) -> None:
        """Flush the other handlers."""
        for handler in self._handlers:
            handler.flush()

    def _write(self, record: logging.LogRecord) -> None:
        for handler in self._handlers:
            handler.handle(record)

    def _count(self, record: logging.LogRecord) -> int:
        repeats = self._repeats.setdefault(_key(record), _Repeats(record.created, record, 0))
        repeats.count += 1
        return repeats.count

    def _take_over_limit(self, now: float) -> list[_Repeats]:
        """Stop counting events whose window is over, or all if too many are counted.

        Return those that went over the limit.
        """
        full = len(self._repeats) >= MAX_TRACKED
        keys = [
            key
            for key, repeats in self._repeats.items()
            if full or abs(now - repeats.since) > WINDOW_S
        ]
        ended = [self._repeats.pop(key) for key in keys]
        return [repeats for repeats in ended if repeats.count > MAX_PER_WINDOW]


def _key(record: logging.LogRecord) -> Hashable:
    """Return what identifies an event: where the code logs it, and where its error was raised.

    Other libraries format changing values into their messages, so only this program's count.
    """
    message = record.msg if record.name == "kzdash" else ""
    error = record.exc_info[1] if record.exc_info else None
    frame = error.__traceback__ if error is not None else None
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    raised_at = (frame.tb_frame.f_code.co_filename, frame.tb_lineno) if frame else None
    return (record.pathname, record.lineno, record.levelno, message, type(error), raised_at)


def _summary(repeats: _Repeats) -> logging.LogRecord:
    """Return a record of the repeated event, with how many of it were not written."""
    first = repeats.record
    summary = logging.LogRecord(
        first.name, first.levelno, first.pathname, first.lineno, first.msg, first.args, None
    )
    summary.facts = {"not_written": repeats.count - MAX_PER_WINDOW}
    return summary
