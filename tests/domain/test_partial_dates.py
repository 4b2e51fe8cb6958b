"""Days of which only the month or the year is known are read, written and ended as such."""

from __future__ import annotations

from datetime import date

import pytest

from kzdash.domain.partial_dates import last_day_of, parse_partial, partial_words


@pytest.mark.parametrize(
    ("typed", "kept", "words", "last"),
    [
        ("2024-06-27", "2024-06-27", "2024年6月27日", date(2024, 6, 27)),
        # as spreadsheets write it
        ("2024/6/7", "2024-06-07", "2024年6月7日", date(2024, 6, 7)),
        ("2024-2", "2024-02", "2024年2月", date(2024, 2, 29)),
        ("2025-12", "2025-12", "2025年12月", date(2025, 12, 31)),
        ("2023", "2023", "2023年", date(2023, 12, 31)),
    ],
)
def test_a_day_a_month_and_a_year_stay_what_they_are(
    typed: str, kept: str, words: str, last: date
) -> None:
    assert parse_partial(typed) == kept
    assert partial_words(kept) == words
    assert last_day_of(kept) == last


@pytest.mark.parametrize(
    "typed", ["", "去年", "2024-13", "2024-02-30", "2021—2025", "24", "2024-1-1-1", "２０２４"]
)
def test_what_is_none_of_these_is_refused(typed: str) -> None:
    assert parse_partial(typed) is None
