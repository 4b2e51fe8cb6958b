"""Steps written line by line: how a line is read, and what it would add."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from kzdash.board.board import compute_board
from kzdash.errors import ParseError, Refusal, RefusedError
from kzdash.reporting.new_steps import Desk, StepLine, TriedStep, read_lines, try_out
from tests import people

if TYPE_CHECKING:
    from kzdash.store import Store

NOW = datetime(2025, 6, 30, 8, tzinfo=UTC)
TASK = 26


def tried(store: Store, text: str, account: str = "tester") -> list[TriedStep]:
    """Try lines out for task 26, as an account."""
    board = compute_board(store, date(2025, 6, 30))
    parent = next(item for item in board.tasks if item.number == TASK)
    accounts = {account.name: account for account in store.accounts()}
    desk = Desk(board, store.plan(), accounts.get(account), NOW)
    return list(try_out([(line, parent) for line in read_lines(text)], desk))


def refusals(steps: list[TriedStep]) -> list[Refusal | None]:
    """What is wrong with each line, as the rules say it."""
    faults = [step.fault for step in steps]
    return [fault.refusal if isinstance(fault, RefusedError) else None for fault in faults]


@pytest.mark.parametrize(
    ("line", "name", "day", "unit"),
    [
        ("管网改造方案\t2025/11/30\t区水利局", "管网改造方案", "2025/11/30", "区水利局"),
        ("管网改造方案，2025-11-30，区水利局", "管网改造方案", "2025-11-30", "区水利局"),
        ("管网改造方案  2025年11月30日", "管网改造方案", "2025年11月30日", ""),
        ("管网改造方案 20251130 区水利局", "管网改造方案", "20251130", "区水利局"),
        ("一、二期 管网，泵站 2025.11.30", "一、二期 管网，泵站", "2025.11.30", ""),
        ("报方案 ２０２５－１１－３０", "报方案", "２０２５－１１－３０", ""),
        ("编制2025年方案 2025-11-30", "编制2025年方案", "2025-11-30", ""),
        ("2025年度方案,2025-11-30", "2025年度方案", "2025-11-30", ""),
        ("管网改造方案 年底前", "管网改造方案", "年底前", ""),
        ("管网改造方案", "管网改造方案", "", ""),
    ],
)
def test_a_line_has_a_name_a_day_and_perhaps_a_unit(
    line: str, name: str, day: str, unit: str
) -> None:
    (read,) = read_lines(line)

    assert (read.name, read.day, read.unit) == (name, day, unit)


def test_empty_lines_and_a_line_of_headers_are_passed_over_and_lines_keep_their_numbers() -> None:
    text = "名称\t到期日\t单位\n\n报方案\t2025-11-30\n \n开工\t2025-12-31\n"

    assert read_lines(text) == [
        StepLine(3, "报方案", "2025-11-30"),
        StepLine(5, "开工", "2025-12-31"),
    ]


def test_a_line_without_a_unit_is_of_the_unit_that_leads_the_item(store: Store) -> None:
    units = {unit.name: unit.id for unit in store.plan().units}

    own, other = tried(store, "报方案 2025-11-30\n通水 2025-12-31 区城市管理局")

    assert own.new is not None
    assert own.new.units == (units["区水利局"],)
    assert other.new is not None
    assert other.new.units == (units["区城市管理局"],)


def test_every_fault_is_found_by_its_line_and_nothing_is_written(store: Store) -> None:
    text = "报方案 2025-11-31\n报方案 年底\n报方案\n通水 2025-12-31 区财政局\n 2025-12-31\n"

    steps = tried(store, f"{text}开工 2025-12-01\n开工 2025-12-02")

    assert [step.line.number for step in steps if step.fault] == [1, 2, 3, 4, 5, 7]
    assert isinstance(steps[0].fault, ParseError)
    assert isinstance(steps[1].fault, ParseError)
    assert refusals(steps)[2:] == [
        Refusal.NO_DUE_DATE,
        Refusal.NOT_ITS_UNIT,
        Refusal.NO_NAME,
        None,
        Refusal.SAME_STEP,
    ]
    assert compute_board(store, date(2025, 6, 30)).steps == ()


def test_what_stands_already_is_not_added_again_and_another_day_for_it_is_a_fault(
    store: Store,
) -> None:
    (first,) = tried(store, "报方案 2025-11-30")
    assert first.new is not None
    store.add([first.new], "tester", NOW)

    same, moved, new = tried(store, "报方案 2025-11-30\n开工 2025-12-01\n通水 2025-12-31")
    (changed,) = tried(store, "报方案 2025-12-15")

    assert (same.new, same.fault) == (None, None)
    assert moved.new is not None
    assert new.new is not None
    assert refusals([changed]) == [Refusal.OTHER_DAY]


def test_a_unit_may_propose_on_what_it_leads_and_not_on_what_it_supports(store: Store) -> None:
    people.join(store, NOW, "shuili", "区水利局")
    people.join(store, NOW, "chengguan", "区城市管理局")
    (step,) = tried(store, "报方案 2025-11-30", "shuili")
    assert step.new is not None

    assert refusals(tried(store, "通水 2025-12-31", "chengguan")) == [Refusal.NOT_YOURS]
    store.add([step.new], "shuili", NOW)
    with pytest.raises(RefusedError) as refused:
        store.add([dataclasses.replace(step.new, name="通水")], "chengguan", NOW)

    assert refused.value.refusal is Refusal.NOT_YOURS
    (proposal,) = compute_board(store, date(2025, 6, 30)).proposals
    assert proposal.step_name == "报方案"
