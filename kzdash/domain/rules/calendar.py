"""What the office may change of the reporting calendar."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kzdash.domain.formatting import local_date
from kzdash.domain.models import Kind
from kzdash.domain.progress import Rhythm
from kzdash.domain.progress.reporting_calendar import MOST_GRACE, MOST_WORKDAYS, first_of_month
from kzdash.domain.rules.adjustments import LONGEST
from kzdash.domain.rules.fields import check_day, check_text
from kzdash.errors import Refusal, RefusedError

if TYPE_CHECKING:
    from kzdash.domain.models import CalendarChange, Item, Plan

# matters are answered by a day of their own
RULED_KINDS = (
    Kind.INDICATOR,
    Kind.PROJECT,
    Kind.MILESTONE,
    Kind.TASK,
    Kind.POLICY,
    Kind.REFORM,
    Kind.STEP,
)
LONGEST_MONTHS = 3
# a rule may be made for as long ahead
MOST_AHEAD = dt.timedelta(days=366)


def check_calendar_change(change: CalendarChange, plan: Plan, item: Item | None) -> None:
    """Raise RefusedError where a change says what none may say; `item` is what it is about."""
    today = local_date(change.recorded_at)
    check_text("reason", change.reason, LONGEST["reason"])
    if not change.reason.strip():
        raise RefusedError(Refusal.NO_REASON, "reason")
    check_day(
        "as_of", change.as_of, plan, today + (MOST_AHEAD if change.rhythm else dt.timedelta())
    )
    if item is not None:
        _check_publication(change, plan, item)
    elif change.kind not in RULED_KINDS:
        raise RefusedError(Refusal.NOT_OF_KIND, "kind")
    elif change.rhythm is None:
        _check_due_day(change)
    elif problem := rule_problem(change.kind, change.rhythm, change.workday, change.grace):
        raise RefusedError(Refusal.NOT_OF_KIND, problem)


def rule_problem(kind: str, rhythm: object, workday: object, grace: object) -> str:
    """Return the field of a rule that says what none may say, empty where none does.

    A year's figure is waited for until it is published, and its days are counted from then on.
    """
    of_figure = kind == Kind.INDICATOR
    if rhythm not in set(Rhythm) or (of_figure and rhythm != Rhythm.YEAR):
        return "rhythm"
    if not _is_between(workday, 1 if of_figure else -MOST_WORKDAYS, MOST_WORKDAYS) or not workday:
        return "workday"
    return "" if _is_between(grace, 0, MOST_GRACE) else "grace"


def _is_between(count: object, least: int, most: int) -> bool:
    # a truth value is an integer, too
    return isinstance(count, int) and not isinstance(count, bool) and least <= count <= most


def _check_due_day(change: CalendarChange) -> None:
    if change.kind == Kind.INDICATOR:
        raise RefusedError(Refusal.NOT_OF_KIND, "kind")
    if change.period is None or change.period != first_of_month(change.period):
        raise RefusedError(Refusal.NOT_OF_KIND, "period")
    if change.due_on is None:
        raise RefusedError(Refusal.NO_DUE_DATE, "due_on")
    if change.due_on < change.period:
        raise RefusedError(Refusal.TOO_EARLY, "due_on")
    if change.due_on >= first_of_month(change.period, LONGEST_MONTHS):
        raise RefusedError(Refusal.TOO_LATE, "due_on")


def _check_publication(change: CalendarChange, plan: Plan, item: Item) -> None:
    if item.kind != Kind.INDICATOR:
        raise RefusedError(Refusal.NOT_OF_KIND, "item_id")
    years = range(plan.baseline_year, plan.target_year + 1)
    if change.period is None or change.period not in {dt.date(year, 1, 1) for year in years}:
        raise RefusedError(Refusal.NO_YEAR, "period")
    if change.due_on is None:
        raise RefusedError(Refusal.NO_DUE_DATE, "due_on")
    if change.due_on.year <= change.period.year:
        raise RefusedError(Refusal.TOO_EARLY, "due_on")
    if change.due_on.year > change.period.year + 2:
        raise RefusedError(Refusal.TOO_LATE, "due_on")
