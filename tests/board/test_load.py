"""A board reads rows: an object of the store for each item would take most of its time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from kzdash.board.board import compute_board
from kzdash.domain.models import Item, Lead, Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzdash.store import Store

JUNE = date(2025, 6, 30)


@pytest.fixture
def objects_made() -> Iterator[list[object]]:
    """Every item, lead and report that becomes an object from here on."""
    made: list[object] = []

    def note(one: object, _context: Any) -> None:
        made.append(one)

    for table in (Item, Lead, Report):
        event.listen(table, "load", note)
    yield made
    for table in (Item, Lead, Report):
        event.remove(table, "load", note)


def test_a_board_makes_no_object_of_the_store_for_an_item_or_a_report(
    store: Store, objects_made: list[object]
) -> None:
    board = compute_board(store, JUNE)

    assert [item for item in board.followed if item.latest_report]
    assert objects_made == []
    assert store.plan().items
    assert objects_made
