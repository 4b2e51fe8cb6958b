"""Invented meetings, matters, steps and parts for a demonstration store."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kzdash import accounts
from kzdash.domain.formatting import local_date
from kzdash.domain.models import Kind, Report
from kzdash.domain.progress import Answer, Level, MatterKind
from kzdash.domain.rules import NewItem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kzdash.domain.models import Item
    from kzdash.store import Store

SOURCE = "演示数据，随机编造"
# days from today, and the word for each
MEETINGS = ((-70, "专班第5次例会"), (-21, "专班第6次例会"))
# name, day due, and how its unit reports on it: status and note
STEPS = (
    ("形成工作方案", -40, ("done", "方案已形成")),
    ("征求部门意见", -12, ("in_progress", "还差两家未回复")),
    ("印发实施", 25, None),
)
# which meeting decided it (None for an instruction), text, days from then until it is due, and the
# answers to it, each with the days since it was decided
DECISIONS: tuple[tuple[int | None, str, int, tuple[tuple[int, Answer], ...]], ...] = (
    (
        0,
        "提出安置房配套设施资金平衡方案",
        30,
        ((2, Answer.RECEIVED), (26, Answer.ASKS_TO_CLOSE), (28, Answer.CLOSED)),
    ),
    (
        0,
        "完成管网改造方案并报专班",
        20,
        ((3, Answer.RECEIVED), (33, Answer.ASKS_TO_CLOSE), (35, Answer.CLOSED)),
    ),
    (0, "制定农业转移人口落户实施细则", 65, ((1, Answer.RECEIVED), (60, Answer.ASKS_FOR_TIME))),
    (1, "梳理未开工项目前期手续清单", 14, ((1, Answer.RECEIVED), (10, Answer.BLOCKED))),
    (1, "对接市级部门争取专项债额度", 75, ((1, Answer.RECEIVED), (15, Answer.IN_PROGRESS))),
    (1, "报送职业教育产教融合进展", 10, ()),
    (None, "核实城区人口统计口径并书面报告", 30, ((2, Answer.RECEIVED),)),
)
PARTS = ("in_progress", "blocked", "done", "in_progress")


@dataclass
class _Follower:
    """Adds and answers as the office and the units, each on a day in office hours."""

    store: Store
    today: dt.date
    unit_accounts: Mapping[int, str]

    def moment(self, day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(2), dt.UTC)

    def add(self, day: dt.date, **fields: Any) -> int:
        (item_id,) = self.store.add(
            [NewItem(as_of=day, **fields)], accounts.OFFICE, self.moment(day)
        )
        return item_id

    def report(self, item_id: int, day: dt.date, account: str, **said: Any) -> None:
        last = self.store.last(item_id)
        made = {"as_of": day, "recorded_at": self.moment(day), "evidence": SOURCE, **said}
        seq = last.seq + 1 if last else 1
        self.store.append(Report(item_id=item_id, seq=seq, account=account, **made))


def add_matters(
    store: Store, items: Sequence[Item], now: dt.datetime, unit_accounts: Mapping[int, str]
) -> None:
    """Add meetings, what they decided, steps of tasks, and what supporting units report.

    `items` have units; `unit_accounts` are names of accounts by the unit's id.
    """
    follower = _Follower(store, local_date(now), unit_accounts)
    shared = [item for item in items if len(item.leads) > 1 and item.kind == Kind.TASK]
    projects = [item for item in items if item.kind == Kind.PROJECT]
    for item in [item for item in items if item.kind in {Kind.TASK, Kind.POLICY}][:6]:
        _add_steps(follower, item)
    if projects:
        _add_decisions(follower, projects)
    for item, status in zip(shared, PARTS, strict=False):
        unit = item.leads[1].unit_id
        note = "缺少专项资金" if status == "blocked" else "按分工推进"
        day = follower.today - dt.timedelta(days=9)
        follower.report(item.id, day, unit_accounts[unit], status=status, note=note)


def _add_steps(follower: _Follower, item: Item) -> None:
    lead = item.leads[0].unit_id
    for name, days, reported in STEPS:
        due = follower.today + dt.timedelta(days=days)
        step = follower.add(
            follower.today - dt.timedelta(days=90),
            kind=Kind.STEP,
            name=name,
            due_on=due,
            units=(lead,),
            parent_id=item.id,
            document_number="演示〔2026〕2号",
        )
        if reported:
            status, note = reported
            day = due - dt.timedelta(days=3)
            done = {"completed_on": day} if status == "done" else {}
            account = follower.unit_accounts[lead]
            follower.report(step, day, account, status=status, note=note, **done)


def _add_decisions(follower: _Follower, projects: Sequence[Item]) -> None:
    held = []
    for days, name in MEETINGS:
        day = follower.today + dt.timedelta(days=days)
        held.append((follower.add(day, kind=Kind.MEETING, name=name, due_on=day), day))
    for place, (at, text, days, answers) in enumerate(DECISIONS):
        meeting, day = held[at] if at is not None else (None, held[-1][1])
        item = projects[place % len(projects)]
        units = tuple(lead.unit_id for lead in item.leads)[:2]
        matter = follower.add(
            day,
            kind=Kind.MATTER,
            name=text,
            summary=text,
            due_on=day + dt.timedelta(days=days),
            units=units,
            parent_id=meeting,
            matter_kind=MatterKind.DECISION if meeting else MatterKind.INSTRUCTION,
            level=Level.OFFICE,
            raised_by=MEETINGS[at][1] if at is not None else "区领导批示",
            about=((item.id, None),),
        )
        for after, answer in answers:
            _answer(follower, matter, day + dt.timedelta(days=after), answer, units[0])


def _answer(follower: _Follower, matter: int, day: dt.date, answer: Answer, lead: int) -> None:
    if day > follower.today:
        return
    office = answer in {Answer.CLOSED, Answer.RETURNED}
    said: dict[str, Any] = {"answer": answer.code, "note": "情况见附件"}
    if answer is Answer.ASKS_FOR_TIME:
        said["requested_due_on"] = day + dt.timedelta(days=30)
    if answer in {Answer.ASKS_TO_CLOSE, Answer.CLOSED}:
        last = follower.store.last(matter)
        said["completed_on"] = (last and last.completed_on) or day
    account = accounts.OFFICE if office else follower.unit_accounts[lead]
    follower.report(matter, day, account, **said)
