"""What the office may say of which items support which indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.domain.formatting import local_date
from kzdash.domain.models import Kind
from kzdash.domain.rules.adjustments import LONGEST
from kzdash.domain.rules.fields import check_day, check_text
from kzdash.errors import Refusal, RefusedError

if TYPE_CHECKING:
    from kzdash.domain.models import Item, ItemLink, Plan

# what may support an indicator
SUPPORTING = (Kind.PROJECT, Kind.MILESTONE, Kind.TASK, Kind.POLICY, Kind.REFORM)


def check_link(
    link: ItemLink, item: Item | None, indicator: Item | None, plan: Plan, *, linked: bool
) -> None:
    """Raise RefusedError where a link says what none may say; `linked` is whether there is one."""
    if item is None or indicator is None:
        raise RefusedError(Refusal.NO_ITEM)
    if item.kind not in SUPPORTING:
        raise RefusedError(Refusal.NOT_OF_KIND, "item_id")
    if indicator.kind != Kind.INDICATOR:
        raise RefusedError(Refusal.NOT_OF_KIND, "indicator_id")
    check_day("as_of", link.as_of, plan, local_date(link.recorded_at))
    check_text("reason", link.reason, LONGEST["reason"])
    if not link.reason.strip():
        raise RefusedError(Refusal.NO_REASON, "reason")
    if link.removed is not linked:
        raise RefusedError(Refusal.SAME_AS_NOW, "indicator_id")
