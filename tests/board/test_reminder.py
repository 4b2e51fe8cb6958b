"""The office's text names every unit with a report due, how many, and where; nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kzdash.board.board import compute_board
from kzdash.board.reminder import compose_reminder, compose_unit_reminder

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board import Board
    from kzdash.domain.models import Report
    from kzdash.store import Store

DAY = date(2025, 6, 30)
HERE = "http://10.0.0.8:8501/reporting"


def test_it_says_whose_how_many_of_what_kind_and_where(board_at: Callable[[date], Board]) -> None:
    first, *units, where = compose_reminder(board_at(DAY), HERE).splitlines()

    assert first.startswith("【催报】开州区“小县大城”试点：截至2025年6月30日，")
    assert first.endswith("需要填报，6月25日已截止。")
    assert len(units) == int(first.split("，")[1].split("个单位")[0])
    assert units[0].startswith("1. ")
    counts = [int(line.split(" ")[2].split("项")[0]) for line in units]
    assert counts == sorted(counts, reverse=True)
    # a shared item is asked for once, of the unit that leads it
    assert sum(counts) == int(first.split("共")[1].split("项")[0])
    assert where == f"请登录填报：{HERE}"


def test_what_is_reported_is_not_asked_for(store: Store, new_report: Callable[..., Report]) -> None:
    def of_union() -> list[str]:
        text = compose_reminder(compute_board(store, DAY), HERE)
        return [line.partition(" ")[2] for line in text.splitlines() if "区总工会" in line]

    assert of_union() == ["区总工会 1项：项目1"]

    store.append(new_report("project", 22, date(2025, 6, 20), stage="in_use"))

    assert of_union() == []


def test_that_for_one_unit_names_each_item_why_and_where(board_at: Callable[[date], Board]) -> None:
    board = board_at(DAY)

    first, item, where = compose_unit_reminder(board, "区总工会", HERE).splitlines()

    assert first.startswith("【催报】开州区“小县大城”试点：区总工会截至2025年6月30日，还有1项")
    assert item.startswith("1. 项目 22. ")
    assert item.endswith("：到期未报，6月25日截止，已过5天")
    assert where == f"请登录填报：{HERE}"
    assert compose_unit_reminder(board, "区财政局", HERE) == ""


def test_nothing_due_is_no_text(board_at: Callable[[date], Board]) -> None:
    empty = replace(board_at(DAY), followed=())

    assert compose_reminder(empty, HERE) == ""


def test_that_of_a_demonstration_says_so_first(board_at: Callable[[date], Board]) -> None:
    board = board_at(DAY)
    shown = replace(board, plan=replace(board.plan, demonstration=True))

    assert compose_reminder(shown, HERE).startswith("（演示数据，不要发出）")
