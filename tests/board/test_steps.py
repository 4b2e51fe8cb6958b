"""Steps on a board: how one is named, when it stands there, and which items have none."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from kzdash.board.board import compute_board
from kzdash.board.search import build_index, find
from kzdash.board.steps import items_without_steps
from kzdash.domain.models import Kind
from kzdash.domain.progress import State
from kzdash.domain.rules import NewItem

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board
    from kzdash.domain.models import Report
    from kzdash.store import Store

    ItemId = Callable[[str, int], int]

NOW = datetime(2025, 6, 1, 8, tzinfo=UTC)
JUNE = date(2025, 6, 1)


def add(store: Store, parent_id: int, name: str, due_on: date) -> int:
    """Add a step of the water bureau's, as the office on 1 June 2025."""
    unit = next(unit.id for unit in store.plan().units if unit.name == "区水利局")
    fields = {"name": name, "as_of": JUNE, "due_on": due_on, "parent_id": parent_id}
    (step,) = store.add([NewItem(kind=Kind.STEP, units=(unit,), **fields)], "tester", NOW)
    return step


def task_26(board: Board) -> bool:
    return any(item.titled.startswith("任务 26.") for item in items_without_steps(board))


def test_a_step_names_its_item_wherever_it_stands(store: Store, item_id: ItemId) -> None:
    add(store, item_id("task", 26), "报送管网改造方案", date(2025, 11, 30))

    board = compute_board(store, JUNE)

    (step,) = board.steps
    assert (step.name, step.titled, step.heading) == ("任务26 · 报送管网改造方案",) * 3
    assert step.step_name == "报送管网改造方案"
    assert board.parent_of(step).name == "保障城市供水安全"
    (found, *_), _ = find(build_index(board), "管网改造方案")
    assert found.label == "任务26 · 报送管网改造方案"


def test_a_step_reported_on_is_late_by_itself_on_the_day_after(
    store: Store, item_id: ItemId, new_report: Callable[..., Report]
) -> None:
    add(store, item_id("task", 26), "开工", date(2025, 12, 15))
    (step,) = compute_board(store, JUNE).steps
    report = new_report("task", 26, JUNE, seq=1, status="in_progress")
    report.item_id = step.item_id
    store.append(report)

    (due,) = compute_board(store, date(2025, 12, 15)).steps
    late = compute_board(store, date(2025, 12, 16))

    assert due.state is State.DUE_TODAY
    assert late.steps[0].state_words.startswith("逾期 1 天")
    assert late.steps[0] in [concern.item for concern in late.concerns]


def test_an_item_without_a_step_in_the_coming_year_is_named(store: Store, item_id: ItemId) -> None:
    assert task_26(compute_board(store, JUNE))
    add(store, item_id("task", 26), "开工", date(2026, 6, 1))

    assert not task_26(compute_board(store, JUNE))
    assert task_26(compute_board(store, date(2025, 5, 31)))
    assert task_26(compute_board(store, date(2026, 6, 2)))


def test_the_own_day_of_a_project_or_milestone_counts_as_a_step_and_a_done_step_does_not(
    store: Store, item_id: ItemId, new_report: Callable[..., Report]
) -> None:
    names = {item.titled for item in items_without_steps(compute_board(store, JUNE))}
    assert not any(name.startswith("时间节点 5.") for name in names)
    add(store, item_id("task", 26), "开工", date(2025, 12, 15))
    (step,) = compute_board(store, JUNE).steps
    report = new_report("task", 26, JUNE, seq=1, status="done", completed_on=JUNE)
    report.item_id = step.item_id
    store.append(report)

    assert task_26(compute_board(store, JUNE))
