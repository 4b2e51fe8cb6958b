"""Read each uploaded file once, one at a time, although its page runs again at every click."""

from __future__ import annotations

from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING

from cachetools import LRUCache

from kzdash import reporting
from kzdash.errors import UnreadableFileError

if TYPE_CHECKING:
    from kzdash.reporting.sheets import FilledForm

# the texts of about twenty filled forms
MAX_TEXTS = 200_000
_lock = Lock()


def _size(outcome: FilledForm | UnreadableFileError) -> int:
    """Return the number of texts in an outcome, plus a fixed share for the outcome itself."""
    sheets = () if isinstance(outcome, UnreadableFileError) else outcome.sheets
    return 100 + sum(len(row.texts) + len(row.errors) for sheet in sheets for row in sheet.rows)


_outcomes: LRUCache[bytes, FilledForm | UnreadableFileError] = LRUCache(MAX_TEXTS, _size)


def read_once(content: bytes) -> FilledForm:
    """Read a file, or return the cached outcome; UnreadableFileError if it cannot be read."""
    key = sha256(content).digest()
    with _lock:
        outcome = _outcomes.get(key) or _read(content)
        if _size(outcome) <= MAX_TEXTS:
            _outcomes[key] = outcome
    if isinstance(outcome, UnreadableFileError):
        # a new exception, since the cached one would collect a traceback each time
        raise UnreadableFileError(outcome.problem, outcome.detail)
    return outcome


def _read(content: bytes) -> FilledForm | UnreadableFileError:
    try:
        return reporting.read_upload(content)
    except UnreadableFileError as error:
        return error.with_traceback(None)
