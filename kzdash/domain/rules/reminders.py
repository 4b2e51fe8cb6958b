"""On which days a person is reminded of what is due, and when more people are told of it.

The rhythm is that of Kausal Watch: 30, 7 and 1 days before the due day, 1 and 7 days after it, then
every 30 days; never twice within five days. A day that passed without a message, because no command
ran or the last message was too fresh, is made up for as soon as may be.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kzdash.domain.models import ReminderLevel
from kzdash.domain.workdays import add_workdays

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
        return due_on + dt.timedelta(days=STEPS[0])
    return add_workdays(due_on, TOLD_AFTER[level])


def last_step(level: ReminderLevel, due_on: dt.date, today: dt.date) -> dt.date | None:
    """Return the last day up to today on which a level was to be told, None before the first."""
    if today < told_from(level, due_on):
        return None
    late = (today - due_on).days
    steps = [step for step in STEPS if step <= late]
    if late >= EVERY_DAYS:
        steps.append(late // EVERY_DAYS * EVERY_DAYS)
    return max(told_from(level, due_on), due_on + dt.timedelta(days=steps[-1]))


def is_too_soon(today: dt.date, last_sent: dt.date | None) -> bool:
    """Whether a person had a message within five days."""
    return last_sent is not None and (today - last_sent).days < APART_DAYS


def is_to_be_told(
    due: Iterable[tuple[ReminderLevel, dt.date]], today: dt.date, last_sent: dt.date | None
) -> bool:
    """Whether a person gets a message today, of all that is due, told at a level by a due day.

    `last_sent` is the day of the last message that reached the person, or may have.
    """
    if is_too_soon(today, last_sent):
        return False
    steps = [last_step(level, due_on, today) for level, due_on in due]
    return any(step and (last_sent is None or step > last_sent) for step in steps)
