"""Invented reports for a demonstration store: every kind of item in every state.

They go through the rules as anybody's do, each for a day in the past, by an account of the unit
that leads the item. The same random seed, plan and day make the same reports.
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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kzdash.domain.models import IndicatorPlan, ProjectPlan
    from kzdash.store import Store
    from kzdash.store.store import PlanRows

RANDOM_SEED = 2024
OFFICE = "office"
SOURCE = "演示数据，随机编造"
PROBLEMS = (
    "用地指标尚未落实，需规划自然资源部门协调",
    "征地拆迁滞后，两户未签协议",
    "资金拨付不及时，已拖欠工程款",
    "设计变更审批未完成",
)
QUARTER = 91
# how the figures of an indicator end, in tolerances beyond its target; none: nobody reports
ENDS = (*map(Decimal, ("0.3", "1", "-0.5", "0.2", "-2", "0.6")), None)
# of projects, milestones and duties
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
        """Add a report for a day, recorded days later in office hours, unless that is to come."""
        hour = self.rng.randrange(1, 10)  # 9 to 18 o'clock in Shanghai
        recorded = dt.datetime.combine(as_of, dt.time(hour, self.rng.randrange(60)), dt.UTC)
        recorded += dt.timedelta(days=lag_days)
        if recorded <= self.now:
            payload.setdefault("evidence", SOURCE)
            self.rows.append((recorded, item, {"as_of": as_of, **payload}))

    def deal(self, items: Sequence[Item], fates: Sequence[Any]) -> Iterator[tuple[Item, Any]]:
        """Deal each item one of the fates, so that all are dealt where there are enough items."""
        dealt = [fates[place % len(fates)] for place in range(len(items))]
        self.rng.shuffle(dealt)
        return zip(items, dealt, strict=True)

    def quarters(self, start: dt.date, end: dt.date) -> Iterator[dt.date]:
        """Yield a day in each quarter of a year from a start to an end."""
        day = start + dt.timedelta(days=self.rng.randrange(20, QUARTER))
        while day <= end:
            yield day
            day += dt.timedelta(days=QUARTER + self.rng.randrange(-10, 10))

    def indicator(self, item: Item, asked: IndicatorPlan, end: Decimal | None) -> None:
        """Report a figure for each year, the last so many tolerances beyond the target."""
        if end is None:
            return
        first, last = self.plan.plan.baseline_year, self.plan.plan.target_year
        for year in range(first, last + 1):
            value = self.figure(asked, end, Decimal(year - first) / max(last - first, 1))
            if value is not None:
                self.add(item, year_end(year), self.rng.randrange(25, 80), period=year, value=value)

    def figure(self, asked: IndicatorPlan, end: Decimal, way: Decimal) -> Decimal | None:
        """Return a figure after a part of the way, 0 to 1; none where a growth or count starts."""
        sign = -1 if asked.direction == "down" else 1
        beyond = end * asked.tolerance
        match asked.measure:
            case "growth":
                shown = asked.target + beyond if way else None
            case "cumulative":
                shown = (asked.target + beyond) * way if way else None
            case "change":
                level = Decimal(50) if asked.reported_unit == "%" else 3 * asked.target + 2
                shown = level + sign * (asked.target + beyond) * way
            case _:
                start = asked.target * (1 - sign * Decimal("0.12"))
                shown = start + (asked.target + sign * beyond - start) * way
        if shown is None:
            return None
        if asked.reported_unit == "%" and asked.measure != "growth":
            shown = min(shown, Decimal(100))
        return round_half_up(max(shown, Decimal(0)), asked.decimals)

    def project(self, item: Item, asked: ProjectPlan, course: int) -> None:
        """Report stage, share and money each quarter from the start on."""
        if course == SILENT:
            return
        start = dt.date(max(asked.start_year, self.plan.plan.baseline_year + 1), 1, 1)
        end = dt.date(asked.end_year, 12, 31)
        span = max((end - start).days, QUARTER)
        pace = {ON_TIME: 1.08, LATE: 0.85, OPEN: 0.7, BLOCKED: 0.6}[course]
        most = {ON_TIME: 100, LATE: 100, OPEN: 92, BLOCKED: self.rng.randrange(45, 80)}[course]
        thrift = Decimal(self.rng.randrange(88, 104)) / 100
        for day in self.quarters(start, local_date(self.now)):
            share = min(most, int(100 * pace * (day - start).days / span))
            spent = asked.planned_investment_wan_yuan * share * thrift / 100
            self.add(
                item,
                day,
                self.rng.randrange(1, 12),
                stage=self.stage(share),
                physical_progress_percent=Decimal(share),
                completed_investment_wan_yuan=round_half_up(spent, 0),
                funds_received_wan_yuan=round_half_up(spent * Decimal("1.04"), 0),
                problems=self.rng.choice(PROBLEMS) if course == BLOCKED and share == most else "",
            )
            if share == 100:  # noqa: PLR2004 - per cent
                return

    def stage(self, share: int) -> str:
        """Return the stage of a project of which so many per cent are built."""
        if share < 5:  # noqa: PLR2004 - per cent
            return "preparation"
        return "construction" if share < 100 else self.rng.choice(("built", "in_use"))  # noqa: PLR2004 - per cent

    def duty(self, item: Item, course: int) -> None:
        """Report the status each quarter until it is done, or up to now."""
        if course == SILENT:
            return
        starts, ends = self.plan.plan.pilot_starts_on, self.plan.plan.pilot_ends_on
        due = item.due_on or ends
        slip = self.rng.randrange(-20, 0) if course == ON_TIME else self.rng.randrange(8, 60)
        done_on = due + dt.timedelta(days=slip) if course in {ON_TIME, LATE} else dt.date.max
        first = max(due - dt.timedelta(days=2 * QUARTER), starts) if item.due_on else starts
        for number, day in enumerate(self.quarters(first, min(done_on, local_date(self.now)))):
            blocked = course == BLOCKED and number > 0
            status = "blocked" if blocked else "in_progress" if number else "not_started"
            note = self.rng.choice(PROBLEMS) if blocked else "按计划推进" if number else "正在筹备"
            self.add(item, day, self.rng.randrange(1, 6), status=status, note=note)
        if done_on <= local_date(self.now):
            completed = {"completed_on": done_on} if item.kind == Kind.MILESTONE else {}
            self.add(item, done_on, 2, status="done", note="已完成", **completed)


def fill_demonstration(store: Store, now: dt.datetime, random_seed: int = RANDOM_SEED) -> str:
    """Fill a demonstration store with accounts and invented reports; return their one password.

    The account of the office is `office`, those of the lead units are `unit01` and so on.
    """
    plan = store.plan()
    inventor = _Inventor(plan, now, random.Random(random_seed))  # noqa: S311 - no secret
    items = [item for item in plan.items if not item.paragraph and item.leads]
    _invent(inventor, items)
    unit_accounts, password = _add_accounts(store, items, now)
    store.append_all(_reports(inventor, unit_accounts, store.seqs()))
    _change_plan(store, items, now)
    return password


def _invent(inventor: _Inventor, items: Sequence[Item]) -> None:
    def of(*kinds: Kind) -> list[Item]:
        return [item for item in items if item.kind in kinds]

    for item, end in inventor.deal(of(Kind.INDICATOR), ENDS):
        if item.indicator:
            inventor.indicator(item, item.indicator, end)
    for item, course in inventor.deal(of(Kind.PROJECT), COURSES):
        if item.project:
            inventor.project(item, item.project, course)
    for item, course in inventor.deal(of(Kind.MILESTONE), COURSES[3:]):
        inventor.duty(item, course)
    for item, course in inventor.deal(of(Kind.TASK, Kind.POLICY, Kind.REFORM), COURSES):
        inventor.duty(item, course)


def _add_accounts(
    store: Store, items: Iterable[Item], now: dt.datetime
) -> tuple[dict[int, str], str]:
    """Add the office's account and one a lead unit; return names by unit, and the password."""
    password = accounts.new_one_time_password()
    common = {
        "person": "演示人员",
        "password_hash": accounts.hash_password(password),
        "must_change": False,
        "created_at": now,
    }
    units = {lead.unit.position: lead.unit_id for item in items for lead in item.leads}
    names = {units[place]: f"unit{count:02}" for count, place in enumerate(sorted(units), start=1)}
    with store.writing() as session:
        session.add(Account(name=OFFICE, role=Role.OFFICE, **common))
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
    undone = next((item for item in items if item.kind == Kind.PROJECT and seqs[item.id]), None)
    if undone:
        store.undo(undone.id, seqs[undone.id], OFFICE, now)
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
                account=OFFICE,
                due_on=last_due.due_on + dt.timedelta(days=30),
                reason="演示：按市里统一安排顺延",
                document_number="演示〔2026〕1号",
            )
        )
