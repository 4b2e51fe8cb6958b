"""Who leads what: every item counts under each of its lead units, and under no other."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kzdash.board.by_unit import most_urgent_first, unit_rows
from kzdash.domain.models import Kind
from kzdash.domain.progress import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board

    BoardAt = Callable[[date], Board]

JUNE = date(2025, 6, 30)


def test_the_units_add_up_to_the_whole(board_at: BoardAt) -> None:
    board = board_at(JUNE)

    rows = unit_rows(board.followed, board.units)

    assert sum(row.total for row in rows) == sum(len(line.units) for line in board.followed)
    for kind in Kind:
        led = sum(len(line.units) for line in board.followed if line.kind is kind)
        assert sum(row.kinds.get(kind, 0) for row in rows) == led, kind


def test_units_stand_in_the_document_s_order_and_none_is_left_out(board_at: BoardAt) -> None:
    board = board_at(JUNE)
    leading = {unit for line in board.followed for unit in line.units}

    assert [row.unit for row in unit_rows(board.followed, board.units)] == [
        unit for unit in board.units if unit in leading
    ]


def test_a_unit_s_row_tells_problems_behind_and_unreported_apart(board_at: BoardAt) -> None:
    board = board_at(JUNE)

    rows = {row.unit: row for row in unit_rows(board.followed, board.units)}

    office = rows["区发展改革委"]
    assert (office.total, office.counts.problems, office.counts.behind) == (27, 0, 1)
    assert office.counts.words == "滞后1 · 到期未报5 · 未报18"


def test_a_unit_leads_what_it_leads_with_others_too_and_a_stranger_nothing(
    board_at: BoardAt,
) -> None:
    board = board_at(JUNE)

    rows = unit_rows(board.followed, board.units)

    assert {row.unit: row.total for row in rows} == {
        unit: len(board.led_by(unit)) for unit in board.units if board.led_by(unit)
    }
    assert any(len(item.units) > 1 for item in board.led_by("区发展改革委"))
    assert (board.led_by("没有这个单位"), board.led_by("")) == ((), ())


def test_the_most_urgent_come_first_and_the_rest_as_they_were(board_at: BoardAt) -> None:
    board = board_at(JUNE)
    own = board.led_by("区发展改革委")

    ordered = most_urgent_first(own)

    assert [line.state for line in ordered[:4]] == [State.BEHIND, *[State.DUE_UNREPORTED] * 3]
    assert [line.number for line in ordered[1:4]] == [1, 2, 4]
    assert sorted(map(id, ordered)) == sorted(map(id, own))
