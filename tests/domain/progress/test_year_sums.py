"""Sums of a year over projects, against cases worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzdash.domain.progress.investment import sum_year

HALF = date(2024, 7, 1)  # day 183 of 366: 50.0 %
SEPTEMBER = date(2025, 9, 30)  # day 273 of 365: 74.8 %


def pairs(text: str) -> list[tuple[Decimal | None, Decimal | None]]:
    """Read `100/50 -/20`: planned and completed of each project, - where unknown."""
    read = [
        [None if part == "-" else Decimal(part) for part in it.split("/")] for it in text.split()
    ]
    return [(planned, completed) for planned, completed in read]


@pytest.mark.parametrize(
    ("projects", "planned", "completed", "counts", "compared"),
    [
        ("", None, None, (0, 0, 0, 0), None),
        ("-/-", None, None, (1, 0, 0, 0), None),
        # a plan that nobody can be told to have met is a plan all the same
        ("100/-", "100", None, (1, 1, 0, 0), None),
        # what was completed without a plan counts as completed, and is compared with nothing
        ("-/20", None, "20", (1, 0, 1, 0), None),
        ("100/50", "100", "50", (1, 1, 1, 1), ("50", "100")),
        # only what has both is set against each other
        ("100/50 200/-", "300", "50", (2, 2, 1, 1), ("50", "100")),
        ("100/50 -/20", "100", "70", (2, 1, 2, 1), ("50", "100")),
        ("100/50 200/- -/20 -/-", "300", "70", (4, 2, 2, 1), ("50", "100")),
        ("100/50 300/250", "400", "300", (2, 2, 2, 2), ("300", "400")),
        # nothing completed is a figure, nothing reported is none
        ("100/0 100/-", "200", "0", (2, 2, 1, 1), ("0", "100")),
        # nothing planned this year, and something completed
        ("0/5", "0", "5", (1, 1, 1, 1), ("5", "0")),
        ("0/5 100/50", "100", "55", (2, 2, 2, 2), ("55", "100")),
        # a cumulative figure that fell is not hidden in the sum
        ("100/-10 100/60", "200", "50", (2, 2, 2, 2), ("50", "200")),
        ("0.5/0.25 0.1/0.05", "0.6", "0.30", (2, 2, 2, 2), ("0.30", "0.6")),
    ],
)
def test_sums_say_of_how_many_they_speak(
    projects: str,
    planned: str | None,
    completed: str | None,
    counts: tuple[int, int, int, int],
    compared: tuple[str, str] | None,
) -> None:
    found = sum_year(pairs(projects), SEPTEMBER)

    assert found.planned == (None if planned is None else Decimal(planned))
    assert found.completed == (None if completed is None else Decimal(completed))
    assert counts == (
        found.count,
        found.planned_count,
        found.completed_count,
        found.compared_count,
    )
    assert found.compared == (None if compared is None else tuple(map(Decimal, compared)))


@pytest.mark.parametrize(
    ("projects", "as_of", "words"),
    [
        ("100/50", HALF, "投资进度50.0%，与时序进度持平"),
        ("100/40 100/70", HALF, "投资进度55.0%，快于时序进度5.0个百分点"),
        # 818 of 1000 on the 30th of September: 81.8 - 74.8
        ("600/500 400/318", SEPTEMBER, "投资进度81.8%，快于时序进度7.0个百分点"),
        # the project without a figure does not slow the others down
        ("600/500 400/318 1000/-", SEPTEMBER, "投资进度81.8%，快于时序进度7.0个百分点"),
        # nor does the one without a plan speed them up
        ("600/500 400/318 -/900", SEPTEMBER, "投资进度81.8%，快于时序进度7.0个百分点"),
        ("300/100", SEPTEMBER, "投资进度33.3%，慢于时序进度41.5个百分点"),
    ],
)
def test_the_pace_of_several_is_that_of_their_sums(projects: str, as_of: date, words: str) -> None:
    pace = sum_year(pairs(projects), as_of).pace

    assert pace is not None
    assert pace.words == words


@pytest.mark.parametrize("projects", ["", "100/-", "-/20", "100/- -/20", "0/5"])
def test_no_pace_where_no_project_has_a_plan_and_a_figure(projects: str) -> None:
    assert sum_year(pairs(projects), SEPTEMBER).pace is None


def test_the_words_name_both_numbers() -> None:
    assert sum_year(pairs("100/50 200/- -/3"), SEPTEMBER).words == "2个有年度计划，1个可算"


amounts = st.none() | st.integers(0, 1000).map(Decimal)
projects_ = st.lists(st.tuples(amounts, amounts), max_size=8)


@settings(derandomize=True, deadline=None)
@given(projects_, projects_)
def test_the_sum_of_all_is_that_of_its_parts(
    some: list[tuple[Decimal | None, Decimal | None]],
    others: list[tuple[Decimal | None, Decimal | None]],
) -> None:
    one, other, whole = (sum_year(it, SEPTEMBER) for it in (some, others, [*some, *others]))

    for name in ("count", "planned_count", "completed_count", "compared_count"):
        assert getattr(one, name) + getattr(other, name) == getattr(whole, name)
    for name in ("planned", "completed"):
        parts = [it for it in (getattr(one, name), getattr(other, name)) if it is not None]
        assert getattr(whole, name) == (sum(parts) if parts else None)
