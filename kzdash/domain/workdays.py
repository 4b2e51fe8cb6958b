"""Working days of the office, public holidays and make-up days counted."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import chinese_calendar


# the calendar looks at every day between, and items share their due dates
@lru_cache(1024)
def workdays_left(as_of: dt.date, due_on: dt.date) -> int | None:
    """Count the working days after a day up to and with the day something is due.

    None where the calendar, which is published a year at a time, does not cover them all.
    """
    if due_on <= as_of:
        return 0
    try:
        return len(chinese_calendar.get_workdays(as_of + dt.timedelta(days=1), due_on))
    except NotImplementedError:
        return None
