"""What people are reminded of: the items due from a unit, by when, and who is told of each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kzdash.domain.models import ReminderLevel
from kzdash.domain.progress import first_of_month
from kzdash.domain.rules.reminders import levels_told

if TYPE_CHECKING:
    from kzdash.board.due_reports import DueReport


class Deadline(NamedTuple):
    """The day by which something is due, and the last of its days of grace."""

    due_on: dt.date
    late_after: dt.date


@dataclass(frozen=True, slots=True)
class DueItem:
    """An item on which something is due, with its deadline, and the one before that was missed."""

    item_id: int
    title: str
    deadline: Deadline
    missed: Deadline | None = None

    @property
    def due_on(self) -> dt.date:
        """The day by which it is due."""
        return self.deadline.due_on

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        """Both: what was missed stays so until somebody reports, a new month or not."""
        return (self.deadline,) if self.missed is None else (self.missed, self.deadline)

    def passed(self, today: dt.date) -> list[Deadline]:
        """Return the deadlines that are over, with their grace."""
        return [it for it in self.deadlines if it.late_after < today]

    def steps(self, today: dt.date) -> list[tuple[ReminderLevel, dt.date]]:
        """Return each level that is told of it today, with the day that its rhythm counts from.

        For the unit that is the day by which it is due, for those above the end of the grace.
        """
        told = [(ReminderLevel.UNIT, self.due_on)]
        told += [
            (level, it.late_after) for it in self.deadlines for level in list(ReminderLevel)[1:]
        ]
        return [(level, day) for level, day in told if level in levels_told(day, today)]

    def is_told(self, level: ReminderLevel, today: dt.date) -> bool:
        """Whether a level is told of it today."""
        return any(told is level for told, _ in self.steps(today))


def due_item(row: DueReport, as_of: dt.date) -> DueItem:
    """Return what is due on a row: by the calendar's day, or the end of the month without one."""
    until = row.until or first_of_month(as_of, 1) - dt.timedelta(days=1)
    missed = row.item.missed
    return DueItem(
        row.item.item_id,
        row.item.titled,
        Deadline(until, row.late_after or until),
        Deadline(missed.due_on, missed.late_after) if missed else None,
    )
