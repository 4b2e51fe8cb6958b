"""The log: a line of JSON an event, on the terminal and in files that are kept within bounds.

What those logged in did is in files of its own besides, which nothing else can push out.

No line holds what somebody typed: of an error nobody foresaw it has the kind and the places in the
program, not its words, for those may repeat a note or a password.
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
NAME, AUDIT_NAME = "kzdash.log", "audit.log"
MOST_BYTES, KEPT_FILES = 5_000_000, 9
DIGITS = 8
# how Python tells an error whole; that of a group has bars before its lines
TRACEBACK = "Traceback (most recent call last)"
PLACE = re.compile(r'[ |+-]*File "(.+)", line (\d+), in (\S+)')
KIND = re.compile(
    r"[ |+-]*((?:\w+\.)*[A-Z]\w*(?:Error|Exception|Group|Cancelled|Disconnect))(?:: .*)?"
)


class JsonFormatter(logging.Formatter):
    """Writes an event as one line of JSON, its time in UTC."""

    def __init__(self, session: Callable[[], str] = str) -> None:
        super().__init__()
        self._session = session

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; of another program's event, its first line alone."""
        event = record.getMessage().strip()
        foreign = record.name != LOG.name
        said: dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(
                " ", "milliseconds"
            ),
            "level": record.levelname.lower(),
            "session": getattr(record, "session", "") or self._session(),
            "event": _of_another(record.name, event) if foreign else event,
            **getattr(record, "facts", {}),
        }
        if foreign and TRACEBACK in event:
            said["error"] = _read(event)
        if record.exc_info and record.exc_info[1]:
            said["error"] = _places(record.exc_info[1])
        return json.dumps(said, ensure_ascii=False, default=str)


def configure(folder: Path, session: Callable[[], str]) -> None:
    """Send every event of this process to the terminal and, where that can be, to a file.

    `session` says for whom the code that asks it is at work, empty for nobody.
    """
    # what cannot be written is left out, and the server goes on
    logging.raiseExceptions = False
    handlers = [logging.StreamHandler(), *_files(folder)]
    for handler in handlers:
        handler.setFormatter(JsonFormatter(session))
    logging.basicConfig(handlers=[RepeatCounter(handlers)], level=logging.WARNING, force=True)
    for known in logging.root.manager.loggerDict.values():
        if isinstance(known, logging.Logger):
            known.handlers.clear()
            known.propagate = True
            # else a server would write a line for every file that a browser asks for
            known.setLevel(logging.NOTSET)
    LOG.setLevel(logging.INFO)
    if len(handlers) == 1:
        LOG.warning("no log can be kept in %s: events are on the terminal alone", folder)


def log_event(event: str, session: str = "", **facts: object) -> None:
    """Write that something happened, and what there is to know of it."""
    LOG.info(event, extra={"session": session, "facts": facts})


def log_audit(event: str, session: str = "", **facts: object) -> None:
    """Write what somebody did who is logged in, to the files that only such events fill."""
    LOG.info(event, extra={"session": session, "facts": facts, "audit": True})


@contextmanager
def logged(event: str, **facts: object) -> Iterator[None]:
    """Write that something happened once the block has ended well, or that it was refused."""
    try:
        yield
    except RefusedError as error:
        refused = {**facts, "refusal": error.refusal.name, "field": error.field}
        LOG.warning("refused: %s", event, extra={"facts": refused})
        raise
    LOG.info(event, extra={"facts": facts, "audit": True})


def log_unexpected(event: str, error: Exception) -> str:
    """Write an error that nobody foresaw; return the number that finds its line."""
    number = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    LOG.error(event, exc_info=error, extra={"facts": {"number": number}})
    return number


def log_number(secret: str) -> str:
    """Return a number by which a login or a browser's tab is known, and which opens nothing."""
    digest = hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
    return f"{int.from_bytes(digest) % 10**DIGITS:0{DIGITS}}"


def _files(folder: Path) -> list[logging.Handler]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        whole, audit = (
            RotatingFileHandler(
                folder / name, "a", MOST_BYTES, KEPT_FILES, "utf-8", errors="backslashreplace"
            )
            for name in (NAME, AUDIT_NAME)
        )
    except OSError:
        return []
    audit.addFilter(lambda record: bool(getattr(record, "audit", False)))
    return [whole, audit]


def _of_another(program: str, event: str) -> str:
    """The first line of what another program says, in words where it is a traceback."""
    first = event.split("\n", 1)[0]
    return f"{program}: {'an error that it tells whole' if TRACEBACK in first else first}"


def _read(text: str) -> list[str]:
    """The kinds and places of a traceback that came as text, in its order, without its words."""
    found = (PLACE.fullmatch(line) or KIND.fullmatch(line) for line in text.split("\n"))
    return [
        "{}:{} {}".format(*line.groups()) if line.re is PLACE else line[1] for line in found if line
    ]


def _places(error: BaseException) -> list[str]:
    """Return an error's kind and where it came through, then those of what it came of."""
    told, waiting, met = [], [error], set[int]()
    while waiting:
        current = waiting.pop(0)
        if id(current) in met:
            continue
        met.add(id(current))
        told.append(type(current).__qualname__)
        frames = traceback.extract_tb(current.__traceback__)
        told += [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        of_group = current.exceptions if isinstance(current, BaseExceptionGroup) else ()
        cause = current.__cause__ or current.__context__
        waiting += [*of_group, *([cause] if cause else [])]
    return told
