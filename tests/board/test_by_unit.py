"""Who leads what: every item counts once, under its lead unit; what a unit supports is apart."""

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

    assert sum(row.total for row in rows) == len(board.followed)
    assert sum(row.supported for row in rows) == sum(
        len(line.supporting_units) for line in board.followed
    )
    for kind in Kind:
        led = sum(line.kind is kind for line in board.followed)
        assert sum(row.kinds.get(kind, 0) for row in rows) == led, kind


def test_units_stand_in_the_document_s_order_and_none_is_left_out(board_at: BoardAt) -> None:
    board = board_at(JUNE)
    named = {unit for line in board.followed for unit in line.units}

    assert [row.unit for row in unit_rows(board.followed, board.units)] == [
        unit for unit in board.units if unit in named
    ]


def test_a_unit_s_row_tells_problems_behind_and_unreported_apart(board_at: BoardAt) -> None:
    board = board_at(JUNE)

    rows = {row.unit: row for row in unit_rows(board.followed, board.units)}

    office = rows["区发展改革委"]
    assert (office.total, office.counts.problems, office.counts.behind) == (15, 0, 0)
    assert (office.counts.words, office.supported) == ("到期未报4 · 未报8", 12)


def test_a_unit_leads_what_names_it_first_and_supports_the_rest_and_a_stranger_nothing(
    board_at: BoardAt,
) -> None:
    board = board_at(JUNE)

    rows = unit_rows(board.followed, board.units)

    assert {row.unit: (row.total, row.supported) for row in rows} == {
        unit: (len(board.led_by(unit)), len(board.supported_by(unit)))
        for unit in board.units
        if any(unit in item.units for item in board.followed)
    }
    assert {item.units[0] for item in board.led_by("区发展改革委")} == {"区发展改革委"}
    assert any(item.units[1:] for item in board.led_by("区发展改革委"))
    for own in (board.led_by, board.supported_by):
        assert (own("没有这个单位"), own("")) == ((), ())


def test_the_most_urgent_come_first_and_the_rest_as_they_were(board_at: BoardAt) -> None:
    board = board_at(JUNE)
    own = board.led_by("区住房城乡建委")

    ordered = most_urgent_first(own)

    assert [line.state for line in ordered[:3]] == [State.BEHIND, *[State.DUE_UNREPORTED] * 2]
    assert [line.number for line in ordered[:3]] == [4, 2, 29]
    assert sorted(map(id, ordered)) == sorted(map(id, own))
