"""Bullets: all indicators on one axis of completion, and no length for what has no way to go."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kzdash.board import compute_board
from kzdash.charts.svg.bullet import (
    AXIS_END,
    TARGET_X,
    WIDTH,
    Bullet,
    Scale,
    compute_bullet,
    draw_bullet,
)
from kzdash.domain.progress import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.domain.models import Report
    from kzdash.store import Store

    NewReport = Callable[..., Report]
    Drawn = Callable[..., Bullet]

DAY = date(2026, 6, 1)
FILL = re.compile(r'class="fill [a-z]+" y="1" width="([\d.]+)"')
WEDGE = re.compile(r'class="expected" d="M([\d.]+) ')


def fill(bullet: Bullet) -> float:
    """How long the bar is drawn."""
    (width,) = FILL.findall(draw_bullet(bullet))
    return float(width)


@pytest.fixture
def drawn(store: Store, new_report: NewReport) -> Drawn:
    """Report figures of an indicator, and return its bullet once all of them are there."""

    def make(number: int, day: date = DAY, **by_year: str) -> Bullet:
        for year, value in by_year.items():
            figure = {"period": int(year[1:]), "value": Decimal(value), "evidence": "年报"}
            store.append(new_report("indicator", number, date(2026, 1, 1), **figure))
        board = compute_board(store, day)
        item = board.indicators[number - 1]
        return compute_bullet(item)

    return make


def test_lower_is_better_ends_before_the_mark_when_it_misses(drawn: Drawn) -> None:
    missed = drawn(7, y2022="12", y2025="9.7")

    assert missed.tone is Tone.BAD
    assert fill(missed) < TARGET_X


def test_lower_is_better_goes_past_the_mark_when_it_meets(drawn: Drawn) -> None:
    met = drawn(7, y2022="12", y2025="8.8")

    assert met.tone is Tone.GOOD
    assert fill(met) > TARGET_X


def test_a_rate_has_no_length_and_no_mark(drawn: Drawn) -> None:
    rate = drawn(2, y2023="5", y2024="6", y2025="7")

    assert (rate.scale, rate.has_target) == (Scale.NO_LENGTH, False)
    assert "fill" not in draw_bullet(rate)


def test_a_level_without_a_baseline_has_no_length(drawn: Drawn) -> None:
    level = drawn(10, y2025="61")

    assert level.scale is Scale.NO_LENGTH
    assert FILL.findall(draw_bullet(level)) == []


def test_nothing_reported_is_hatched_and_keeps_the_mark(drawn: Drawn) -> None:
    silent = drawn(13)

    assert (silent.scale, silent.has_target, silent.tone) == (Scale.NO_FIGURE, True, Tone.NONE)
    assert 'class="target"' in draw_bullet(silent)


def test_nought_is_a_figure_and_not_silence(drawn: Drawn) -> None:
    nought = drawn(13, y2025="0")

    assert nought.scale is Scale.LENGTH
    assert fill(nought) == 0


def test_what_is_expected_and_the_target_are_told_apart_where_they_coincide(drawn: Drawn) -> None:
    both = draw_bullet(drawn(15, y2025="149"))
    (wedge,) = WEDGE.findall(both)

    assert float(wedge) + 5 == TARGET_X
    assert both.count('class="target"') == both.count('class="expected"') == 1


@pytest.mark.parametrize(
    ("completed", "width", "mark"),
    [
        (-3.0, 0, "below"),
        (0.0, 0, ""),
        (1.0, TARGET_X, ""),
        (AXIS_END, WIDTH, ""),
        (700.0, WIDTH, "beyond"),
    ],
)
def test_what_lies_beyond_the_axis_is_marked_and_stays_on_it(
    completed: float, width: float, mark: str
) -> None:
    bullet = Bullet(Scale.LENGTH, Tone.GOOD, completed)

    assert fill(bullet) == width
    marks = [name for name in ("below", "beyond") if f'class="{name}' in draw_bullet(bullet)]
    assert marks == ([mark] if mark else [])
