"""A limit on the reports that one account makes by forms in a minute, above what people type."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kzdash.errors import KzdashError, TooFastError
from kzdash.runtime.rate_limit import RateLimit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzdash.accounts import User

# the batch table counts once, however many rows it stores
PACE = RateLimit(60, 60)


@contextmanager
def limit_rate(me: User) -> Iterator[None]:
    """Count a report of this user unless it is refused; TooFastError beyond the limit."""
    if not PACE.take(me.name):
        raise TooFastError(PACE.limit)
    try:
        yield
    except KzdashError:
        PACE.give_back(me.name)
        raise
