"""The table of a month's units: columns in which nothing is said are left out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from kzdash.board.reporting_period import reporting_period
from kzdash.documents.pages.links import PageLinks
from kzdash.documents.pages.period_page import day_of_month, period_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board import Board

DAY, TODAY = date(2025, 11, 30), date(2026, 2, 10)
WATER = "区水利局"


def test_when_a_unit_was_reminded_last_has_a_column_once_one_was(
    board_at: Callable[[date], Board],
) -> None:
    rows = reporting_period(board_at(DAY), ()).units
    moment = datetime(2025, 11, 22, 1, tzinfo=UTC)

    before = period_table(rows, {}, PageLinks())
    after = period_table(rows, {}, PageLinks(), reminded={WATER: moment})

    assert [column.name for column in before.shown] == [
        "单位",
        "应报",
        "已报",
        "按时",
        "还缺",
        "最早截止",
    ]
    assert "上次提醒" in [column.name for column in after.shown]
    (cell,) = [row[7].words for row in after.rows if row[0].words == WATER]
    assert cell == "2025年11月22日 09:00"


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("", date(2026, 1, 5)),
        ("2025-11", date(2025, 11, 30)),
        ("2024-02", date(2024, 2, 29)),
        ("2026-02", TODAY),
        ("2027-01", TODAY),
        ("2025-13", None),
        ("2025", None),
        ("今天", None),
    ],
)
def test_a_month_is_looked_at_on_its_last_day_or_today(asked: str, answer: date | None) -> None:
    assert day_of_month(asked, date(2026, 1, 5), TODAY) == answer
