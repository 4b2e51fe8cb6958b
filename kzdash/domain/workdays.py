"""Working days of the office, public holidays and make-up days counted."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import chinese_calendar

ONE_DAY = dt.timedelta(days=1)
SATURDAY = 5


# the calendar looks at every day between, and items share their due dates
@lru_cache(1024)
def workdays_left(as_of: dt.date, due_on: dt.date) -> int | None:
    """Count the working days after a day up to and with the day something is due.

    None where the calendar, which is published a year at a time, does not cover them all.
    """
    if due_on <= as_of:
        return 0
    try:
        return len(chinese_calendar.get_workdays(as_of + ONE_DAY, due_on))
    except NotImplementedError:
        return None


@lru_cache(1024)
def is_workday(day: dt.date) -> bool:
    """Whether a day is a working day; Monday to Friday where the calendar does not cover it."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < SATURDAY


@lru_cache(1024)
def add_workdays(day: dt.date, count: int) -> dt.date:
    """Return the working day that is `count` after a day; the day itself for 0."""
    for _ in range(count):
        day += ONE_DAY
        while not is_workday(day):
            day += ONE_DAY
    return day


def workday_before(day: dt.date) -> dt.date:
    """Return the last working day before a day."""
    day -= ONE_DAY
    while not is_workday(day):
        day -= ONE_DAY
    return day


@lru_cache(1024)
def workday_of_month(month: dt.date, number: int) -> dt.date:
    """Return a working day of the month that a day is in, counted from 1, or from the end from -1.

    Where the month has fewer it is the last of them, or the first.
    """
    first = month.replace(day=1)
    days = (first + dt.timedelta(days=past) for past in range(31))
    found = [day for day in days if day.month == first.month and is_workday(day)]
    place = number - 1 if number > 0 else len(found) + number
    return found[min(max(place, 0), len(found) - 1)]
