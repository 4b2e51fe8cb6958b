"""Reporting no faster than anybody types: a form takes so many reports a minute of one account."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kzdash.errors import KzdashError, TooFastError
from kzdash.runtime.rate_limit import Pace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzdash.accounts import Who

# more at once come in a table, which counts as one
PACE = Pace(60, 60)


@contextmanager
def in_time(me: Who) -> Iterator[None]:
    """Let an account report, or raise TooFastError; what is not stored does not count."""
    if not PACE.take(me.name):
        raise TooFastError(PACE.most)
    try:
        yield
    except KzdashError:
        PACE.give_back(me.name)
        raise
