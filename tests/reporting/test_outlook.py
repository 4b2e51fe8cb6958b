"""What is expected goes through a file and back, and on only while the item is late."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.domain.rules import OUTLOOK
from kzdash.errors import Refusal, RefusedError
from kzdash.reporting.plausibility import plausibility_hints

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.domain.models import Report
    from kzdash.reporting import DryRun
    from kzdash.store import Store
    from tests.reporting.conftest import Form

    Take = Callable[..., Form]
    Bring = Callable[..., DryRun]
    NewReport = Callable[..., Report]

MAY, JUNE, MARCH = date(2025, 5, 31), date(2025, 6, 10), date(2026, 3, 31)
NAMES = [field.name for field in OUTLOOK]
HEADERS = {field.header for field in OUTLOOK}
LATE: dict[str, Any] = {
    "status": "blocked",
    "note": "待批",
    "cause": "用地未批",
    "next_step": "报市级审批",
    "expected_on": MARCH,
    "confidence": "at_risk",
}
NOTHING = {"cause": "", "next_step": "", "expected_on": None, "confidence": None}


def columns(form: Form, sheet: str) -> list[str]:
    return [cell.value for cell in form.book[sheet][1]]


def only_report(trial: DryRun) -> dict[str, Any]:
    (change,) = trial.changes
    return {name: getattr(change.report, name) for name in NAMES}


def test_a_sheet_asks_at_its_end_where_one_of_its_items_is_late(
    store: Store, new_report: NewReport, take: Take
) -> None:
    assert not HEADERS & {*columns(take(), "任务")}

    store.append(new_report("task", 2, MAY, status="blocked", note="待批"))
    form = take()

    assert columns(form, "任务")[-5:-1] == ["滞后原因", "下一步措施", "预计完成", "完成把握"]
    assert not HEADERS & {*columns(form, "政策")}


def test_what_is_written_there_is_read_and_an_untouched_row_says_nothing(
    store: Store, new_report: NewReport, take: Take, bring: Bring
) -> None:
    store.append(new_report("task", 2, MAY, status="blocked", note="待批"))
    written = {
        "滞后原因": "用地未批",
        "下一步措施": "报市级审批",
        "预计完成": MARCH,
        "完成把握": "有风险",
    }
    trial = bring(take().fill("任务2", **written))
    assert only_report(trial) == {name: LATE[name] for name in NAMES}
    store.append_all(trial.reports)

    form = take()
    assert form.cell("任务2", "完成把握").value == "有风险"
    assert bring(form).changes == []
    assert only_report(bring(form.fill("任务2", 下一步措施="已报市级"))) == {
        **{name: LATE[name] for name in NAMES},
        "next_step": "已报市级",
    }


def test_a_row_that_says_it_is_done_repeats_nothing_of_it(
    store: Store, new_report: NewReport, take: Take, bring: Bring
) -> None:
    store.append(new_report("task", 2, MAY, **LATE))

    assert only_report(bring(take().fill("任务2", 状态="已完成"))) == NOTHING
    still = bring(take().fill("任务2", 说明="仍待批"))
    assert only_report(still) == {name: LATE[name] for name in NAMES}


@pytest.mark.parametrize(
    ("expected_on", "filled"), [(MARCH, {"状态": "已完成"}), (JUNE, {"说明": "仍待批"})]
)
def test_a_row_that_was_stored_without_it_says_nothing_when_it_comes_again(
    store: Store,
    new_report: NewReport,
    take: Take,
    bring: Bring,
    expected_on: date,
    filled: dict[str, str],
) -> None:
    store.append(new_report("task", 2, MAY, **{**LATE, "expected_on": expected_on}))
    form = take().fill("任务2", **filled)
    store.append_all(bring(form).reports)

    again = bring(form)

    assert (again.changes, again.conflicts, again.faults) == ([], [], [])


def test_a_day_that_has_come_is_not_repeated_and_one_that_is_typed_is_refused(
    store: Store, new_report: NewReport, take: Take, bring: Bring
) -> None:
    store.append(new_report("task", 2, MAY, **{**LATE, "expected_on": JUNE}))
    assert bring(take()).changes == []

    assert only_report(bring(take().fill("任务2", 说明="仍待批")))["expected_on"] is None

    (fault,) = bring(take().fill("任务2", 预计完成=date(2025, 6, 29))).faults
    assert isinstance(fault.error, RefusedError)
    assert fault.error.refusal is Refusal.NOT_BEFORE_REPORT


@pytest.mark.parametrize(
    ("kind", "number", "said", "hint"),
    [
        # due on 31 December 2025
        ("project", 18, {"stage": "construction", "expected_on": MARCH}, "晚90天"),
        ("project", 18, {"stage": "construction", "expected_on": date(2025, 12, 31)}, ""),
        ("project", 18, {"stage": "construction"}, ""),
        # late already, so that every day to come is later
        ("milestone", 1, {"status": "in_progress", "expected_on": MARCH}, ""),
        # it has no day
        ("task", 2, LATE, ""),
    ],
    ids=["later", "just in time", "none said", "late already", "no due date"],
)
def test_a_day_later_than_the_plan_s_is_said(
    store: Store, new_report: NewReport, kind: str, number: int, said: dict[str, Any], hint: str
) -> None:
    board = compute_board(store, MAY)
    (item,) = [it for it in board.followed if (it.kind, it.number) == (kind, number)]

    hints = list(plausibility_hints(item, new_report(kind, number, MAY, **said)))

    assert [it for it in hints if "预计" in it] == [it for it in hints if hint and hint in it]
    assert any(hint in it for it in hints) or not hint


def test_it_is_said_once(store: Store, new_report: NewReport) -> None:
    said = {"stage": "construction", "physical_progress_percent": Decimal(1), "expected_on": MARCH}
    store.append(new_report("project", 18, MAY, **said))
    item = next(it for it in compute_board(store, JUNE).projects if it.number == 18)

    again = plausibility_hints(item, new_report("project", 18, JUNE, **said))

    assert not any("预计" in it for it in again)
