"""Files that came back, read one at a time and each once: a page runs again at every click."""

from __future__ import annotations

from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING

from cachetools import LRUCache

from kzdash import reporting
from kzdash.errors import UnreadableFileError

if TYPE_CHECKING:
    from kzdash.reporting.sheets import FilledForm

# as many texts as some twenty filled forms have
MOST_TEXTS = 200_000
_one_at_a_time = Lock()


def _texts(found: FilledForm | UnreadableFileError) -> int:
    """How much room the outcome takes: its texts, with something for itself."""
    sheets = () if isinstance(found, UnreadableFileError) else found.sheets
    return 100 + sum(len(row.texts) + len(row.flaws) for sheet in sheets for row in sheet.rows)


_outcomes: LRUCache[bytes, FilledForm | UnreadableFileError] = LRUCache(MOST_TEXTS, _texts)


def read_once(content: bytes) -> FilledForm:
    """Read a file, or remember what came of it; UnreadableFileError where it cannot be read."""
    key = sha256(content).digest()
    with _one_at_a_time:
        found = _outcomes.get(key) or _outcome(content)
        if _texts(found) <= MOST_TEXTS:
            _outcomes[key] = found
    if isinstance(found, UnreadableFileError):
        raise UnreadableFileError(found.problem, found.detail)
    return found


def _outcome(content: bytes) -> FilledForm | UnreadableFileError:
    try:
        return reporting.read_upload(content)
    except UnreadableFileError as error:
        return error.with_traceback(None)
