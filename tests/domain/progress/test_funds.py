"""Funds of a project and the planned line of its investment, against cases worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzdash.domain.progress.funds import Funds, total_funds
from kzdash.domain.progress.planned_path import planned_path


def exact(figure: str | None) -> Decimal | None:
    return None if figure is None else Decimal(figure)


def funds(text: str) -> Funds:
    """Read `1000 600 -`: planned, in place, paid."""
    return Funds(*(None if part == "-" else Decimal(part) for part in text.split()))


@pytest.mark.parametrize(
    ("known", "received_rate", "paid_rate"),
    [
        ("1000 600 450", "0.6", "0.75"),
        ("1000 - 450", None, None),
        ("1000 600 -", "0.6", None),
        ("- 600 450", None, "0.75"),
        # nothing in place is a rate of nought, and nothing can be paid of it
        ("1000 0 0", "0", None),
        ("0 600 450", None, "0.75"),
        # more than planned, more than there is: shown as it was reported
        ("1000 1200 1500", "1.2", "1.25"),
        ("- - -", None, None),
    ],
)
def test_rates_of_funds(known: str, received_rate: str | None, paid_rate: str | None) -> None:
    assert funds(known).received_rate == exact(received_rate)
    assert funds(known).paid_rate == exact(paid_rate)


@pytest.mark.parametrize(
    ("sources", "received", "paid", "total"),
    [
        ([], None, None, "- - -"),
        ([], "600", "450", "- 600 450"),
        (["1000 600 450", "500 100 -"], None, None, "1500 700 450"),
        # the total that was reported counts, though its sources give less
        (["1000 600 450", "500 100 -"], "900", "500", "1500 900 500"),
        (["1000 - -", "- 5 -"], None, None, "1000 5 -"),
        (["1000 0 0"], None, None, "1000 0 0"),
    ],
)
def test_all_funds_of_a_project(
    sources: list[str], received: str | None, paid: str | None, total: str
) -> None:
    assert total_funds([funds(it) for it in sources], exact(received), exact(paid)) == funds(total)


@pytest.mark.parametrize(
    ("first", "last", "plans", "expected"),
    [
        # no year has a plan: straight
        ("2023-01-01", "2025-12-31", {}, {"2023-01-01": "0", "2025-12-31": "1096"}),
        # 2023 and 2025 have 365 days each, 2024 has 366: of what 2024 leaves, half each
        (
            *("2023-01-01", "2025-12-31", {2024: "596"}),
            {"2023-01-01": "0", "2023-12-31": "250", "2024-12-31": "846", "2025-12-31": "1096"},
        ),
        # every year has a plan: the sum of the plans, whatever the total is
        (
            *("2024-01-01", "2025-12-31", {2024: "100", 2025: "300"}),
            {"2024-01-01": "0", "2024-12-31": "100", "2025-12-31": "400"},
        ),
        # more is planned than the total: nothing is left for the other year
        (
            *("2024-01-01", "2025-12-31", {2024: "2000"}),
            {"2024-01-01": "0", "2024-12-31": "2000", "2025-12-31": "2000"},
        ),
        # a year outside the building years says nothing
        ("2024-01-01", "2025-12-31", {2026: "5"}, {"2024-01-01": "0", "2025-12-31": "1096"}),
        # it ends within a year: 31 days of 2025 and 366 of 2024 share 397
        (
            *("2023-01-01", "2025-01-31", {2023: "699"}),
            {"2023-01-01": "0", "2023-12-31": "699", "2024-12-31": "1065", "2025-01-31": "1096"},
        ),
        # nothing planned for a year is a plan
        (
            *("2024-01-01", "2025-12-31", {2024: "0"}),
            {"2024-01-01": "0", "2024-12-31": "0", "2025-12-31": "1096"},
        ),
        ("2025-12-31", "2025-12-31", {}, {}),
        ("2026-01-01", "2025-12-31", {}, {}),
    ],
)
def test_the_planned_line(
    first: str, last: str, plans: dict[int, str], expected: dict[str, str]
) -> None:
    path = planned_path(
        date.fromisoformat(first),
        date.fromisoformat(last),
        Decimal(1096),
        {year: Decimal(plan) for year, plan in plans.items()},
    )

    assert path == tuple(
        (date.fromisoformat(day), Decimal(amount)) for day, amount in expected.items()
    )


days = st.dates(date(2022, 1, 1), date(2028, 12, 31))
plans_ = st.dictionaries(st.integers(2021, 2029), st.integers(0, 900).map(Decimal), max_size=5)


@settings(derandomize=True, deadline=None)
@given(days, days, st.integers(0, 2000).map(Decimal), plans_)
def test_the_planned_line_never_falls_nor_runs_back(
    first: date, last: date, total: Decimal, plans: dict[int, Decimal]
) -> None:
    path = planned_path(first, last, total, plans)

    assert list(path) == sorted(path, key=lambda point: (point[0], point[1]))
    assert [point[1] for point in path] == sorted(point[1] for point in path)
