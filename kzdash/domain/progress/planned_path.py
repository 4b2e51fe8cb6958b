"""How a project's investment is planned to grow from its start to its end."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Point = tuple[date, Decimal]


def planned_path(
    first: date, last: date, total: Decimal, year_plans: Mapping[int, Decimal]
) -> tuple[Point, ...]:
    """Return the points of the planned line, cumulative 万元 by day; empty where it has no length.

    A year with a plan adds what that says. What these leave of the total is shared among the other
    years by their days, so that the line is straight where no year has a plan. Where every year has
    one, or they exceed the total, the line ends at the sum of the plans.
    """
    if last <= first:
        return ()
    spans = {
        year: (min(date(year, 12, 31), last) - max(date(year, 1, 1), first)).days + 1
        for year in range(first.year, last.year + 1)
    }
    plans = {year: year_plans[year] for year in spans if year in year_plans}
    if not plans:
        return (first, Decimal(0)), (last, total)
    rest = max(total - sum(plans.values(), Decimal(0)), Decimal(0))
    days = sum(spans[year] for year in spans if year not in plans)
    points, reached = [(first, Decimal(0))], Decimal(0)
    for year, span in spans.items():
        reached += plans[year] if year in plans else rest * span / days
        points.append((min(date(year, 12, 31), last), reached))
    return tuple(points)
