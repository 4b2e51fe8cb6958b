"""How many stand how is the same wherever it is counted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from kzdash.board import attention, compute_board, kpis
from kzdash.board.by_unit import unit_rows
from kzdash.board.status_counts import (
    count_past_due,
    count_plan,
    count_reported,
    count_states,
    states_by_word,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board import Board
    from kzdash.domain.models import Report
    from kzdash.store import Store

    BoardAt = Callable[[date], Board]

DAYS = [date(2024, 8, 1), date(2025, 6, 30), date(2026, 11, 23)]


@pytest.mark.parametrize("day", DAYS)
def test_a_slide_has_the_figures_of_the_first_page(board_at: BoardAt, day: date) -> None:
    brief, full = (kpis.headline_kpis(board_at(day), in_full=in_full) for in_full in (False, True))

    for one, other in zip(brief, full, strict=True):
        assert (one.label, one.figure, one.late) == (other.label, other.figure, other.late)


@pytest.mark.parametrize("day", DAYS)
def test_what_presses_a_unit_is_as_many_in_its_row_as_in_its_list(
    board_at: BoardAt, day: date
) -> None:
    board = board_at(day)
    rows = {row.unit: row for row in unit_rows(board.followed, board.units)}
    groups = attention.group_by_unit(board.concerns)

    assert groups
    for group in groups:
        assert group.counts.apart == rows[group.unit].counts.apart


@pytest.mark.parametrize("day", DAYS)
def test_every_count_is_of_every_item(board_at: BoardAt, day: date) -> None:
    board = board_at(day)
    states, reported = states_by_word(board.followed), count_reported(board.followed)

    assert count_states(board.followed).total() == sum(states.values()) == len(board.followed)
    silent = states.get("未报", 0) + states.get("到期未报", 0) + states.get("待发布", 0)
    # an indicator may have a report of another year than the one that is due
    assert silent <= len(board.followed) - reported + len(board.indicators)


def test_the_next_milestone_is_as_far_off_on_paper_as_on_screen(board_at: BoardAt) -> None:
    line = board_at(date(2024, 8, 1)).next_milestone
    assert line

    on_screen, on_paper = line.days_left(), line.days_left(in_prose=True)

    assert on_screen == f"还有 {line.due.days} 天（{line.working_days_words}）"
    assert on_paper == f"还有{line.due.days}天"
    assert line.due_on
    today = board_at(line.due_on).next_milestone
    assert today
    assert today.days_left() == today.days_left(in_prose=True) == "今日到期"


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_milestone_is_overdue_only_once_somebody_reported_on_it(
    store: Store, new_report: Callable[..., Report]
) -> None:
    day = date(2025, 12, 31)
    before = count_plan(compute_board(store, day))
    store.append(new_report("milestone", 5, day, status="in_progress"))

    after = count_plan(compute_board(store, day))

    assert (after.overdue, after.due_unreported) == (
        before.overdue + 1,
        before.due_unreported - 1,
    )


def test_a_due_date_has_passed_on_the_day_after_it(board_at: BoardAt) -> None:
    (*_, last) = board_at(DAYS[0]).milestones
    assert last.due_on

    assert count_past_due([last], last.due_on) == 0
    assert count_past_due([last], last.due_on + timedelta(days=1)) == 1
