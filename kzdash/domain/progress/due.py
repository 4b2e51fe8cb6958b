"""How a due date stands on a day: left, today, late, done in time or done late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.domain.progress.status import Status

if TYPE_CHECKING:
    from datetime import date

SOON_DAYS = 30
STALE_DAYS = 90


@dataclass(frozen=True, slots=True)
class DueStatus:
    """`days` are calendar days left, negative when late, counted to completion once completed."""

    status: Status
    days: int

    @property
    def words(self) -> str:
        """The judgement with its days: 还有 12 天, 逾期 30 天, 逾期完成 30 天."""
        match self.status:
            case Status.OVERDUE | Status.DONE_LATE:
                return f"{self.status.label} {-self.days} 天"
            case Status.NOT_DUE | Status.DUE_SOON:
                return f"{self.status.label}，还有 {self.days} 天"
            case _:
                return self.status.label


def judge_due_date(due_on: date, completed_on: date | None, as_of: date) -> DueStatus:
    """Judge a due date on a day; what was completed after `as_of` was not completed by then."""
    if completed_on is not None and completed_on <= as_of:
        days = (due_on - completed_on).days
        return DueStatus(Status.DONE_ON_TIME if days >= 0 else Status.DONE_LATE, days)
    days = (due_on - as_of).days
    if days < 0:
        return DueStatus(Status.OVERDUE, days)
    if days == 0:
        return DueStatus(Status.DUE_TODAY, 0)
    return DueStatus(Status.DUE_SOON if days <= SOON_DAYS else Status.NOT_DUE, days)


def days_since_report(reported_on: date | None, as_of: date) -> int | None:
    """Return the age in days of a report older than 90 days, else none: fresh or never reported."""
    if reported_on is None:
        return None
    age = (as_of - reported_on).days
    return age if age > STALE_DAYS else None
