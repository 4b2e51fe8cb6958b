"""The form brings steps back: reports on those there are, and new ones in a sheet of their own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.domain.models import Kind
from kzdash.domain.rules import NewItem
from kzdash.errors import CellError, ConflictError, ParseError, Refusal, RefusedError
from kzdash.reporting import store_outcome
from kzdash.reporting.form_columns import STEP_COLUMNS, STEPS_SHEET
from tests import people
from tests.reporting.conftest import DAY, NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from kzdash.domain.models import Report
    from kzdash.reporting import DryRun
    from kzdash.store import Store
    from tests.reporting.conftest import Form

    Take = Callable[..., Form]
    Bring = Callable[..., DryRun]


def write(form: Form, *rows: tuple[Any, ...]) -> Form:
    """Write rows into the sheet of new steps, below each other from its first."""
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            form.book[STEPS_SHEET].cell(number, place).value = value
    return form


def add_step(store: Store, parent_id: int) -> None:
    unit = next(unit.id for unit in store.plan().units if unit.name == "区水利局")
    due_on = date(2025, 11, 30)
    fields = {"name": "报方案", "as_of": DAY, "due_on": due_on, "parent_id": parent_id}
    store.add([NewItem(kind=Kind.STEP, units=(unit,), **fields)], "tester", NOW)


def test_a_step_is_reported_on_in_the_form_like_a_milestone(
    store: Store, take: Take, bring: Bring, item_id: Callable[[str, int], int]
) -> None:
    add_step(store, item_id("task", 26))

    form = take().fill("工作节点1", 状态="已完成", 完成日期=DAY, 依据="开州水利〔2025〕9号")
    outcome = bring(form)
    store_outcome(store, outcome, "tester", NOW)

    assert outcome.may_be_stored
    (step,) = compute_board(store, DAY).steps
    assert step.is_done


def test_new_steps_and_reports_come_back_together(store: Store, take: Take, bring: Bring) -> None:
    form = write(
        take().fill("任务26", 状态="推进中"),
        ("任务26", "报方案", date(2025, 11, 30), None, "开专班〔2025〕3号"),
        ("项目18", "开工", "2025年12月15日", "区水利局"),
    )

    outcome = bring(form)
    assert (len(outcome.changes), len(outcome.steps), outcome.may_be_stored) == (1, 2, True)
    assert compute_board(store, DAY).steps == ()
    store_outcome(store, outcome, "tester", NOW)

    board = compute_board(store, DAY)
    assert [(step.name, step.due_on, step.citation) for step in board.steps] == [
        ("任务26 · 报方案", date(2025, 11, 30), "开专班〔2025〕3号"),
        ("项目18 · 开工", date(2025, 12, 15), ""),
    ]
    assert bring(form).steps == []


def test_every_fault_of_a_new_step_is_named_by_its_cell(take: Take, bring: Bring) -> None:
    outcome = bring(
        write(
            take(),
            ("任务99", "报方案", date(2025, 11, 30)),
            ("任务26", None, date(2025, 11, 30)),
            ("任务26", "报方案", "年底"),
            ("任务26", "开工", None),
            ("任务26", "通水", date(2025, 11, 30), "区财政局"),
            ("指标1", "统计", date(2025, 11, 30)),
            ("任务26", "=1+1", date(2025, 11, 30)),
        )
    )

    found = {fault.place.row: (fault.place.column, fault.error) for fault in outcome.faults}
    assert {row: column for row, (column, _) in found.items()} == {
        2: "编号",
        3: "节点名称",
        4: "到期日",
        5: "到期日",
        6: "单位",
        7: "",
        8: "节点名称",
    }
    kinds = {row: type(error) for row, (_, error) in found.items()}
    assert kinds[2] is kinds[8] is CellError
    assert kinds[4] is ParseError
    refused = [error.refusal for _, error in found.values() if isinstance(error, RefusedError)]
    assert refused[-1] is Refusal.NO_PARENT
    assert not outcome.may_be_stored


def test_a_unit_s_new_steps_are_proposals_and_only_on_what_it_leads(
    store: Store, take: Take, bring: Bring
) -> None:
    people.join(store, NOW, "shuili", "区水利局")
    form = write(
        take(),
        ("任务26", "报方案", date(2025, 11, 30)),
        ("任务1", "开工", date(2025, 11, 30)),
    )

    outcome = bring(form, account="shuili")
    store_outcome(store, outcome, "shuili", NOW)

    assert [fault.place.row for fault in outcome.faults] == [3]
    assert [step.name for step in compute_board(store, DAY).proposals] == ["任务26 · 报方案"]


def test_a_table_of_new_steps_comes_as_csv_too(store: Store, bring: Bring) -> None:
    rows = [",".join(STEP_COLUMNS), "任务26,报方案,2025-11-30,,", "任务26,开工,20251215,,"]

    outcome = bring("\n".join(rows).encode())

    assert [step.name for step in outcome.steps] == ["报方案", "开工"]


def test_where_a_report_is_too_late_no_step_is_stored_either(
    store: Store, take: Take, bring: Bring, new_report: Callable[..., Report]
) -> None:
    form = write(take().fill("任务26", 状态="推进中"), ("任务26", "报方案", date(2025, 11, 30)))
    outcome = bring(form)
    store.append(new_report("task", 26, DAY, status="blocked", note="等待用地批复"))

    with pytest.raises(ConflictError):
        store_outcome(store, outcome, "tester", NOW)

    assert compute_board(store, DAY).steps == ()


def test_nothing_is_stored_where_a_write_is_not_admitted(
    store: Store, take: Take, bring: Bring
) -> None:
    row = "任务26", "报方案", date(2025, 11, 30)
    outcome = bring(write(take().fill("任务26", 状态="推进中"), row))

    def refuse(_session: Session) -> None:
        raise RefusedError(Refusal.LOGGED_OUT)

    with pytest.raises(RefusedError):
        store_outcome(store, outcome, "tester", NOW, refuse)

    assert compute_board(store, DAY).steps == ()
