"""The sums of each category of projects."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash.board.items import Category
from kzdash.domain import progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kzdash.board.items import ProjectItem
    from kzdash.store import BoardRows


def category_summaries(rows: BoardRows, projects: Sequence[ProjectItem]) -> tuple[Category, ...]:
    """Add up investment and physical progress of each programme's projects."""
    categories = []
    for programme in rows.programmes:
        own = [item for item in projects if item.programme == programme.number]
        weighted = [
            (item.planned_investment_wan_yuan, item.physical_progress_percent) for item in own
        ]
        categories.append(
            Category(
                number=programme.number,
                name=programme.name,
                short_name=programme.short_name,
                category_name=programme.category_name,
                citation=programme.citation,
                planned_investment_wan_yuan=sum((planned for planned, _ in weighted), Decimal(0)),
                completed_investment_wan_yuan=sum_of_known(
                    item.completed_investment_wan_yuan for item in own
                ),
                physical=progress.category_progress(weighted),
            )
        )
    return tuple(categories)


def sum_of_known(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Add up the known amounts; None if none is known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None
