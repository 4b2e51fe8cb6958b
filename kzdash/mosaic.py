"""Where the money goes as rectangles: categories and in each its projects, area by investment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import squarify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.lines import Category, ProjectLine


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Stone:
    """A project's rectangle."""

    line: ProjectLine
    box: Box


@dataclass(frozen=True, slots=True)
class Field:
    """A category's rectangle; its head is above its projects."""

    category: Category
    box: Box
    stones: tuple[Stone, ...]


def mosaic(
    categories: Sequence[Category],
    projects: Sequence[ProjectLine],
    whole: Box,
    head: float,
    gap: float = 0,
) -> tuple[Field, ...]:
    """Fill a rectangle with the categories that have money, each with a head of that height."""
    funded = [one for one in categories if one.planned_investment_wan_yuan > 0]
    order = sorted(funded, key=lambda one: -one.planned_investment_wan_yuan)
    boxes = _laid([float(one.planned_investment_wan_yuan) for one in order], whole)
    return tuple(
        Field(category, outer, _stones(category, projects, outer, head, gap))
        for category, outer in zip(order, (_within(box, gap) for box in boxes), strict=True)
    )


def _stones(
    category: Category, projects: Sequence[ProjectLine], outer: Box, head: float, gap: float
) -> tuple[Stone, ...]:
    own = [
        line
        for line in projects
        if line.programme == category.number and line.planned_investment_wan_yuan > 0
    ]
    own.sort(key=lambda line: -line.planned_investment_wan_yuan)
    inner = Box(outer.x, outer.y + head, outer.width, max(outer.height - head, 0.0))
    boxes = _laid([float(line.planned_investment_wan_yuan) for line in own], inner)
    return tuple(Stone(line, _within(box, gap / 2)) for line, box in zip(own, boxes, strict=True))


def _laid(amounts: list[float], whole: Box) -> list[Box]:
    """Squarified rectangles of these amounts, the greatest first, in their order."""
    if not amounts or whole.width <= 0 or whole.height <= 0:
        return []
    areas = squarify.normalize_sizes(amounts, whole.width, whole.height)
    found = squarify.squarify(areas, whole.x, whole.y, whole.width, whole.height)
    return [Box(one["x"], one["y"], one["dx"], one["dy"]) for one in found]


def _within(box: Box, gap: float) -> Box:
    """The rectangle without its share of the gaps around it."""
    return Box(
        box.x + gap / 2,
        box.y + gap / 2,
        max(box.width - gap, box.width / 2),
        max(box.height - gap, box.height / 2),
    )
