"""Invented plans of a demonstration for a year's investment, and where funds come from."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kzdash import accounts
from kzdash.domain.formatting import local_date, round_half_up
from kzdash.domain.models import Adjustment, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kzdash.domain.models import Item, ProjectPlan
    from kzdash.store import Store

# a project in so many has no plan for the year, and one in so many has planned funds
WITHOUT_PLAN, WITH_FUNDS = 4, 3
DOCUMENT, REASON = "演示〔2026〕2号", "演示：下达年度投资计划"


def add_year_plans(store: Store, items: Iterable[Item], now: dt.datetime) -> None:
    """Plan investment for the year of `now` of most projects that are being built in it."""
    today = local_date(now)
    for item in items:
        plan = item.project
        if item.kind != Kind.PROJECT or plan is None or item.number % WITHOUT_PLAN == 0:
            continue
        if not plan.start_year <= today.year <= plan.end_year + 1:
            continue
        for asked in _asked(item, plan, today):
            store.adjust(
                Adjustment(
                    item_id=item.id,
                    seq=len(store.adjustments_of(item.id)) + 1,
                    as_of=dt.date(today.year, 1, 1),
                    recorded_at=now,
                    account=accounts.OFFICE,
                    reason=REASON,
                    document_number=DOCUMENT,
                    **asked,
                )
            )


def _asked(item: Item, plan: ProjectPlan, today: dt.date) -> Iterator[dict[str, Any]]:
    total, years = plan.planned_investment_wan_yuan, plan.end_year - plan.start_year + 1
    yield {"period": today.year, "year_investment_wan_yuan": round_half_up(total / years, 0)}
    if item.number % WITH_FUNDS == 0:
        for source, share in (("central", "0.3"), ("special_bond", "0.5"), ("district", "0.2")):
            amount = round_half_up(total * Decimal(share), 0)
            yield {"source": source, "planned_funds_wan_yuan": amount}


def funds_of(item: Item, spent: Decimal) -> dict[str, Decimal]:
    """Return what is in place and paid of a project that has spent so much, in 万元."""
    found = {
        "funds_received_wan_yuan": round_half_up(spent * Decimal("1.04"), 0),
        "funds_paid_wan_yuan": round_half_up(spent * Decimal("0.9"), 0),
    }
    if item.number % WITH_FUNDS == 0:
        for source, share in (("central", "0.4"), ("special_bond", "0.45")):
            for what, of_spent in (("received", share), ("paid", f"{Decimal(share) * 2 / 3:.3f}")):
                amount = round_half_up(spent * Decimal(of_spent), 0)
                found[f"{source}_{what}_wan_yuan"] = amount
    return found
