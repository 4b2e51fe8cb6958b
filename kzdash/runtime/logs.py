"""The log: one line of JSON per event, on the terminal and in rotating files.

The actions of users also go to an audit log, so that no other event can rotate them out.

No line repeats what somebody typed. An unexpected error is logged with its type and traceback,
without its message, which may quote a note or a password.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
import re
import secrets
import traceback
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING, Any

from kzdash.errors import RefusedError
from kzdash.runtime.repeated_logs import RepeatCounter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LOG = logging.getLogger("kzdash")
LOG_FILE, AUDIT_FILE = "kzdash.log", "audit.log"
MAX_FILE_BYTES, OLD_FILES_KEPT = 5_000_000, 9
NUMBER_DIGITS = 8
# the lines of a printed traceback; those of an exception group begin with bars
TRACEBACK = "Traceback (most recent call last)"
PLACE = re.compile(r'[ |+-]*File "(.+)", line (\d+), in (\S+)')
KIND = re.compile(
    r"[ |+-]*((?:\w+\.)*[A-Z]\w*(?:Error|Exception|Group|Cancelled|Disconnect))(?:: .*)?"
)


class JsonFormatter(logging.Formatter):
    """Format an event as one line of JSON, with its time in UTC."""

    def __init__(self, session: Callable[[], str] = str) -> None:
        super().__init__()
        self._session = session

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; an event of another library is cut to its first line."""
        event = record.getMessage().strip()
        foreign = record.name != LOG.name
        entry: dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(
                " ", "milliseconds"
            ),
            "level": record.levelname.lower(),
            "session": getattr(record, "session", "") or self._session(),
            "event": _foreign_event(record.name, event) if foreign else event,
            **getattr(record, "facts", {}),
        }
        if foreign and TRACEBACK in event:
            entry["error"] = _parse_traceback(event)
        if record.exc_info and record.exc_info[1]:
            entry["error"] = _describe_error(record.exc_info[1])
        return json.dumps(entry, ensure_ascii=False, default=str)


def configure(folder: Path, session: Callable[[], str]) -> None:
    """Send every event of this process to the terminal and, if `folder` can be written, to files.

    `session` returns the number of the session that the calling code works for, or an empty text.
    """
    # an event that cannot be written is dropped, and the server goes on
    logging.raiseExceptions = False
    handlers = [logging.StreamHandler(), *_files(folder)]
    for handler in handlers:
        handler.setFormatter(JsonFormatter(session))
    logging.basicConfig(handlers=[RepeatCounter(handlers)], level=logging.WARNING, force=True)
    for logger in logging.root.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            logger.handlers.clear()
            logger.propagate = True
            # without a level of their own, web servers do not log each request
            logger.setLevel(logging.NOTSET)
    LOG.setLevel(logging.INFO)
    if len(handlers) == 1:
        LOG.warning("no log can be kept in %s: events are on the terminal alone", folder)


def log_event(event: str, session: str = "", **facts: object) -> None:
    """Log that something happened, with facts as JSON fields."""
    LOG.info(event, extra={"session": session, "facts": facts})


def log_audit(event: str, session: str = "", **facts: object) -> None:
    """Log an action of a user, with facts as JSON fields; it also goes to the audit log."""
    LOG.info(event, extra={"session": session, "facts": facts, "audit": True})


@contextmanager
def log_outcome(event: str, **facts: object) -> Iterator[None]:
    """Log an action of a user once the block has ended: that it was done, or refused."""
    try:
        yield
    except RefusedError as error:
        facts |= {"refusal": error.refusal.name, "field": error.field}
        LOG.warning("refused: %s", event, extra={"facts": facts})
        raise
    LOG.info(event, extra={"facts": facts, "audit": True})


def log_unexpected(event: str, error: Exception) -> str:
    """Log an unexpected error; return the random number that finds its line."""
    number = f"{secrets.randbelow(10**NUMBER_DIGITS):0{NUMBER_DIGITS}}"
    LOG.error(event, exc_info=error, extra={"facts": {"number": number}})
    return number


def log_number(secret: str) -> str:
    """Return a number for a login or browser tab, from which its secret cannot be computed."""
    digest = hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
    return f"{int.from_bytes(digest) % 10**NUMBER_DIGITS:0{NUMBER_DIGITS}}"


def _files(folder: Path) -> list[logging.Handler]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        events, audit = (
            RotatingFileHandler(
                folder / name,
                "a",
                MAX_FILE_BYTES,
                OLD_FILES_KEPT,
                "utf-8",
                errors="backslashreplace",
            )
            for name in (LOG_FILE, AUDIT_FILE)
        )
    except OSError:
        return []
    audit.addFilter(lambda record: bool(getattr(record, "audit", False)))
    return [events, audit]


def _foreign_event(logger: str, event: str) -> str:
    """Return the first line of another library's event, or a sentence if it is a traceback."""
    first = event.split("\n", 1)[0]
    return f"{logger}: {'an error that it tells whole' if TRACEBACK in first else first}"


def _parse_traceback(text: str) -> list[str]:
    """Return the error types and code locations of a printed traceback, without its messages."""
    matches = (PLACE.fullmatch(line) or KIND.fullmatch(line) for line in text.split("\n"))
    return [
        "{}:{} {}".format(*match.groups()) if match.re is PLACE else match[1]
        for match in matches
        if match
    ]


def _describe_error(error: BaseException) -> list[str]:
    """Return an error's type and the frames of its traceback, then those of its causes."""
    lines, queue, seen = [], [error], set[int]()
    while queue:
        current = queue.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        lines.append(type(current).__qualname__)
        frames = traceback.extract_tb(current.__traceback__)
        lines += [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        members = current.exceptions if isinstance(current, BaseExceptionGroup) else ()
        cause = current.__cause__ or current.__context__
        queue += [*members, *([cause] if cause else [])]
    return lines
