"""Invented reports for a demonstration store: every kind of item in every state.

The rules check them like all others. Each is for a day in the past, by an account of the unit that
leads the item. The same random seed, plan and day give the same reports.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kzdash import accounts
from kzdash.domain.formatting import local_date, round_half_up
from kzdash.domain.models import Account, Adjustment, Item, Kind, Report, Role
from kzdash.domain.progress import year_end
from kzdash.reporting.demonstration_matters import SOURCE, add_matters
from kzdash.reporting.demonstration_money import add_year_plans, funds_of
from kzdash.reporting.demonstration_words import DONE, GOING, OBSTACLES, PREPARING, outlook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kzdash.domain.models import IndicatorPlan, ProjectPlan
    from kzdash.store import PlanRows, Store

RANDOM_SEED = 2024
QUARTER = 91
# the last figure of an indicator, in tolerances beyond its target; None is never reported
ENDS = (*map(Decimal, ("0.3", "1", "-0.5", "0.2", "-2", "0.6")), None)
# the courses of projects, milestones and duties
ON_TIME, LATE, OPEN, BLOCKED, SILENT = range(5)
COURSES = (ON_TIME, ON_TIME, ON_TIME, ON_TIME, LATE, OPEN, BLOCKED, SILENT)


@dataclass
class _Inventor:
    """Invents reports on the items of a plan up to a moment."""

    plan: PlanRows
    now: dt.datetime
    rng: random.Random
    rows: list[tuple[dt.datetime, Item, dict[str, Any]]] = field(default_factory=list)

    def add(self, item: Item, as_of: dt.date, lag_days: int, **payload: Any) -> None:
        """Add a report for a day, recorded days later in office hours, unless that is after now."""
        hour = self.rng.randrange(1, 10)  # 9 to 18 o'clock in Shanghai
        recorded = dt.datetime.combine(as_of, dt.time(hour, self.rng.randrange(60)), dt.UTC)
        recorded += dt.timedelta(days=lag_days)
        if recorded <= self.now:
            payload.setdefault("evidence", SOURCE)
            self.rows.append((recorded, item, {"as_of": as_of, **payload}))

    def assign(self, items: Sequence[Item], courses: Sequence[Any]) -> Iterator[tuple[Item, Any]]:
        """Pair each item with one of the courses at random, using all if there are enough items."""
        assigned = [courses[index % len(courses)] for index in range(len(items))]
        self.rng.shuffle(assigned)
        return zip(items, assigned, strict=True)

    def quarters(self, start: dt.date, end: dt.date) -> Iterator[dt.date]:
        """Yield days about a quarter of a year apart, from a start to an end."""
        day = start + dt.timedelta(days=self.rng.randrange(20, QUARTER))
        while day <= end:
            yield day
            day += dt.timedelta(days=QUARTER + self.rng.randrange(-10, 10))

    def indicator(self, item: Item, indicator: IndicatorPlan, end: Decimal | None) -> None:
        """Report a figure for each year; the last one is `end` tolerances beyond the target."""
        if end is None:
            return
        first, last = self.plan.plan.baseline_year, self.plan.plan.target_year
        for year in range(first, last + 1):
            value = self.figure(indicator, end, Decimal(year - first) / max(last - first, 1))
            if value is not None:
                self.add(item, year_end(year), self.rng.randrange(25, 80), period=year, value=value)

    def figure(self, indicator: IndicatorPlan, end: Decimal, part: Decimal) -> Decimal | None:
        """Return a figure after a part of the years, 0 to 1.

        A growth rate or cumulative sum has none for the baseline year: None.
        """
        sign = -1 if indicator.direction == "down" else 1
        target, beyond = indicator.target, end * indicator.tolerance
        match indicator.measure:
            case "growth":
                value = target + beyond if part else None
            case "cumulative":
                value = (target + beyond) * part if part else None
            case "change":
                baseline = Decimal(50) if indicator.reported_unit == "%" else 3 * target + 2
                value = baseline + sign * (target + beyond) * part
            case _:
                baseline = target * (1 - sign * Decimal("0.12"))
                value = baseline + (target + sign * beyond - baseline) * part
        if value is None:
            return None
        if indicator.reported_unit == "%" and indicator.measure != "growth":
            value = min(value, Decimal(100))
        return round_half_up(max(value, Decimal(0)), indicator.decimals)

    def project(self, item: Item, project: ProjectPlan, course: int) -> None:
        """Report stage, physical progress and money each quarter from the start on."""
        if course == SILENT:
            return
        start = dt.date(max(project.start_year, self.plan.plan.baseline_year + 1), 1, 1)
        span = max((year_end(project.end_year) - start).days, QUARTER)
        pace = {ON_TIME: 1.08, LATE: 0.85, OPEN: 0.7, BLOCKED: 0.6}[course]
        highest = {ON_TIME: 100, LATE: 100, OPEN: 92, BLOCKED: self.rng.randrange(45, 80)}[course]
        cost_ratio = Decimal(self.rng.randrange(88, 104)) / 100
        for day in self.quarters(start, local_date(self.now)):
            percent = min(highest, int(100 * pace * (day - start).days / span))
            spent = project.planned_investment_wan_yuan * percent * cost_ratio / 100
            said: dict[str, Any] = {}
            if course == BLOCKED and percent == highest:
                obstacle = self.rng.choice(OBSTACLES)
                said = {"problems": obstacle.words, **outlook(self.rng, obstacle, day)}
            self.add(
                item,
                day,
                self.rng.randrange(1, 12),
                stage=self.stage(percent),
                physical_progress_percent=Decimal(percent),
                completed_investment_wan_yuan=round_half_up(spent, 0),
                **said,
                **funds_of(item, spent),
            )
            if percent == 100:  # noqa: PLR2004 - per cent
                return

    def stage(self, percent: int) -> str:
        """Return the stage of a project with this physical progress."""
        if percent < 5:  # noqa: PLR2004 - per cent
            return "preparation"
        return "construction" if percent < 100 else self.rng.choice(("built", "in_use"))  # noqa: PLR2004 - per cent

    def duty(self, item: Item, course: int) -> None:
        """Report a status each quarter until the item is done, or up to now."""
        if course == SILENT:
            return
        starts, ends = self.plan.plan.pilot_starts_on, self.plan.plan.pilot_ends_on
        due = item.due_on or ends
        slip = self.rng.randrange(-20, 0) if course == ON_TIME else self.rng.randrange(8, 60)
        done_on = due + dt.timedelta(days=slip) if course in {ON_TIME, LATE} else dt.date.max
        first = max(due - dt.timedelta(days=2 * QUARTER), starts) if item.due_on else starts
        for number, day in enumerate(self.quarters(first, min(done_on, local_date(self.now)))):
            said: dict[str, Any] = {"status": "not_started", "note": PREPARING}
            if number:
                said = {"status": "in_progress", "note": self.rng.choice(GOING)}
            if number and course == BLOCKED:
                obstacle = self.rng.choice(OBSTACLES)
                said |= {"status": "blocked", "cause": obstacle.words}
                said |= outlook(self.rng, obstacle, day)
            self.add(item, day, self.rng.randrange(1, 6), **said)
        if done_on <= local_date(self.now):
            completed = {"completed_on": done_on} if item.kind == Kind.MILESTONE else {}
            self.add(item, done_on, 2, status="done", note=self.rng.choice(DONE), **completed)


def fill_demonstration(store: Store, now: dt.datetime, random_seed: int = RANDOM_SEED) -> str:
    """Fill a demonstration store with accounts and invented reports; return their password.

    All accounts have the same password: `office`, and `unit01`, `unit02` … for the lead units.
    """
    plan = store.plan()
    inventor = _Inventor(plan, now, random.Random(random_seed))  # noqa: S311 - no secret
    items = [item for item in plan.items if not item.paragraph and item.leads]
    _invent(inventor, items)
    unit_accounts, password = _add_accounts(store, items, now)
    store.append_all(_reports(inventor, unit_accounts, store.seqs()))
    _change_plan(store, items, now)
    add_year_plans(store, items, now)
    add_matters(store, items, now, unit_accounts)
    return password


def _invent(inventor: _Inventor, items: Sequence[Item]) -> None:
    def of(*kinds: Kind) -> list[Item]:
        return [item for item in items if item.kind in kinds]

    for item, end in inventor.assign(of(Kind.INDICATOR), ENDS):
        if item.indicator:
            inventor.indicator(item, item.indicator, end)
    for item, course in inventor.assign(of(Kind.PROJECT), COURSES):
        if item.project:
            inventor.project(item, item.project, course)
    for item, course in inventor.assign(of(Kind.MILESTONE), COURSES[3:]):
        inventor.duty(item, course)
    for item, course in inventor.assign(of(Kind.TASK, Kind.POLICY, Kind.REFORM), COURSES):
        inventor.duty(item, course)


def _add_accounts(
    store: Store, items: Iterable[Item], now: dt.datetime
) -> tuple[dict[int, str], str]:
    """Add accounts for the office and each lead unit; return the names by unit id, and password."""
    password = accounts.new_one_time_password()
    common = {
        "person": "演示人员",
        "password_hash": accounts.hash_password(password),
        "must_change": False,
        "created_at": now,
    }
    units = {lead.unit.position: lead.unit_id for item in items for lead in item.leads}
    names = {units[place]: f"unit{number:02}" for number, place in enumerate(sorted(units), 1)}
    with store.writing() as session:
        session.add(Account(name=accounts.OFFICE, role=Role.OFFICE, **common))
        session.add_all(
            Account(name=name, role=Role.UNIT, unit_id=unit_id, **common)
            for unit_id, name in names.items()
        )
    return names, password


def _reports(
    inventor: _Inventor, unit_accounts: dict[int, str], seqs: dict[int, int]
) -> list[Report]:
    """Return the invented reports in the order in which they were recorded."""
    reports = []
    last = dict(seqs)
    for recorded, item, payload in sorted(inventor.rows, key=lambda row: (row[0], row[1].id)):
        last[item.id] += 1
        account = unit_accounts[item.leads[0].unit_id]
        reports.append(
            Report(
                item_id=item.id, seq=last[item.id], account=account, recorded_at=recorded, **payload
            )
        )
    return reports


def _change_plan(store: Store, items: Iterable[Item], now: dt.datetime) -> None:
    """Undo the last report on a project, and move the day of a milestone."""
    seqs = store.seqs()
    project = next((item for item in items if item.kind == Kind.PROJECT and seqs[item.id]), None)
    if project:
        store.undo(project.id, seqs[project.id], accounts.OFFICE, now)
    last_due = max(
        (item for item in items if item.kind == Kind.MILESTONE and item.due_on),
        key=lambda item: item.due_on or dt.date.min,
        default=None,
    )
    if last_due and last_due.due_on:
        store.adjust(
            Adjustment(
                item_id=last_due.id,
                seq=1,
                as_of=local_date(now),
                recorded_at=now,
                account=accounts.OFFICE,
                due_on=last_due.due_on + dt.timedelta(days=30),
                reason="演示：按市里统一安排顺延",
                document_number="演示〔2026〕1号",
            )
        )
