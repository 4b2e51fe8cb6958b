"""Where the money goes as rectangles: categories and in each its projects, area by investment.

What is too small to be seen is drawn larger than it is, so that nothing is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import squarify

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from kzdash.board.items import Category, ProjectItem

# the least share that a category is drawn with, and a project, of the whole and of its category:
# so that each can be read and clicked on a screen 390 px wide
CATEGORY_LEAST, PROJECT_LEAST, OF_CATEGORY_LEAST = 0.06, 0.008, 0.015


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ProjectTile:
    """A project's rectangle."""

    item: ProjectItem
    box: Rectangle


@dataclass(frozen=True, slots=True)
class CategoryTile:
    """A category's rectangle; its head, so high, is above its projects."""

    category: Category
    box: Rectangle
    head: float
    stones: tuple[ProjectTile, ...]


def shares(amounts: Sequence[Decimal], least: float) -> list[float]:
    """Shares of the whole that add up to 1: as the amounts, but none under `least`.

    Where there are too many for that, none is under half of an equal share. Without any money
    all are equal.
    """
    left, money = 1.0, sum(amounts)
    if not money:
        return [1 / len(amounts) for _ in amounts]
    least = min(least, 0.5 / len(amounts))
    for amount in sorted(amounts):
        if float(amount / money) * left >= least:
            break
        left, money = left - least, money - amount
    return [max(float(amount / money) * left, least) for amount in amounts]


def category_shares(categories: Sequence[Category]) -> list[float]:
    """The share of the whole that each category is drawn with."""
    return shares([one.planned_investment_wan_yuan for one in categories], CATEGORY_LEAST)


def project_shares(projects: Sequence[ProjectItem], of_category: float) -> list[float]:
    """The share that each project is drawn with of its category, which has a share of the whole."""
    least = max(OF_CATEGORY_LEAST, PROJECT_LEAST / of_category)
    return shares([item.planned_investment_wan_yuan for item in projects], least)


def lay_out_treemap(
    categories: Sequence[Category],
    projects: Sequence[ProjectItem],
    whole: Rectangle,
    head: float,
    gap: float = 0,
) -> tuple[CategoryTile, ...]:
    """Fill a rectangle with the categories, each with a head of that height, or of half its own."""
    order = sorted(categories, key=lambda one: -one.planned_investment_wan_yuan)
    drawn = category_shares(order)
    boxes = (_within(box, gap) for box in _laid(drawn, whole))
    return tuple(
        _field(category, share, projects, outer, min(head, outer.height / 2), gap)
        for category, share, outer in zip(order, drawn, boxes, strict=True)
    )


def _field(
    category: Category,
    share: float,
    projects: Sequence[ProjectItem],
    outer: Rectangle,
    head: float,
    gap: float,
) -> CategoryTile:
    own = [item for item in projects if item.programme == category.number]
    own.sort(key=lambda item: -item.planned_investment_wan_yuan)
    inner = Rectangle(outer.x, outer.y + head, outer.width, outer.height - head)
    boxes = _laid(project_shares(own, share), inner)
    stones = (
        ProjectTile(item, _within(box, gap / 2)) for item, box in zip(own, boxes, strict=True)
    )
    return CategoryTile(category, outer, head, tuple(stones))


def _laid(drawn: Sequence[float], whole: Rectangle) -> list[Rectangle]:
    """Squarified rectangles of these shares, the greatest first, in their order."""
    areas = [share * whole.width * whole.height for share in drawn]
    found = squarify.squarify(areas, whole.x, whole.y, whole.width, whole.height)
    return [Rectangle(one["x"], one["y"], one["dx"], one["dy"]) for one in found]


def _within(box: Rectangle, gap: float) -> Rectangle:
    """The rectangle without its share of the gaps around it, or without half of itself."""
    across, down = min(gap, box.width / 2), min(gap, box.height / 2)
    return Rectangle(box.x + across / 2, box.y + down / 2, box.width - across, box.height - down)
