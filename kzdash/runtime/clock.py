"""The clock of pages, views and the command line; all other code gets the time as an argument."""

from __future__ import annotations

import datetime as dt

from kzdash.domain.formatting import local_date


def now() -> dt.datetime:
    """Return the current time in UTC."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """Return the current day in Asia/Shanghai."""
    return local_date(now())
