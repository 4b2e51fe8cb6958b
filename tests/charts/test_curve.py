"""The curve of a project's investment lies where its figures are."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date
from decimal import Decimal

import pytest

from kzdash.charts.svg.curve import draw_curve, span_curve

FIRST, MIDDLE, LAST = date(2025, 1, 1), date(2025, 7, 2), date(2025, 12, 31)
PLANNED = [(FIRST, Decimal(0)), (LAST, Decimal(400))]


def paths(drawn: str) -> dict[str, str]:
    root = ET.fromstring(drawn)  # noqa: S314 - the program's own drawing
    return {path.attrib["class"]: path.attrib["d"] for path in root.iter("path")}


def test_figures_lie_at_their_day_and_amount() -> None:
    curve = span_curve(PLANNED, [(FIRST, Decimal(0)), (MIDDLE, Decimal(100))], MIDDLE)
    assert curve is not None

    drawn = paths(draw_curve(curve))

    # day 182 of 364 is the middle, and 100 of 400 a quarter from the bottom
    assert drawn["planned"] == "M0.0 200.0L1000.0 0.0"
    assert drawn["reported"] == "M0.0 200.0L500.0 150.0"
    assert drawn["now"] == "M500.0 0V200"
    assert "fallen" not in drawn


def test_a_fall_is_marked_at_the_later_figure() -> None:
    reported = [(FIRST, Decimal(200)), (MIDDLE, Decimal(100)), (LAST, Decimal(300))]
    curve = span_curve(PLANNED, reported, MIDDLE)
    assert curve is not None

    assert curve.falls == ((reported[0], reported[1]),)
    assert paths(draw_curve(curve))["fallen"] == "M500.0 150.0h0"


def test_a_single_report_is_a_dot_on_the_planned_line_s_span() -> None:
    curve = span_curve(PLANNED, [(MIDDLE, Decimal(500))], date(2026, 5, 1))
    assert curve is not None

    assert curve.top == 500
    assert paths(draw_curve(curve))["dots"] == "M500.0 0.0h0"
    assert "now" not in paths(draw_curve(curve))


@pytest.mark.parametrize(
    "reported", [[], [(MIDDLE, Decimal(0))], [(MIDDLE, Decimal(5))], [(FIRST, Decimal(0))]]
)
def test_what_has_no_length_or_no_height_is_not_drawn(
    reported: list[tuple[date, Decimal]],
) -> None:
    assert span_curve((), reported, LAST) is None
