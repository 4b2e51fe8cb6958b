"""A dial has its good side to the right, and invents no length."""

from __future__ import annotations

import re

import pytest

from kzdash.charts.svg.bullet import AXIS_END, Bullet, Scale
from kzdash.charts.svg.dial import CENTRE_X, RADIUS, draw_dial
from kzdash.domain.progress import Tone

END = r'class="{}[^"]*" d="M[\d. ]+A[\d. ]+ 0 0 1 ([\d.]+) [\d.]+"'


def end_of(name: str, drawn: str) -> float:
    """Where an arc ends, from left to right."""
    found = re.search(END.format(name), drawn)
    assert found is not None
    return float(found[1])


@pytest.mark.parametrize(
    ("completed", "x"),
    [
        (-1.0, CENTRE_X - RADIUS),
        (0.0, CENTRE_X - RADIUS),
        (AXIS_END / 2, CENTRE_X),
        (AXIS_END, CENTRE_X + RADIUS),
        (9.0, CENTRE_X + RADIUS),
    ],
)
def test_the_further_on_the_further_right_and_never_beyond_the_arc(
    completed: float, x: float
) -> None:
    drawn = draw_dial(Bullet(Scale.LENGTH, Tone.GOOD, completed, 0.5))

    assert end_of("bar", drawn) == pytest.approx(x, abs=0.1)
    assert end_of("arc", drawn) == pytest.approx(CENTRE_X + RADIUS, abs=0.1)
    assert drawn.count("target-line") == drawn.count("expected-line") == 1


@pytest.mark.parametrize("scale", [Scale.NO_LENGTH, Scale.NO_FIGURE])
def test_what_has_no_way_to_go_has_no_bar(scale: Scale) -> None:
    drawn = draw_dial(Bullet(scale, Tone.NONE, has_target=False))

    assert str(scale) in drawn
    assert 'class="bar' not in drawn
    assert "target-line" not in drawn
