"""On which days a person is reminded of what is due, and when more people are told of it.

The rhythm is that of Kausal Watch: 30, 7 and 1 days before the due day, 1 and 7 days after it, then
every 30 days; never twice within five days. Nobody is reminded on a day of rest: what would come on
one comes on the next working day, and what would then come too late on the last one before. A day
that passed without a message, because no command ran or the last message was too fresh, is made up
for as soon as may be.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kzdash.domain.models import ReminderLevel
from kzdash.domain.workdays import add_workdays, is_workday, workday_before

if TYPE_CHECKING:
    from collections.abc import Iterable

STEPS = (-30, -7, -1, 1, 7)  # days after the due day
EVERY_DAYS = 30
APART_DAYS = 5
# working days after the due day
TOLD_AFTER = {ReminderLevel.SUPERVISOR: 2, ReminderLevel.OFFICE: 3}


def levels_told(due_on: dt.date, today: dt.date) -> list[ReminderLevel]:
    """Return who is told of what is due on a day and unanswered: the unit, and its superiors."""
    return [level for level in ReminderLevel if today >= told_from(level, due_on)]


def told_from(level: ReminderLevel, due_on: dt.date) -> dt.date:
    """Return the first day on which a level may be told of what is due on a day."""
    if level is ReminderLevel.UNIT:
        return step_day(due_on, STEPS[0])
    return add_workdays(due_on, TOLD_AFTER[level])


def is_given_time(first_sent: dt.date, today: dt.date) -> bool:
    """Whether a unit has had as much time since its first message as it has after a due day."""
    return today >= add_workdays(first_sent, TOLD_AFTER[ReminderLevel.SUPERVISOR])


def step_day(due_on: dt.date, days: int) -> dt.date:
    """Return the working day on which people are told, so many days after the due day."""
    day = due_on + dt.timedelta(days=days)
    if is_workday(day):
        return day
    later = add_workdays(day, 1)
    return later if days > 0 or later < due_on else workday_before(day)


def last_step(level: ReminderLevel, due_on: dt.date, today: dt.date) -> dt.date | None:
    """Return the last day up to today on which a level was to be told, None before the first."""
    if today < told_from(level, due_on):
        return None
    # what was put off from a day of rest may still be to come
    months = (today - due_on).days // EVERY_DAYS
    often = [EVERY_DAYS * month for month in (months - 1, months) if month > 0]
    days = (step_day(due_on, step) for step in (*STEPS, *often))
    return max([told_from(level, due_on), *(day for day in days if day <= today)])


def is_too_soon(today: dt.date, last_sent: dt.date | None) -> bool:
    """Whether a person had a message within five days."""
    return last_sent is not None and (today - last_sent).days < APART_DAYS


def is_to_be_told(
    due: Iterable[tuple[ReminderLevel, dt.date]], today: dt.date, last_sent: dt.date | None
) -> bool:
    """Whether a person gets a message today, of all that is due, told at a level by a due day.

    `last_sent` is the day of the last message that reached the person, or may have.
    """
    if is_too_soon(today, last_sent) or not is_workday(today):
        return False
    steps = [last_step(level, due_on, today) for level, due_on in due]
    return any(step and (last_sent is None or step > last_sent) for step in steps)
