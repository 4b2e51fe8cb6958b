"""What day it is, for those who ask: pages and the command line."""

from __future__ import annotations

import datetime as dt

from kzdash.domain.formatting import local_date


def now() -> dt.datetime:
    """Return this moment in UTC."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """Return the day it is in Asia/Shanghai."""
    return local_date(now())
