"""A project's money beside its plans: this year, funds by source, and what to check about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.domain.models import Kind
from kzdash.domain.progress import Funds, FundSource, sum_year, total_funds
from kzdash.domain.rules import WAN_YUAN, payload_of
from kzdash.domain.rules.report_fields import (
    FUNDS_PAID,
    FUNDS_RECEIVED,
    PAID_BY_SOURCE,
    RECEIVED_BY_SOURCE,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from decimal import Decimal

    from kzdash.board.items import Category, ProjectItem
    from kzdash.domain.progress import YearSum

COMPLETED = "completed_investment_wan_yuan"
NOT_STARTED, NOT_COMPLETED = "应开工未开工", "应完工未完工"
# what a list of projects may be narrowed to, and who then stays in it
LAGS: Mapping[str, Callable[[ProjectItem], bool]] = {
    NOT_STARTED: lambda item: item.not_started,
    NOT_COMPLETED: lambda item: item.not_completed,
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to check about a reported amount: the name of its field, and what is odd."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Excess:
    """An amount in a field that is over the most that it should be, in 万元, and in words."""

    field: str
    words: str
    amount: Decimal
    most: Decimal


def year_sum(items: Iterable[ProjectItem], as_of: dt.date) -> YearSum:
    """Add up what projects planned and completed in the year of the board's day."""
    return sum_year(((item.year_plan, item.this_year.amount) for item in items), as_of)


def category_years(
    items: Iterable[ProjectItem], categories: Iterable[Category], as_of: dt.date
) -> Iterator[tuple[Category, YearSum]]:
    """Yield each category of which any project has a plan for the year, with its sums."""
    items = tuple(items)
    for category in categories:
        found = year_sum((it for it in items if it.programme == category.number), as_of)
        if found.planned_count:
            yield category, found


def has_year(item: ProjectItem) -> bool:
    """Whether anything is planned or known of this year's investment of a project."""
    return item.year_plan is not None or item.this_year.amount is not None


def funds_by_source(item: ProjectItem) -> dict[FundSource, Funds]:
    """Return the funds from each source of which anything is known."""
    found = {
        source: Funds(
            item.planned_funds.get(source),
            item.reported(RECEIVED_BY_SOURCE[source].name),
            item.reported(PAID_BY_SOURCE[source].name),
        )
        for source in FundSource
    }
    return {source: funds for source, funds in found.items() if not funds.is_empty}


def all_funds(item: ProjectItem) -> Funds:
    """Return all funds of a project."""
    return total_funds(
        list(funds_by_source(item).values()),
        item.reported(FUNDS_RECEIVED.name),
        item.reported(FUNDS_PAID.name),
    )


def money_doubts(item: ProjectItem) -> tuple[Doubt, ...]:
    """Return what is odd about a project's money as it was reported last, for it to be checked."""
    over = (*_over_plan(item), *amounts_over_funds(item, item.reported))
    return (*_falls(item), *(Doubt(it.field, it.words) for it in over))


def _falls(item: ProjectItem) -> Iterator[Doubt]:
    """Tell whether the cumulative investment is under that at the end of last year or month."""
    for span, end in ((item.this_year, "上年末"), (item.this_month, "上月末")):
        if span.amount is not None and span.amount < 0:
            yield Doubt(COMPLETED, f"比{end}的累计数少")
            return


def _over_plan(item: ProjectItem) -> Iterator[Excess]:
    planned = item.planned_investment_wan_yuan
    for field in payload_of(Kind.PROJECT):
        amount = item.reported(field.name) if field.unit == WAN_YUAN else None
        if amount is not None and amount > planned:
            yield Excess(field.name, "超过计划总投资", amount, planned)


def amounts_over_funds(
    item: ProjectItem, reported: Callable[[str], Decimal | None]
) -> Iterator[Excess]:
    """Tell which funds exceed those planned from their source, or are paid beyond what is in place.

    `reported` returns the amount that a report gives in a field.
    """
    for source, field in RECEIVED_BY_SOURCE.items():
        amount, planned = reported(field.name), item.planned_funds.get(source)
        if amount is not None and planned is not None and amount > planned:
            yield Excess(field.name, "超过计划资金", amount, planned)
    pairs = [(FUNDS_RECEIVED, FUNDS_PAID)]
    pairs += [(RECEIVED_BY_SOURCE[source], PAID_BY_SOURCE[source]) for source in FundSource]
    for in_place, paid in pairs:
        there, spent = reported(in_place.name), reported(paid.name)
        if there is not None and spent is not None and spent > there:
            yield Excess(paid.name, "超过到位资金", spent, there)
