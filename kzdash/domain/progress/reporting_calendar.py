"""What is to be reported when: rhythms, their periods, and the rounds in which they are asked for.

The round of a month asks for that month by a working day of it, or where a rhythm says so for the
month before. The round of a longer period is asked for in the month after it, by a working day of
that month. A year's figure of an indicator is asked for once it is published.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from kzdash.domain.formatting import local_date
from kzdash.domain.workdays import add_workdays, workday_of_month

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_WORKDAYS, MOST_GRACE = 20, 20
MONTHS_A_YEAR = 12
# the statistical bulletin of a year is out by the end of April of the next
USUAL_PUBLICATION = (4, 30)


class Rhythm(StrEnum):
    """How often an item is reported on; MONTH within the month, the others after their period."""

    MONTH = "month"
    MONTH_AFTER = "month_after"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months a period has."""
        return _MONTHS[self]

    @property
    def label(self) -> str:
        """The rhythm in words: 每月, 每月报上月, 每季度, 每半年, 每年."""
        return _LABELS[self]


_MONTHS = {
    Rhythm.MONTH: 1,
    Rhythm.MONTH_AFTER: 1,
    Rhythm.QUARTER: 3,
    Rhythm.HALF_YEAR: 6,
    Rhythm.YEAR: 12,
}
_LABELS = {
    Rhythm.MONTH: "每月",
    Rhythm.MONTH_AFTER: "每月报上月",
    Rhythm.QUARTER: "每季度",
    Rhythm.HALF_YEAR: "每半年",
    Rhythm.YEAR: "每年",
}


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar month, quarter, half-year or year, from its first to its last day."""

    rhythm: Rhythm
    first: dt.date
    last: dt.date

    @property
    def words(self) -> str:
        """What it is called: 2025年11月, 2025年第3季度, 2025年上半年, 2025年."""
        year, month = self.first.year, self.first.month
        match self.rhythm:
            case Rhythm.MONTH | Rhythm.MONTH_AFTER:
                return f"{year}年{month}月"
            case Rhythm.QUARTER:
                return f"{year}年第{month // 3 + 1}季度"
            case Rhythm.HALF_YEAR:
                return f"{year}年{'上' if month == 1 else '下'}半年"
            case Rhythm.YEAR:
                return f"{year}年"


@dataclass(frozen=True, slots=True)
class ReportingRule:
    """How often a kind is reported on, and by which working day of the month that asks for it.

    `workday` counts from the month's first working day, 1, or back from its last, -1; of an
    indicator it counts from the day its figure is published. What comes within `grace` more
    working days is still on time.
    """

    rhythm: Rhythm
    workday: int
    grace: int = 0

    @property
    def words(self) -> str:
        """The rule in words: 每月，当月倒数第4个工作日前."""
        month = "当月" if self.rhythm is Rhythm.MONTH else "期满次月"
        place = f"倒数第{-self.workday}" if self.workday < 0 else f"第{self.workday}"
        grace = f"，宽限{self.grace}个工作日" if self.grace else ""
        return f"{self.rhythm.label}，{month}{place}个工作日前{grace}"

    @property
    def publication_words(self) -> str:
        """The rule in words where a figure is waited for: 每年，发布后第10个工作日前."""
        grace = f"，宽限{self.grace}个工作日" if self.grace else ""
        return f"{self.rhythm.label}，发布后第{self.workday}个工作日前{grace}"


@dataclass(frozen=True, slots=True)
class Round:
    """That a period is asked for in a month, from its first day on, until `due_on`.

    What is recorded until `late_after` is on time: it is `due_on`, or some days of grace later.
    `counts_from` is the first day that a report which answers it may be about.
    """

    period: Period
    month: dt.date
    due_on: dt.date
    late_after: dt.date
    counts_from: dt.date

    def is_on_time(self, recorded_at: dt.datetime) -> bool:
        """Whether a report recorded at a moment came in time, by the office's clock."""
        return local_date(recorded_at) <= self.late_after

    def days_late(self, day: dt.date) -> int:
        """The days that a report made on a day would come after `due_on`; 0 within the grace."""
        return (day - self.due_on).days if day > self.late_after else 0

    def is_answered_by(self, fresh_on: dt.date | None) -> bool:
        """Whether a report about a day answers it."""
        return fresh_on is not None and fresh_on >= self.counts_from


def first_of_month(day: dt.date, months_later: int = 0) -> dt.date:
    """Return the first day of the month that is some months after that of a day."""
    years, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months_later, MONTHS_A_YEAR)
    return dt.date(years, month + 1, 1)


def period_of(rhythm: Rhythm, day: dt.date) -> Period:
    """Return the period that a day belongs to."""
    first = first_of_month(day, -((day.month - 1) % rhythm.months))
    return Period(rhythm, first, first_of_month(first, rhythm.months) - dt.timedelta(days=1))


def round_of_month(
    rule: ReportingRule,
    day: dt.date,
    due_on: dt.date | None = None,
    last_due_on: dt.date | None = None,
) -> Round | None:
    """Return the round that the month of a day asks for; None where no period ended before it.

    `due_on` is the day that the office set instead of the rule's, `last_due_on` that of the month
    before.
    """
    month = first_of_month(day)
    within = rule.rhythm is Rhythm.MONTH
    period = period_of(rule.rhythm, month if within else month - dt.timedelta(days=1))
    if not within and first_of_month(period.last, 1) != month:
        return None
    due = due_on or workday_of_month(month, rule.workday)
    counts_from = _counts_from(rule, period, last_due_on)
    return Round(period, month, due, add_workdays(due, rule.grace), counts_from)


def _counts_from(rule: ReportingRule, period: Period, last_due_on: dt.date | None) -> dt.date:
    """Return the first day that an answer for a period may be about: one of its last month.

    Where each month is asked for in the next, what is reported until the month before is late is
    about that one.
    """
    month = period.last.replace(day=1)
    if rule.rhythm is not Rhythm.MONTH_AFTER:
        return month
    before = add_workdays(last_due_on or workday_of_month(month, rule.workday), rule.grace)
    return min(before + dt.timedelta(days=1), period.last)


def round_of_year(rule: ReportingRule, year: int, published_on: dt.date) -> Round:
    """Return the round that asks for the figure of a year from the day after its publication."""
    due = add_workdays(published_on, max(rule.workday, 1))
    month = first_of_month(published_on + dt.timedelta(days=1))
    period = period_of(Rhythm.YEAR, dt.date(year, 1, 1))
    return Round(period, month, due, add_workdays(due, rule.grace), period.last.replace(day=1))


# of the rules of a kind each counts for the rounds that begin on its day or later
Rules = tuple[tuple[dt.date, ReportingRule], ...]


@dataclass(frozen=True, slots=True)
class ReportingCalendar:
    """The rules of each kind with what the office changed; a kind without rules has no rounds.

    `starts_on` is the day of the plan: nobody owes a period that ended before it. `due_days` are
    set for a kind and the first day of a round's month, `publications` for an indicator's id and a
    year. `usual_publications` are the month and day by an indicator's id.
    """

    starts_on: dt.date
    rules: Mapping[str, Rules] = field(default_factory=dict)
    due_days: Mapping[tuple[str, dt.date], dt.date] = field(default_factory=dict)
    publications: Mapping[tuple[int, int], dt.date] = field(default_factory=dict)
    usual_publications: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    def rule(self, kind: str, day: dt.date) -> ReportingRule | None:
        """Return the rule of a kind for the rounds that begin on a day."""
        known = [rule for since, rule in self.rules.get(kind, ()) if since <= day]
        return known[-1] if known else None

    def round_in(self, kind: str, day: dt.date, since: dt.date | None = None) -> Round | None:
        """Return the round of a kind in the month of a day, if that month has one.

        `since` is the day from which an item is there, the plan's own for None.
        """
        month = first_of_month(day)
        rule = self.rule(kind, month)
        due_on, last_due_on = (
            self.due_days.get((kind, first_of_month(month, -back))) for back in (0, 1)
        )
        found = rule and round_of_month(rule, month, due_on, last_due_on)
        began = max(since or self.starts_on, self.starts_on)
        return found if found and found.period.last >= began else None

    def round_on(self, kind: str, day: dt.date, since: dt.date | None = None) -> Round | None:
        """Return the round of a kind that is asked for on a day: the last that has begun."""
        months = (first_of_month(day, -back) for back in range(MONTHS_A_YEAR))
        rounds = (self.round_in(kind, month, since) for month in months)
        return next((found for found in rounds if found), None)

    def published_on(self, item_id: int, year: int) -> dt.date:
        """Return the day on which an indicator's figure of a year is published."""
        month, day = self.usual_publications.get(item_id, USUAL_PUBLICATION)
        return self.publications.get((item_id, year)) or dt.date(year + 1, month, day)

    def round_of_figure(self, kind: str, item_id: int, year: int) -> Round | None:
        """Return the round that asks for an indicator's figure of a year, if its kind has a rule.

        What was published before the plan is asked for from the plan's day on.
        """
        asked_from = max(self.published_on(item_id, year), self.starts_on)
        rule = self.rule(kind, asked_from)
        return None if rule is None else round_of_year(rule, year, asked_from)
