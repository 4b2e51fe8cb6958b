"""What one file reported is taken back at once, but for what somebody has reported on since."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kzdash.board.board import compute_board
from kzdash.errors import Refusal, RefusedError
from kzdash.store import Store, admit_anybody, undo_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.domain.models import Report

    NewReport = Callable[..., Report]

MAY, DAY = date(2025, 5, 31), date(2025, 6, 30)
NOW = datetime(2025, 6, 30, 8, tzinfo=UTC)


@pytest.fixture
def made(store: Store, new_report: NewReport) -> dict[int, list[int]]:
    """What a file made: of two years of an indicator and of a task, on which May had reports."""
    year = {"evidence": "年报", "period": 2023}
    store.append(new_report("indicator", 7, MAY, value=Decimal(12), **year))
    store.append(new_report("task", 2, MAY, status="in_progress"))
    before = store.seqs()
    file = [
        new_report("indicator", 7, DAY, value=Decimal(11), **year),
        new_report("indicator", 7, DAY, value=Decimal(10), **{**year, "period": 2024}),
        new_report("task", 2, DAY, status="done"),
    ]
    file[1].seq = file[0].seq + 1
    store.append_all(file)
    return {
        item: list(range(before[item] + 1, seq + 1))
        for item, seq in store.seqs().items()
        if seq > before[item]
    }


def said(store: Store) -> tuple[dict[int, Decimal], str]:
    board = compute_board(store, DAY)
    task = next(it for it in board.followed if (it.kind, it.number) == ("task", 2))
    values = {it.period: it.value for it in board.indicators[6].reports if it.value is not None}
    return values, task.reports[0].status.code


def test_every_year_and_item_says_again_what_it_said_before(
    store: Store, made: dict[int, list[int]]
) -> None:
    assert said(store)[0] == {2023: Decimal(11), 2024: Decimal(10)}

    assert undo_file(store, made, "tester", NOW, admit_anybody) == []

    values, status = said(store)
    assert values == {2023: Decimal(12)}
    assert status == "in_progress"


def test_what_somebody_reported_on_since_stays_and_is_named(
    store: Store,
    made: dict[int, list[int]],
    new_report: NewReport,
    item_id: Callable[[str, int], int],
) -> None:
    store.append(new_report("task", 2, DAY, status="blocked", note="另报"))
    task = item_id("task", 2)

    assert undo_file(store, made, "tester", NOW, admit_anybody) == [task]

    values, status = said(store)
    assert values == {2023: Decimal(12)}
    assert status == "blocked"


def test_nothing_is_taken_back_where_one_report_may_not_be(
    store: Store, file: Path, made: dict[int, list[int]], dump: Callable[[Path], str]
) -> None:
    before = dump(file)

    with pytest.raises(RefusedError) as refused:
        undo_file(store, made, "nobody", NOW, admit_anybody)

    assert refused.value.refusal is Refusal.NO_ACCOUNT
    assert dump(file) == before
