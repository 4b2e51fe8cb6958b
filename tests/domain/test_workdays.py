"""Working days left: holidays off, make-up days on, nothing where the calendar ends."""

from __future__ import annotations

from datetime import date

import pytest

from kzdash.domain import workdays


@pytest.mark.parametrize(
    ("as_of", "due_on", "expected"),
    [
        (date(2024, 12, 30), date(2024, 12, 31), 1),
        (date(2025, 9, 26), date(2025, 9, 30), 3),  # Sunday the 28th makes up for the holiday
        (date(2025, 9, 30), date(2025, 10, 8), 0),  # all holiday
        (date(2025, 9, 30), date(2025, 10, 9), 1),
        (date(2025, 6, 30), date(2025, 6, 30), 0),
        (date(2025, 7, 1), date(2025, 6, 30), 0),
        (date(2026, 12, 31), date(2099, 1, 1), None),
    ],
)
def test_working_days(as_of: date, due_on: date, expected: int | None) -> None:
    assert workdays.workdays_left(as_of, due_on) == expected
