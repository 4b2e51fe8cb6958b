"""What no report and no adjustment may say is refused with its reason, and what may be is not."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.domain import rules
from kzdash.domain.models import Adjustment, Item, Lead, Matter, Report
from kzdash.domain.rules import additions, closed_periods, contacts, permissions
from kzdash.errors import Refusal, RefusedError
from kzdash.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    NewReport = Callable[..., Report]
    NewAdjustment = Callable[..., Adjustment]
    ItemId = Callable[[str, int], int]
    Rows = Callable[[], int]

FIRST, LAST_YEAR, TODAY = date(2022, 1, 1), date(2024, 12, 31), date(2026, 1, 1)
TOO_EARLY, TOMORROW = date(2021, 12, 31), date(2026, 1, 2)
JUNE, JULY = date(2025, 6, 30), date(2025, 7, 1)
OF_2024 = {"period": 2024, "evidence": "统计公报"}
GROWTH, RATIO, SHARE, CHANGE, AREA, COUNT = (("indicator", n) for n in (1, 3, 4, 5, 9, 13))
PROJECT, MILESTONE, TASK = ("project", 1), ("milestone", 5), ("task", 1)
STEP, MATTER, MEETING = ("step", 1), ("matter", 1), ("meeting", 1)
STRANGE_UNIT = 999
PROGRESS, SPENT = "physical_progress_percent", "completed_investment_wan_yuan"
FUNDS = "funds_received_wan_yuan"
PLANNED, YEAR_PLAN = "planned_investment_wan_yuan", "year_investment_wan_yuan"
FAR = date(2035, 1, 2)
DONE = {"status": "done", "completed_on": JUNE}
BLOCKED = {"status": "blocked"}

GROUNDS = {"reason": "市级下达新任务", "document_number": "开州府办发〔2025〕1号"}
LONGEST = {"note": 2000, "problems": 2000, "reason": 2000, "evidence": 500, "document_number": 100}

Said = dict[str, Any]
Case = tuple[tuple[str, int], date, Said, Refusal, str]


def of_2024(figure: str) -> Said:
    return {"value": Decimal(figure), **OF_2024}


def figure_cases(item: tuple[str, int], field: str, said: Said) -> list[Case]:
    """No figure at all, wherever one is asked for."""
    none = [(text, Refusal.NOT_A_FIGURE) for text in ("NaN", "sNaN", "Infinity", "-Infinity")]
    big = [
        (text, Refusal.TOO_BIG)
        for text in ("1234567890123456", "1E+15", "0.1234567", "1E-7", "1E+999999")
    ]
    return [(item, JUNE, {**said, field: Decimal(text)}, why, field) for text, why in none + big]


def text_cases(item: tuple[str, int], field: str, said: Said) -> list[Case]:
    """What no text may hold, wherever one is asked for."""
    strange = [f"a{one}b" for one in "\x00\r\x7f\x85\ud800\u202e\u2066\ufffe\uffff"]
    return [
        (item, JUNE, {**said, field: "长" * (LONGEST[field] + 1)}, Refusal.TOO_LONG, field),
        (item, JUNE, {**said, field: "长" * 100_000}, Refusal.TOO_LONG, field),
        *((item, JUNE, {**said, field: text}, Refusal.UNPRINTABLE, field) for text in strange),
    ]


PAYLOADS: Said = {
    "status": "done",
    "completed_on": JUNE,
    "value": Decimal(5),
    "stage": "built",
    PROGRESS: Decimal(5),
    SPENT: Decimal(5),
    FUNDS: Decimal(5),
    "problems": "缺口",
    "answer": "received",
    "requested_due_on": JULY,
}
ASKS_FOR_TIME = {"answer": "asks_for_time", "note": "缺资料", "requested_due_on": JULY}
ASKS_TO_CLOSE = {"answer": "asks_to_close", "evidence": "验收单"}
FOREIGN: list[Case] = [
    (item, JUNE, {**said, field: PAYLOADS[field]}, Refusal.NOT_OF_KIND, field)
    for item, said, own in (
        (SHARE, of_2024("50"), {"value"}),
        (PROJECT, {"stage": "built"}, {"stage", PROGRESS, SPENT, FUNDS, "problems"}),
        (MILESTONE, DONE, {"status", "completed_on"}),
        (STEP, DONE, {"status", "completed_on"}),
        (MATTER, ASKS_TO_CLOSE, {"answer", "requested_due_on", "completed_on"}),
        # a supporting unit says how its part stands, whatever the item
        *(
            (item, {"status": "done", "unit_id": STRANGE_UNIT}, {"status", "completed_on"})
            for item in (SHARE, PROJECT, MILESTONE, TASK, STEP, MATTER)
        ),
        *(
            ((kind, 1), {"status": "done"}, {"status"})
            for kind in ("task", "policy", "reform", "direction", "aim", "safeguard")
        ),
    )
    for field in PAYLOADS
    if field not in own
]
REPORTS: list[Case] = [
    *FOREIGN,
    (PROJECT, JUNE, {"stage": "built", "period": 2024}, Refusal.NOT_OF_KIND, "period"),
    (MILESTONE, JUNE, {**DONE, "period": 2024}, Refusal.NOT_OF_KIND, "period"),
    (TASK, JUNE, {"status": "done", "period": -1}, Refusal.NOT_OF_KIND, "period"),
    (MEETING, JUNE, {"status": "done"}, Refusal.NOT_OF_KIND, ""),
    (PROJECT, JUNE, {"unit_id": STRANGE_UNIT}, Refusal.NO_STATUS, "status"),
    (SHARE, JUNE, {"unit_id": STRANGE_UNIT, **of_2024("50")}, Refusal.NOT_OF_KIND, "value"),
    (SHARE, JUNE, {**BLOCKED, "unit_id": STRANGE_UNIT}, Refusal.NO_REASON, "note"),
    (STEP, JUNE, {"status": "done"}, Refusal.NO_COMPLETION_DAY, "completed_on"),
    (MATTER, JUNE, {"note": "说明"}, Refusal.NO_ANSWER, "answer"),
    (MATTER, JUNE, {"answer": "shut"}, Refusal.NOT_OF_KIND, "answer"),
    (MATTER, JUNE, {"answer": "blocked"}, Refusal.NO_REASON, "note"),
    (MATTER, JUNE, {"answer": "returned", "note": " "}, Refusal.NO_REASON, "note"),
    (MATTER, JUNE, {**ASKS_FOR_TIME, "note": ""}, Refusal.NO_REASON, "note"),
    (MATTER, JUNE, {"answer": "asks_to_close"}, Refusal.NO_EVIDENCE, "evidence"),
    (
        MATTER,
        JUNE,
        {**ASKS_FOR_TIME, "requested_due_on": None},
        Refusal.NO_DUE_DATE,
        "requested_due_on",
    ),
    (
        MATTER,
        JUNE,
        {**ASKS_FOR_TIME, "requested_due_on": JUNE},
        Refusal.TOO_EARLY,
        "requested_due_on",
    ),
    (
        MATTER,
        JUNE,
        {**ASKS_TO_CLOSE, "requested_due_on": JULY},
        Refusal.NOT_OF_KIND,
        "requested_due_on",
    ),
    (
        MATTER,
        JUNE,
        {"answer": "received", "completed_on": JUNE},
        Refusal.COMPLETED_UNDONE,
        "completed_on",
    ),
    (
        MATTER,
        JUNE,
        {**ASKS_TO_CLOSE, "completed_on": JULY},
        Refusal.COMPLETED_LATER,
        "completed_on",
    ),
    (TASK, JUNE, {"status": "overdue"}, Refusal.NOT_OF_KIND, "status"),
    (MILESTONE, JUNE, {"status": ""}, Refusal.NOT_OF_KIND, "status"),
    (PROJECT, JUNE, {"stage": "finished"}, Refusal.NOT_OF_KIND, "stage"),
    (PROJECT, JUNE, {"stage": "\ud800"}, Refusal.NOT_OF_KIND, "stage"),
    (PROJECT, JUNE, {}, Refusal.NOTHING_SAID, ""),
    (PROJECT, JUNE, {"problems": " \n\u3000"}, Refusal.NOTHING_SAID, ""),
    (PROJECT, JUNE, {"note": "说明", "evidence": "文号"}, Refusal.NOTHING_SAID, ""),
    (TASK, JUNE, {}, Refusal.NO_STATUS, "status"),
    (MILESTONE, JUNE, {"note": "说明"}, Refusal.NO_STATUS, "status"),
    (MILESTONE, JUNE, {"completed_on": JUNE}, Refusal.NO_STATUS, "status"),
    (MILESTONE, JUNE, {"status": "done"}, Refusal.NO_COMPLETION_DAY, "completed_on"),
    *(
        (
            MILESTONE,
            JUNE,
            {"status": status, "completed_on": JUNE, "note": "原因"},
            Refusal.COMPLETED_UNDONE,
            "completed_on",
        )
        for status in ("not_started", "in_progress", "blocked")
    ),
    (MILESTONE, JUNE, BLOCKED, Refusal.NO_REASON, "note"),
    (TASK, JUNE, {**BLOCKED, "note": " \n\u3000"}, Refusal.NO_REASON, "note"),
    (TASK, TOMORROW, {"status": "done"}, Refusal.TO_COME, "as_of"),
    (SHARE, TOMORROW, of_2024("50"), Refusal.TO_COME, "as_of"),
    (PROJECT, date.max, {"stage": "built"}, Refusal.TO_COME, "as_of"),
    (MILESTONE, TOMORROW, DONE, Refusal.TO_COME, "as_of"),
    (MILESTONE, TODAY, {**DONE, "completed_on": TOMORROW}, Refusal.TO_COME, "completed_on"),
    (MILESTONE, JUNE, {**DONE, "completed_on": JULY}, Refusal.COMPLETED_LATER, "completed_on"),
    (TASK, TOO_EARLY, {"status": "done"}, Refusal.TOO_EARLY, "as_of"),
    (TASK, date.min, {"status": "done"}, Refusal.TOO_EARLY, "as_of"),
    (MILESTONE, JUNE, {**DONE, "completed_on": TOO_EARLY}, Refusal.TOO_EARLY, "completed_on"),
    (SHARE, JUNE, {}, Refusal.NO_VALUE, "value"),
    (SHARE, JUNE, OF_2024, Refusal.NO_VALUE, "value"),
    (SHARE, JUNE, {"value": Decimal(50), "evidence": "公报"}, Refusal.NO_YEAR, "period"),
    *(
        (SHARE, TODAY, {**of_2024("50"), "period": year}, Refusal.NO_YEAR, "period")
        for year in (0, 2021, 2026, -2024, 2**70)
    ),
    (SHARE, LAST_YEAR, {**of_2024("50"), "period": 2025}, Refusal.NO_YEAR, "period"),
    (SHARE, JUNE, {**of_2024("50"), "evidence": ""}, Refusal.NO_SOURCE, "evidence"),
    (SHARE, JUNE, {**of_2024("50"), "evidence": " \n"}, Refusal.NO_SOURCE, "evidence"),
    (SHARE, JUNE, {"period": 2024, "value": Decimal(50)}, Refusal.NO_SOURCE, "evidence"),
    (COUNT, JUNE, of_2024("-1"), Refusal.NEGATIVE, "value"),
    (AREA, JUNE, of_2024("-0.01"), Refusal.NEGATIVE, "value"),
    (RATIO, JUNE, of_2024("-2.1"), Refusal.NEGATIVE, "value"),
    (PROJECT, JUNE, {SPENT: Decimal("-0.01")}, Refusal.NEGATIVE, SPENT),
    (PROJECT, JUNE, {FUNDS: Decimal("-0.01")}, Refusal.NEGATIVE, FUNDS),
    (
        *(PROJECT, JUNE, {FUNDS: Decimal(1), "central_received_wan_yuan": Decimal(2)}),
        *(Refusal.SOURCES_OVER_TOTAL, FUNDS),
    ),
    (
        *(TASK, JUNE, {"status": "in_progress", "expected_on": JUNE}),
        *(Refusal.NOT_BEFORE_REPORT, "expected_on"),
    ),
    (TASK, JUNE, {"status": "in_progress", "expected_on": FAR}, Refusal.TOO_LATE, "expected_on"),
    (SHARE, JUNE, of_2024("100.01"), Refusal.NOT_A_SHARE, "value"),
    (SHARE, JUNE, of_2024("-0.01"), Refusal.NOT_A_SHARE, "value"),
    (CHANGE, JUNE, of_2024("101"), Refusal.NOT_A_SHARE, "value"),
    (PROJECT, JUNE, {PROGRESS: Decimal("100.000001")}, Refusal.NOT_A_SHARE, PROGRESS),
    (PROJECT, JUNE, {PROGRESS: Decimal("-0.000001")}, Refusal.NOT_A_SHARE, PROGRESS),
    (GROWTH, JUNE, of_2024("-100"), Refusal.NO_GROWTH, "value"),
    (GROWTH, JUNE, of_2024("-100.01"), Refusal.NO_GROWTH, "value"),
    # shown with two decimals it is -100
    (GROWTH, JUNE, of_2024("-99.999"), Refusal.NO_GROWTH, "value"),
    (COUNT, JUNE, of_2024("1.5"), Refusal.NOT_WHOLE, "value"),
    *figure_cases(GROWTH, "value", OF_2024),
    *figure_cases(COUNT, "value", OF_2024),
    *figure_cases(PROJECT, PROGRESS, {}),
    *figure_cases(PROJECT, SPENT, {}),
    *figure_cases(PROJECT, FUNDS, {}),
    *text_cases(TASK, "note", BLOCKED),
    *text_cases(SHARE, "evidence", of_2024("50")),
    *text_cases(PROJECT, "problems", {}),
]
ADJUSTMENTS: list[Case] = [
    (SHARE, JUNE, {"goal": Decimal(9), "period": 2025}, Refusal.NO_GOAL_YEAR, "goal"),
    (SHARE, JUNE, {"goal": Decimal(101), "period": 2024}, Refusal.NOT_A_SHARE, "goal"),
    (PROJECT, JUNE, {YEAR_PLAN: Decimal(9), "period": 2023}, Refusal.NO_GOAL_YEAR, YEAR_PLAN),
    (PROJECT, JUNE, {"starts_on": FAR}, Refusal.TOO_LATE, "starts_on"),
    (TASK, JUNE, {"lead_unit_id": STRANGE_UNIT}, Refusal.NOT_ITS_UNIT, "lead_unit_id"),
    (STEP, JUNE, {"lead_unit_id": 1}, Refusal.SAME_AS_NOW, "lead_unit_id"),
    (TASK, JUNE, {"decision": "withdrawn"}, Refusal.NOT_OF_KIND, "decision"),
    (STEP, JUNE, {"decision": "forgotten"}, Refusal.NOT_OF_KIND, "decision"),
    (STEP, JUNE, {"level": "city"}, Refusal.NOT_OF_KIND, "level"),
    (MATTER, JUNE, {"level": "moon"}, Refusal.NOT_OF_KIND, "level"),
    (MATTER, JUNE, {"level": "office"}, Refusal.SAME_AS_NOW, "level"),
    (MATTER, JUNE, {"level": "city", "reason": " "}, Refusal.NO_REASON, "reason"),
    *(
        ((kind, 1), JUNE, {field: value}, Refusal.NOT_OF_KIND, field)
        for kind, fields in (
            ("indicator", ("due_on", PLANNED)),
            ("milestone", ("target", PLANNED)),
            ("project", ("target",)),
            *(
                (kind, ("target", "due_on", PLANNED))
                for kind in ("task", "policy", "reform", "direction", "aim", "safeguard")
            ),
        )
        for field, value in (("target", Decimal(9)), ("due_on", JULY), (PLANNED, Decimal(9)))
        if field in fields
    ),
    (PROJECT, JUNE, {"due_on": TODAY, PLANNED: Decimal(9)}, Refusal.NOT_OF_KIND, PLANNED),
    (PROJECT, JUNE, {"due_on": TODAY, "target": Decimal(9)}, Refusal.NOT_OF_KIND, "target"),
    (MILESTONE, JUNE, {}, Refusal.NOTHING_SAID, ""),
    (TASK, JUNE, {}, Refusal.NOTHING_SAID, ""),
    (MILESTONE, TOMORROW, {"due_on": JULY}, Refusal.TO_COME, "as_of"),
    (MILESTONE, TOO_EARLY, {"due_on": JULY}, Refusal.TOO_EARLY, "as_of"),
    (MILESTONE, JUNE, {"due_on": TOO_EARLY}, Refusal.TOO_EARLY, "due_on"),
    (MILESTONE, JUNE, {"due_on": date(2035, 1, 2)}, Refusal.TOO_LATE, "due_on"),
    (MILESTONE, JUNE, {"due_on": date.max}, Refusal.TOO_LATE, "due_on"),
    # it is built from 2024 on
    (PROJECT, JUNE, {"due_on": date(2023, 12, 31)}, Refusal.TOO_EARLY, "due_on"),
    (SHARE, JUNE, {"target": Decimal("100.01")}, Refusal.NOT_A_SHARE, "target"),
    (SHARE, JUNE, {"target": Decimal(-1)}, Refusal.NOT_A_SHARE, "target"),
    (SHARE, JUNE, {"target": Decimal(0)}, Refusal.NOT_OVER_ZERO, "target"),
    (SHARE, JUNE, {"target": Decimal("0.004")}, Refusal.NOT_OVER_ZERO, "target"),
    (GROWTH, JUNE, {"target": Decimal(-1)}, Refusal.NOT_OVER_ZERO, "target"),
    (COUNT, JUNE, {"target": Decimal(-1)}, Refusal.NEGATIVE, "target"),
    (COUNT, JUNE, {"target": Decimal("50.5")}, Refusal.NOT_WHOLE, "target"),
    (PROJECT, JUNE, {PLANNED: Decimal(0)}, Refusal.NOT_OVER_ZERO, PLANNED),
    (PROJECT, JUNE, {PLANNED: Decimal("0.004")}, Refusal.NOT_OVER_ZERO, PLANNED),
    (PROJECT, JUNE, {PLANNED: Decimal(-1)}, Refusal.NEGATIVE, PLANNED),
    (SHARE, JUNE, {"target": Decimal(56)}, Refusal.SAME_AS_NOW, "target"),
    (SHARE, JUNE, {"target": Decimal("56.00")}, Refusal.SAME_AS_NOW, "target"),
    (MILESTONE, JUNE, {"due_on": date(2025, 9, 30)}, Refusal.SAME_AS_NOW, "due_on"),
    *figure_cases(AREA, "target", {}),
    *figure_cases(PROJECT, PLANNED, {}),
    *text_cases(MILESTONE, "reason", {"due_on": JULY}),
    *text_cases(MILESTONE, "document_number", {"due_on": JULY}),
    (MILESTONE, JUNE, {"due_on": JULY, "reason": ""}, Refusal.NO_REASON, "reason"),
    (MILESTONE, JUNE, {"due_on": JULY, "reason": " \n"}, Refusal.NO_REASON, "reason"),
    (
        MILESTONE,
        JUNE,
        {"due_on": JULY, "document_number": " "},
        Refusal.NO_DOCUMENT,
        "document_number",
    ),
]
EDGES: list[tuple[tuple[str, int], date, Said]] = [
    (SHARE, JUNE, of_2024("0")),
    (SHARE, JUNE, of_2024("100")),
    (SHARE, JUNE, of_2024("100.000000")),
    (SHARE, JUNE, of_2024("-0")),
    (SHARE, FIRST, {**of_2024("50"), "period": 2022}),
    (SHARE, TODAY, {**of_2024("50"), "period": 2025}),
    (SHARE, JUNE, {**of_2024("50"), "period": 2025}),
    (SHARE, JUNE, {**of_2024("50"), "evidence": "长" * 500}),
    (GROWTH, JUNE, of_2024("-99.99")),
    (GROWTH, JUNE, of_2024("0")),
    (GROWTH, JUNE, of_2024("123456789012345.123456")),
    (RATIO, JUNE, of_2024("101")),
    (COUNT, JUNE, of_2024("0")),
    (COUNT, JUNE, of_2024("50.00")),
    (COUNT, JUNE, of_2024("1E+3")),
    (COUNT, JUNE, of_2024("9" * 15)),
    (PROJECT, JUNE, {PROGRESS: Decimal(0)}),
    (PROJECT, JUNE, {PROGRESS: Decimal(100)}),
    (PROJECT, JUNE, {SPENT: Decimal(0)}),
    (PROJECT, JUNE, {SPENT: Decimal("999999999999999.999999")}),
    (PROJECT, JUNE, {FUNDS: Decimal(0)}),
    (PROJECT, JUNE, {FUNDS: Decimal(2), "central_received_wan_yuan": Decimal(2)}),
    (TASK, JUNE, {"status": "in_progress", "expected_on": JULY}),
    (PROJECT, JUNE, {FUNDS: Decimal("999999999999999.999999")}),
    (PROJECT, JUNE, {"problems": "长" * 2000}),
    (PROJECT, JUNE, {"problems": "用地未批\n\t资金缺口"}),
    (PROJECT, FIRST, {"stage": "preparation"}),
    (PROJECT, TODAY, {"stage": "in_use", "period": 0}),
    (MILESTONE, TODAY, {"status": "done", "completed_on": TODAY}),
    (MILESTONE, JUNE, {"status": "done", "completed_on": JUNE}),
    (MILESTONE, FIRST, {"status": "done", "completed_on": FIRST}),
    (MILESTONE, JUNE, {"status": "not_started"}),
    (STEP, JUNE, DONE),
    (MATTER, JUNE, {"answer": "received"}),
    (MATTER, JUNE, {"answer": "in_progress"}),
    (MATTER, JUNE, {"answer": "blocked", "note": "因"}),
    (MATTER, JUNE, ASKS_FOR_TIME),
    (MATTER, JUNE, {**ASKS_TO_CLOSE, "completed_on": JUNE}),
    (MATTER, JUNE, {"answer": "closed", "completed_on": JUNE}),
    (SHARE, JUNE, {"status": "in_progress", "unit_id": STRANGE_UNIT}),
    (PROJECT, JUNE, {**BLOCKED, "note": "因", "unit_id": STRANGE_UNIT}),
    (TASK, FIRST, {"status": "done"}),
    (TASK, TODAY, {"status": "in_progress"}),
    (TASK, JUNE, {**BLOCKED, "note": "因"}),
    (TASK, JUNE, {**BLOCKED, "note": "长" * 2000}),
    (TASK, JUNE, {"status": "done", "note": "👨‍👩‍👧‍👦 𠮷 =1+1 <b>粗</b> **粗** \n\t e\u0301"}),
]
CHANGES: list[tuple[tuple[str, int], date, Said]] = [
    (SHARE, FIRST, {"target": Decimal(100)}),
    (SHARE, JUNE, {"target": Decimal("0.005")}),
    (GROWTH, JUNE, {"target": Decimal(150)}),
    (SHARE, JUNE, {"goal": Decimal(0), "period": 2024}),
    (GROWTH, JUNE, {"goal": Decimal(-3), "period": 2025}),
    (PROJECT, JUNE, {YEAR_PLAN: Decimal(0), "period": 2024}),
    (PROJECT, JUNE, {"planned_funds_wan_yuan": Decimal(0), "source": "central"}),
    (COUNT, TODAY, {"target": Decimal(1)}),
    (MILESTONE, JUNE, {"due_on": FIRST}),
    (STEP, JUNE, {"due_on": JULY, "document_number": ""}),
    (STEP, JUNE, {"decision": "confirmed"}),
    (MATTER, JUNE, {"decision": "withdrawn"}),
    (MATTER, JUNE, {"level": "city"}),
    (MILESTONE, JUNE, {"due_on": date(2035, 1, 1)}),
    (PROJECT, JUNE, {"due_on": date(2024, 1, 1)}),
    (PROJECT, JUNE, {PLANNED: Decimal("999999999999999.999999")}),
    (MILESTONE, JUNE, {"due_on": JULY, "reason": "长" * 2000, "document_number": "长" * 100}),
]


def named(case: tuple[Any, ...]) -> str:
    """A case in a word or two, whatever it holds."""
    (kind, number), _, said, *refusal = case
    told = ",".join(f"{name}={str(value)[:12]}" for name, value in said.items())
    words = [f"{kind} {number}", told, *(part.name for part in refusal[:1])]
    return " ".join(words).encode("ascii", "backslashreplace").decode()


class OnPlan:
    """The plan's items, and reports and adjustments of them, which nobody stores."""

    def __init__(self, file: Path, now: datetime) -> None:
        rows = Store(f"sqlite:///{file}").plan()
        self.plan, self.now = rows.plan, now
        self.items = {(item.kind, item.number): item for item in rows.items if not item.paragraph}
        leads = [Lead(unit_id=1, position=1)]
        self.items[STEP] = Item(kind="step", due_on=JUNE, leads=leads)
        matter = Matter(matter_kind="decision", level="office")
        self.items[MATTER] = Item(kind="matter", due_on=JUNE, leads=[], matter=matter)
        self.items[MEETING] = Item(kind="meeting", due_on=JUNE, leads=[])

    def check(self, item: tuple[str, int], as_of: date, said: Said) -> None:
        """Ask the rules about a report."""
        row = Report(as_of=as_of, recorded_at=self.now, account="tester", **said)
        rules.check_report(row, self.items[item], self.plan)

    def check_adjustment(self, item: tuple[str, int], as_of: date, said: Said) -> None:
        """Ask the rules about an adjustment that has its grounds."""
        told = {**GROUNDS, **said}
        row = Adjustment(as_of=as_of, recorded_at=self.now, account="tester", **told)
        rules.check_adjustment(row, self.items[item], self.plan)


@pytest.fixture(scope="module")
def on_plan(made_once: Path, now: datetime) -> OnPlan:
    return OnPlan(made_once, now)


@pytest.mark.parametrize("case", REPORTS, ids=named)
def test_a_report_that_no_one_may_make_is_refused_with_its_reason(
    on_plan: OnPlan, case: Case
) -> None:
    item, as_of, said, refusal, field = case

    with pytest.raises(RefusedError) as caught:
        on_plan.check(item, as_of, said)

    assert (caught.value.refusal, caught.value.field) == (refusal, field)


@pytest.mark.parametrize("case", ADJUSTMENTS, ids=named)
def test_an_adjustment_that_no_one_may_make_is_refused_with_its_reason(
    on_plan: OnPlan, case: Case
) -> None:
    item, as_of, said, refusal, field = case

    with pytest.raises(RefusedError) as caught:
        on_plan.check_adjustment(item, as_of, said)

    assert (caught.value.refusal, caught.value.field) == (refusal, field)


@pytest.mark.parametrize("case", EDGES, ids=named)
def test_a_report_at_the_edge_of_what_may_be_said_may_be_made(
    on_plan: OnPlan, case: tuple[tuple[str, int], date, Said]
) -> None:
    on_plan.check(*case)


@pytest.mark.parametrize("case", CHANGES, ids=named)
def test_an_adjustment_at_the_edge_of_what_may_be_said_may_be_made(
    on_plan: OnPlan, case: tuple[tuple[str, int], date, Said]
) -> None:
    on_plan.check_adjustment(*case)


def test_every_reason_that_the_rules_give_has_its_case() -> None:
    others = (permissions, additions, contacts, closed_periods)
    elsewhere = {Path(module.__file__ or "") for module in others}
    files = [file for file in Path(rules.__file__).parent.glob("*.py") if file not in elsewhere]

    given = {
        name for file in files for name in re.findall(r"Refusal\.(\w+)", file.read_text("utf-8"))
    }

    assert given - {"NO_ITEM"} == {case[3].name for case in REPORTS + ADJUSTMENTS}
