"""The colours of a projector stand out, in text and in marks, on a light and on a dark ground."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from kzdash.charts.theme import DARK, LIGHT, PAGE, ChartTheme
from kzdash.domain.progress import Tone

TEXT, MARK = 7, 3
LOOKS = {"light": LIGHT, "dark": DARK}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_reckoned_as_the_standard_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("look", LOOKS.values(), ids=list(LOOKS))
def test_text_stands_out_from_its_ground(look: ChartTheme) -> None:
    texts = [look.ink, look.muted, look.accent, *look.tones.values()]

    assert [text for text in texts if contrast(text, look.ground) < TEXT] == []
    assert [tile for tile in look.categories if contrast(look.on_colour, tile) < TEXT] == []
    assert contrast(look.ink, look.band) >= TEXT


@pytest.mark.parametrize("look", LOOKS.values(), ids=list(LOOKS))
def test_marks_stand_out_from_the_ground_and_bars_from_their_track(look: ChartTheme) -> None:
    marks = [look.edge, look.grid, look.elapsed, *look.categories]

    assert [mark for mark in marks if contrast(mark, look.ground) < MARK] == []
    bars = [*look.tones.values(), look.accent, look.ink]
    assert [bar for bar, track in product(bars, [look.track]) if contrast(bar, track) < MARK] == []


@pytest.mark.parametrize("look", [PAGE, LIGHT, DARK], ids=["page", "light", "dark"])
def test_every_tone_has_a_colour(look: ChartTheme) -> None:
    assert set(look.tones) == set(Tone)


def test_a_look_is_drawn_larger_in_the_same_colours() -> None:
    larger = replace(LIGHT, scale=2.5)

    assert (larger.px(12), larger.ink) == (30, LIGHT.ink)
    assert PAGE.px(12) == 12
