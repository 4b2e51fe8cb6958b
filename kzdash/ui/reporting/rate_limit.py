"""Reporting no faster than anybody types: a form takes so many reports a minute of one account."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kzdash.errors import KzdashError, TooFastError
from kzdash.runtime.rate_limit import RateLimit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzdash.accounts import User

# more at once come in a table, which counts as one
PACE = RateLimit(60, 60)


@contextmanager
def limit_rate(me: User) -> Iterator[None]:
    """Let an account report, or raise TooFastError; what is not stored does not count."""
    if not PACE.take(me.name):
        raise TooFastError(PACE.limit)
    try:
        yield
    except KzdashError:
        PACE.give_back(me.name)
        raise
