"""The layout of a treemap: a rectangle for each category, and its projects' rectangles within it.

Areas follow planned investment, except that what would be too small to see is drawn larger. Every
project of `NAMED_SHARE` of the plan or more has a tile with its name; the smaller ones of a
category share one tile, which leads to all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import squarify

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kzdash.board.items import Category, ProjectItem

# the smallest share drawn: of a category in the whole, of a project in the whole and in its
# category, so that each can be read and clicked on a screen 390 px wide
MIN_CATEGORY_SHARE, MIN_PROJECT_SHARE, MIN_SHARE_OF_CATEGORY = 0.06, 0.008, 0.015

NAMED_SHARE = Decimal("0.012")


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle, `x` and `y` being its upper left corner."""

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
    """A category's rectangle; its header lies above the tiles of its projects."""

    category: Category
    box: Rectangle
    header_height: float
    projects: tuple[ProjectTile, ...]


def shares(amounts: Sequence[Decimal], least: float) -> list[float]:
    """Return shares in proportion to the amounts, none below `least`, that add up to 1.

    With many amounts the floor is half an equal share instead, if that is lower. If all amounts
    are zero, the shares are equal.
    """
    free, money = 1.0, sum(amounts)
    if not money:
        return [1 / len(amounts) for _ in amounts]
    least = min(least, 0.5 / len(amounts))
    for amount in sorted(amounts):
        if float(amount / money) * free >= least:
            break
        free, money = free - least, money - amount
    return [max(float(amount / money) * free, least) for amount in amounts]


def split_by_size(
    projects: Iterable[ProjectItem], whole_wan_yuan: Decimal
) -> tuple[list[ProjectItem], list[ProjectItem]]:
    """Return the projects that have a tile each, the largest first, and those that share one."""
    ordered = sorted(projects, key=lambda item: -item.planned_investment_wan_yuan)
    least = whole_wan_yuan * NAMED_SHARE
    large = [item for item in ordered if item.planned_investment_wan_yuan >= least]
    # one alone has a name, and "the rest" of one has none
    return (ordered, []) if len(ordered) - len(large) == 1 else (large, ordered[len(large) :])


def name_of_rest(count: int, total: int) -> str:
    """Return what the tile is called that so many of a category's projects share."""
    return f"其余{count}个" if count < total else f"{count}个项目"


def category_shares(categories: Sequence[Category]) -> list[float]:
    """Return each category's share of the whole area."""
    amounts = [category.planned_investment_wan_yuan for category in categories]
    return shares(amounts, MIN_CATEGORY_SHARE)


def project_shares(projects: Sequence[ProjectItem], category_share: float) -> list[float]:
    """Return each project's share of its category's area; `category_share` is that of the whole."""
    least = max(MIN_SHARE_OF_CATEGORY, MIN_PROJECT_SHARE / category_share)
    return shares([item.planned_investment_wan_yuan for item in projects], least)


def lay_out_treemap(
    categories: Sequence[Category],
    projects: Sequence[ProjectItem],
    whole: Rectangle,
    header_height: float,
    gap: float = 0,
) -> tuple[CategoryTile, ...]:
    """Fill a rectangle with the categories, the largest first.

    Each has a header of that height, or half its own height if that is less. Lengths are in the
    unit of `whole`.
    """
    order = sorted(categories, key=lambda category: -category.planned_investment_wan_yuan)
    areas = category_shares(order)
    boxes = (inset(box, gap) for box in squarified(areas, whole))
    return tuple(
        _category_tile(category, share, projects, outer, min(header_height, outer.height / 2), gap)
        for category, share, outer in zip(order, areas, boxes, strict=True)
    )


def _category_tile(
    category: Category,
    share: float,
    projects: Sequence[ProjectItem],
    outer: Rectangle,
    header_height: float,
    gap: float,
) -> CategoryTile:
    own = [item for item in projects if item.programme == category.number]
    own.sort(key=lambda item: -item.planned_investment_wan_yuan)
    inner = Rectangle(outer.x, outer.y + header_height, outer.width, outer.height - header_height)
    boxes = squarified(project_shares(own, share), inner)
    tiles = (ProjectTile(item, inset(box, gap / 2)) for item, box in zip(own, boxes, strict=True))
    return CategoryTile(category, outer, header_height, tuple(tiles))


def squarified(shares_of_whole: Sequence[float], whole: Rectangle) -> list[Rectangle]:
    """Lay out rectangles for shares that are sorted, the largest first."""
    areas = [share * whole.width * whole.height for share in shares_of_whole]
    boxes = squarify.squarify(areas, whole.x, whole.y, whole.width, whole.height)
    return [Rectangle(box["x"], box["y"], box["dx"], box["dy"]) for box in boxes]


def inset(box: Rectangle, gap: float) -> Rectangle:
    """Take half a gap off each side, but never more than half the rectangle."""
    across, down = min(gap, box.width / 2), min(gap, box.height / 2)
    return Rectangle(box.x + across / 2, box.y + down / 2, box.width - across, box.height - down)
