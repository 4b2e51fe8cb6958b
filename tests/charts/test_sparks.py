"""A spark draws the figures of the years that have one, and nothing where there is no line."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from kzdash.charts.svg.spark import HEIGHT, WIDTH, draw_spark


def points(**by_year: str) -> list[tuple[float, float]]:
    """The corners of the line, across and down."""
    levels = {int(year[1:]): Decimal(value) for year, value in by_year.items()}
    drawn = re.search(r'points="([^"]*)"', draw_spark(levels, 2022, 2025))
    return [tuple(map(float, pair.split(","))) for pair in drawn[1].split()] if drawn else []


def test_a_larger_figure_stands_higher_and_a_later_one_further_right() -> None:
    (x1, y1), (x2, y2), (x3, y3) = points(y2022="52.6", y2023="53.9", y2025="53.3")

    assert x1 < x2 < x3
    assert y2 < y3 < y1


def test_a_year_without_a_figure_leaves_room_for_it() -> None:
    (x1, _), (x2, _), (x3, _) = points(y2022="1", y2023="2", y2025="3")

    assert x3 - x2 == pytest.approx(2 * (x2 - x1), abs=0.2)


def test_equal_figures_are_a_level_line_inside_the_drawing() -> None:
    assert {y for _, y in points(y2023="0", y2024="0")} == {HEIGHT / 2}


@pytest.mark.parametrize("by_year", [{}, {"y2024": "5"}])
def test_fewer_than_two_figures_are_no_line_but_keep_their_place(by_year: dict[str, str]) -> None:
    assert points(**by_year) == []
    assert f'width="{WIDTH}"' in draw_spark({}, 2022, 2025)
